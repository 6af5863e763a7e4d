import type { Account, Organization } from '../../src/domain/account.ts'
import type { Accounts, Preferences } from '../../src/ports/accounts.ts'
import { parseId } from './ids.ts'
import { queueJob } from './jobs.ts'
import { tellChatsOf } from './links.ts'
import { mute, mutedUntil, mutesOf } from './mutes.ts'
import {
	accountByEmail,
	accountById,
	agents,
	allAccounts,
	readAccount,
	someAccounts,
	toPreferences,
} from './people.ts'
import { prepared } from './prepared.ts'
import type { Right } from './rights.ts'
import { byTheCommandLine, recordRight, rightsHistory } from './rights.ts'
import { databaseDomains } from './sign-ins/domains.ts'
import { joinByDomain } from './sign-ins/prove.ts'
import { endSessions } from './sign-ins/sessions.ts'
import { voidSecrets } from './sign-ins/tokens.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import { toOrganization } from './organizations.ts'
import { bit } from './tables/bit.ts'

export function databaseAccounts(store: Store): Accounts {
	const { kysely } = store
	return {
		byId: id => readAccount(store, parseId(id)),
		byEmail: email => accountByEmail(kysely, email),
		page: ({ after = '', size }) => someAccounts(kysely, after, size),
		all: () => allAccounts(kysely),
		agents: size => agents(kysely, size),
		add(account, doer = byTheCommandLine) {
			return transact(store, async change => {
				const { trx, now } = change
				const row = await trx
					.insertInto('accounts')
					.values({
						email: account.email,
						first_name: account.firstName,
						last_name: account.lastName,
						role: account.role,
						organization_id: account.organization === undefined ? null : Number(account.organization),
						grant_level: account.grant ?? 'none',
						locale: account.locale ?? null,
						time_zone: account.timeZone ?? null,
						proved: bit(account.proved ?? false),
						disabled: 0,
						created_at: now,
					})
					.onConflict(conflict => conflict.column('email').doNothing())
					.returning('id')
					.executeTakeFirst()
				if (!row) return undefined
				await recordRight(change, doer, { what: 'made', account: row.id, to: account.role })
				if (account.organization !== undefined || account.grant !== undefined) {
					const made = await accountById(trx, row.id)
					const nobody = made && { ...made, organization: undefined, grant: 'none' as const }
					if (nobody) await recordRight(change, doer, ...changesOf(row.id, nobody, made))
				}
				await joinByDomain(change, row.id, account.email, doer)
				return accountById(trx, row.id)
			})
		},
		change(id, change, doer = byTheCommandLine) {
			return transact(store, async transaction => {
				const { trx } = transaction
				const account = parseId(id)
				if (account === undefined) return undefined
				const set = {
					...(change.firstName !== undefined && { first_name: change.firstName }),
					...(change.lastName !== undefined && { last_name: change.lastName }),
					...(change.role !== undefined && { role: change.role }),
					...(change.grant !== undefined && { grant_level: change.grant }),
					...(change.locale !== undefined && { locale: change.locale }),
					...(change.timeZone !== undefined && { time_zone: change.timeZone }),
					...(change.disabled !== undefined && { disabled: bit(change.disabled) }),
					...(change.organization !== undefined && { organization_id: Number(change.organization) }),
				}
				const before = await lockedAccount(transaction, account)
				if (!before) return undefined
				if (change.disabled) await shutOut(transaction, account)
				if (Object.keys(set).length > 0) {
					await trx.updateTable('accounts').set(set).where('id', '=', account).execute()
				}
				const after = await accountById(trx, account)
				if (after) await recordRight(transaction, doer, ...changesOf(account, before, after))
				return after
			})
		},

		async organizations() {
			const rows = await kysely
				.selectFrom('organizations')
				.selectAll()
				.orderBy('name')
				.orderBy('id')
				.execute()
			return rows.map(toOrganization)
		},
		async firstOrganizations(size, also) {
			const byName = kysely.selectFrom('organizations').selectAll().orderBy('name').orderBy('id')
			const first = (await byName.limit(size).execute()).map(toOrganization)
			const missing = also !== undefined && !first.some(({ id }) => id === also)
			const chosen = missing && (await byName.where('id', '=', parseId(also) ?? 0).executeTakeFirst())
			const { count } = await kysely
				.selectFrom('organizations')
				.select(({ fn }) => fn.countAll<number>().as('count'))
				.executeTakeFirstOrThrow()
			return { organizations: chosen ? [...first, toOrganization(chosen)] : first, count }
		},
		addOrganization({ name, grant }, doer = byTheCommandLine) {
			return transact(store, async change => {
				const { trx, now } = change
				const row = await trx
					.insertInto('organizations')
					.values({ name, grant_level: grant, created_at: now })
					.returningAll()
					.executeTakeFirstOrThrow()
				await recordRight(change, doer, { what: 'made', organization: row.id, to: grant })
				return toOrganization(row)
			})
		},
		setGrant(id, grant, doer = byTheCommandLine) {
			return transact(store, async change => {
				const { trx } = change
				const organization = parseId(id)
				if (organization === undefined) return undefined
				const before = await trx
					.selectFrom('organizations')
					.select('grant_level')
					.where('id', '=', organization)
					.$if(store.engine.name === 'postgres', query => query.forUpdate())
					.executeTakeFirst()
				const row = await trx
					.updateTable('organizations')
					.set({ grant_level: grant })
					.where('id', '=', organization)
					.returningAll()
					.executeTakeFirst()
				if (before && before.grant_level !== grant) {
					const values = { from: before.grant_level, to: grant }
					await recordRight(change, doer, { what: 'grant', organization, ...values })
				}
				return row && toOrganization(row)
			})
		},

		...databaseDomains(store),

		history: part => rightsHistory(store, part),

		async preferences(id) {
			const [row] = await preferencesOf(store, { account: parseId(id) ?? 0 })
			return toPreferences(row?.content ?? null)
		},
		async setPreferences(id, preferences, digestAt) {
			const account = parseId(id)
			if (account === undefined) return
			await transact(store, change => setPreferences(change, account, preferences, digestAt))
		},
		mute: act => mute(store, act),
		mutedUntil: (id, ticket) => mutedUntil(store, id, ticket),
		mutes: id => mutesOf(store, id),
	}
}

