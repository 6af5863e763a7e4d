import { createHash, randomBytes } from 'node:crypto'
import { transact } from '../../../adapters/database/store.ts'
import { openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { Account } from '../../../src/domain/account.ts'
import type { Identity } from '../../../src/domain/identity.ts'
import { apiScopes } from '../../../src/ports/api-tokens.ts'
import { requestBudget } from '../../../adapters/api/budget.ts'
import { addCast, allowed } from '../../contracts/cast.ts'

/** What is there before anything arrives, and how more of it is had while the service runs. */
export type Desk = {
	/** Numbers of requests, some of which are not there. */
	readonly numbers: readonly number[]
	/** Tokens of Ada's and of Diego's, enough of them for the budget of each. */
	readonly tokens: readonly string[]
	/**
	 * Puts back what may have been taken away meanwhile: connections, sessions, the accounts themselves.
	 * @returns cookies of sessions, of Ada's and of Diego's
	 */
	restore(): Promise<readonly string[]>
	close(): Promise<void>
}

/** Fills an empty database: the people of every story with their chats, requests with answers. */
export async function setDesk(
	environment: Readonly<Record<string, string>>,
	{ chats, requests }: { readonly chats: Chats; readonly requests: number },
): Promise<Desk> {
	const store = await openStore(readSettings(environment))
	const { database } = store
	await database.migrate()
	const { ada, carla, diego } = await addCast(database)
	const people = { ada, carla, diego }
	const numbers: number[] = []
	for (let each = 1; each <= 10; each += 1) {
		const act = { by: (each % 3 ? ada : carla).id, via: 'command line', subject: `Request ${each}` }
		const { ticket } = allowed(await database.tickets.open({ ...act, text: 'Help.', files: [] }))
		const answer = { by: diego.id, via: 'command line', ticket: ticket.id, text: 'Try *again*.', files: [] }
		allowed(await database.tickets.addComment(answer))
		numbers.push(ticket.number)
	}

	const newToken = async (account: Account) => {
		const secret = `spo_${randomBytes(32).toString('base64url')}`
		const hash = createHash('sha256').update(secret).digest('hex')
		await database.apiTokens.add({ name: 'A shop', account: account.id, scopes: apiScopes, hash })
		return secret
	}
	const tokens: string[] = []
	for (let room = 0; room < 2 * requests; room += requestBudget.limit) {
		tokens.push(await newToken(ada), await newToken(diego))
	}

	return {
		numbers: [...numbers, 1, 999_999_999],
		tokens,
		async restore() {
			const cookies: string[] = []
			for (const [who, { id, role }] of Object.entries(people)) {
				await transact(database.store, async ({ trx }) => {
					await trx.updateTable('accounts').set({ disabled: 0, role }).where('id', '=', Number(id)).execute()
				})
				for (const identity of chats[who as keyof Chats]) await connect(identity, id)
				const secret = randomBytes(32).toString('hex')
				const checked = await passwordOf(id)
				const hash = store.secrets.hash(`session ${secret}`)
				if (await database.signIns.start({ account: id, checked, hash, agent: 'check' }))
					cookies.push(`session=${secret}`)
			}
			return cookies
		},
		close: () => store.close(),
	}

	async function connect(identity: Identity, account: string): Promise<void> {
		if ((await database.links.accountOf(identity))?.id === account) return
		const code = { identity, hash: `code of ${randomBytes(8).toString('hex')}` }
		await database.links.issueCode({ ...code, account, tries: 5, expiresAt: Date.now() + 60_000 })
		if (!(await database.links.link({ ...code, name: account }))) throw new Error('not connected')
	}

	/** Whatever it was set to: who is signed in here has typed none. */
	async function passwordOf(account: string): Promise<string> {
		return transact(database.store, async ({ trx, now }) => {
			const known = await trx
				.selectFrom('passwords')
				.select('hash')
				.where('account_id', '=', Number(account))
				.executeTakeFirst()
			if (known) return known.hash
			const hash = 'no password has this hash'
			await trx
				.insertInto('passwords')
				.values({ account_id: Number(account), hash, changed_at: now })
				.execute()
			return hash
		})
	}
}

/** Where each of them speaks to the bot. */
export type Chats = { readonly [Who in 'ada' | 'carla' | 'diego']: readonly Identity[] }
