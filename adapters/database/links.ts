import type { Kysely, Selectable } from 'kysely'
import type { AccountId } from '../../src/domain/account.ts'
import type { Identity } from '../../src/domain/identity.ts'
import { identityKey } from '../../src/domain/identity.ts'
import type { LinkedIdentity, Links } from '../../src/ports/links.ts'
import { connectBudgets, spend } from './budgets.ts'
import { connect, issueCode, tryCode } from './codes.ts'
import { filesOfDrafts } from './drafts.ts'
import { flush } from './flush.ts'
import { identityColumns } from './identity.ts'
import { keptOf } from './kept.ts'
import { once } from './dedupe.ts'
import { parseId } from './ids.ts'
import { queueJob } from './jobs.ts'
import { grouped, isAmong } from './listed.ts'
import { forgetMessages } from './notices/messages.ts'
import { selectAccounts, toAccount } from './people.ts'
import { prepared, type Reads } from './prepared.ts'
import { recordRight } from './rights.ts'
import { forgetSources } from './sources.ts'
import { rememberSpoken } from './spoken.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import type { Tables } from './tables/index.ts'
import type { LinksTable } from './tables/links.ts'

export function databaseLinks(store: Store): Links {
	const spoken = rememberSpoken(store)
	return {
		async accountOf(identity) {
			const [row] = await linked(store, identity)
			return row && toAccount(row)
		},
		async of(account) {
			return (await linksOf(store, { account: parseId(account) ?? 0 })).map(toLinked)
		},
		spoke: identity => spoken.by(identity),

		askCode(ask) {
			const key = identityKey(ask.identity)
			return transact(store, change =>
				once(
					change,
					{ name: 'ask-code', actor: key, once: ask.once },
					async () => {
						if (!(await spend(change, connectBudgets(key, ask.email)))) return 'too many' as const
						const letter = {
							purpose: 'connect-code',
							email: ask.email,
							identity: ask.identity,
							name: ask.name,
							locale: ask.locale,
						} as const
						await queueJob(change, { kind: 'letter', letter }, key)
						return 'queued' as const
					},
					asked => asked === 'too many',
				),
			)
		},
		issueCode: code => transact(store, change => issueCode(change, code)),
		tryCode: (identity, hash, portal) => transact(store, change => tryCode(change, identity, hash, portal)),
		link(link) {
			spoken.forget(link.identity)
			return transact(store, change => connect(change, link))
		},

		unlink: (identity, owner) => transact(store, change => unlink(change, identity, owner)),
		kept: identity => keptOf(store, identity),
		async erase(identity) {
			const keys = await transact(store, async change => {
				const { trx } = change
				await unlink(change, identity)
				const keys = await filesOfDrafts(change, identity)
				const { platform, space, user_id } = identityColumns(identity)
				for (const table of ['tokens', 'drafts', 'places'] as const) {
					await trx
						.deleteFrom(table)
						.where('platform', '=', platform)
						.where('space', '=', space)
						.where('user_id', '=', user_id)
						.execute()
				}
				await trx.deleteFrom('jobs').where('about', '=', identityKey(identity)).execute()
				return keys
			})
			spoken.forget(identity)
			await flush(store)
			return keys
		},
	}
}

const linked = prepared((db, { platform, space, user }: Identity) =>
	selectAccounts(db)
		.innerJoin('links as l', 'l.account_id', 'a.id')
		.where('l.platform', '=', platform)
		.where('l.space', '=', space)
		.where('l.user_id', '=', user)
		.where('a.disabled', '=', 0)
		.compile(),
)

const linksOf = prepared((db, { account }: { readonly account: number }) =>
	selectLinks(db).where('account_id', '=', account).compile(),
)

/** The chats of some accounts, in one order. */
export async function chatsOfAll(
	store: Reads,
	ids: readonly number[],
): Promise<(account: number) => readonly LinkedIdentity[]> {
	const rowsOf = grouped(await linksOfAll(store, { ids }), row => row.account_id)
	return account => rowsOf(account).map(toLinked)
}

const linksOfAll = prepared((db, { ids }: { readonly ids: readonly number[] }, engine) =>
	selectLinks(db)
		.where(isAmong(engine, 'account_id', ids))
		.compile(),
)

function selectLinks(db: Kysely<Tables>) {
	return db
		.selectFrom('links')
		.selectAll()
		.orderBy('linked_at')
		.orderBy('platform')
		.orderBy('space')
		.orderBy('user_id')
}

function toLinked(row: Selectable<LinksTable>): LinkedIdentity {
	return {
		identity: { platform: row.platform, space: row.space, user: row.user_id },
		name: row.name,
		linkedAt: row.linked_at,
		spokenAt: row.spoken_at,
	}
}

async function unlink(change: Change, identity: Identity, owner?: AccountId): Promise<boolean> {
	const ended = await change.trx
		.deleteFrom('links')
		.where('platform', '=', identity.platform)
		.where('space', '=', identity.space)
		.where('user_id', '=', identity.user)
		.$if(owner !== undefined, query => query.where('account_id', '=', parseId(owner ?? '') ?? 0))
		.returning('account_id')
		.executeTakeFirst()
	if (!ended) return false
	await forgetSources(change, identity, ended.account_id)
	await forgetMessages(change, identity)
	// From elsewhere is from the web; without an owner it was said in the chat itself.
	const doer = { by: String(ended.account_id), via: owner === undefined ? identity.platform : 'web' }
	const account = ended.account_id
	await recordRight(change, doer, { what: 'unlinked', account, from: identity.platform })
	if (owner !== undefined) await tellDisconnected(change, identity, owner)
	return true
}

/** The chats of an account that has just been shut out; their links stay, and lead nowhere. */
export async function tellChatsOf(change: Change, account: number): Promise<void> {
	const rows = await change.trx
		.selectFrom('links')
		.select(['platform', 'space', 'user_id'])
		.where('account_id', '=', account)
		.execute()
	for (const { user_id: user, ...rest } of rows) {
		await tellDisconnected(change, { ...rest, user }, String(account))
	}
}

function tellDisconnected(change: Change, identity: Identity, account: AccountId): Promise<void> {
	const content = { kind: 'tell', about: 'disconnected', identity, account } as const
	return queueJob(change, content, identityKey(identity))
}