const preferencesOf = prepared((db, { account }: { readonly account: number }) =>
	db.selectFrom('preferences').select('content').where('account_id', '=', account).compile(),
)

/** The account as it is, and stays until the change is written. */
async function lockedAccount({ trx, store }: Change, id: number): Promise<Account | undefined> {
	if (store.engine.name === 'postgres') {
		await trx.selectFrom('accounts').select('id').where('id', '=', id).forUpdate().execute()
	}
	return accountById(trx, id)
}

function changesOf(
	account: number,
	before: Pick<Account, 'role' | 'grant' | 'disabled'> & { readonly organization?: Organization | undefined },
	after: Account,
): readonly Right[] {
	const values = (one: typeof before) =>
		[
			['role', one.role],
			['grant', one.grant],
			['organization', one.organization?.name],
			['disabled', one.disabled ? 'yes' : 'no'],
		] as const
	const was = values(before)
	return values(after).flatMap(([what, to], index) => {
		const from = was[index]?.[1]
		return from === to ? [] : [{ what, account, ...(from && { from }), ...(to && { to }) }]
	})
}

async function setPreferences(
	change: Change,
	account: number,
	preferences: Preferences,
	digestAt: number | undefined,
): Promise<void> {
	const { trx } = change
	const values = {
		content: JSON.stringify(preferences),
		follows: bit((preferences.notices.organization ?? 'off') !== 'off'),
	}
	// First, because its row makes another change of the same wait: there is one daily list.
	await trx
		.insertInto('preferences')
		.values({ account_id: account, ...values })
		.onConflict(conflict => conflict.column('account_id').doUpdateSet(values))
		.execute()
	const about = `digest:${account}`
	await trx.deleteFrom('jobs').where('about', '=', about).execute()
	if (digestAt === undefined) return
	await queueJob(change, { kind: 'digest', account: String(account) }, about, digestAt)
}

/** Of a disabled account nothing is left that would be good again once it is enabled; its chats hear of it once. */
async function shutOut(change: Change, account: number): Promise<void> {
	const shut = await change.trx
		.updateTable('accounts')
		.set({ disabled: bit(true) })
		.where('id', '=', account)
		.where('disabled', '=', bit(false))
		.executeTakeFirst()
	if (shut.numUpdatedRows > 0n) await tellChatsOf(change, account)
	await voidSecrets(change, account)
	await endSessions(change, account)
}
