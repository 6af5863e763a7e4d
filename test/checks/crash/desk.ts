import { randomBytes } from 'node:crypto'
import type { Database } from '../../../adapters/database/open.ts'
import { openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { Account } from '../../../src/domain/account.ts'
import type { Identity } from '../../../src/domain/identity.ts'
import { bursts } from '../../../src/rules/limits.ts'
import { addCast, allowed } from '../../contracts/cast.ts'

/** Who answers, and what there is to be answered. */
export type Desk = {
	readonly diego: Account
	/** With which the API acts as Diego. */
	readonly token: string
	/** Each with its requester, and their conversation with the bot. */
	readonly tickets: readonly {
		readonly id: string
		readonly number: number
		readonly requester: string
		readonly email: string
		readonly user: string
		readonly channel: string
	}[]
}

export const space = 'T0WORLD'

/** Fills an empty database: people who are all connected to Slack, with some requests each. */
export async function setDesk(
	environment: Readonly<Record<string, string>>,
	clock: { now(): number },
	{ people, requests }: { readonly people: number; readonly requests: number },
	arrive: (user: string, name: string) => void,
): Promise<Desk> {
	const store = await openStore(readSettings(environment), { clock })
	const { database } = store
	try {
		await database.migrate()
		const { diego, acme } = await addCast(database)
		const token = `spo_${randomBytes(32).toString('base64url')}`
		const scopes = ['tickets:write', 'comments:write', 'files:write'] as const
		const hash = store.secrets.hash(token)
		await database.apiTokens.add({ name: 'The desk', account: diego.id, scopes, hash })
		const tickets: Desk['tickets'][number][] = []
		for (let index = 1; index <= people; index += 1) {
			const user = `U${String(index).padStart(4, '0')}`
			arrive(user, `Person ${index}`)
			const chat = { identity: { platform: 'slack', space, user }, user, channel: `D${user.slice(1)}` }
			const who = { email: `person${index}@acme.example`, lastName: String(index), organization: acme.id }
			tickets.push(...(await addAsker(database, { ...who, ...chat, now: clock.now() }, requests)))
		}
		return { diego, token, tickets }
	} finally {
		await store.close()
	}
}

/** Adds somebody who is connected to a chat, with some requests. */
export async function addAsker(
	database: Database,
	{
		email,
		lastName,
		organization,
		identity,
		user,
		channel,
		now,
	}: {
		readonly email: string
		readonly lastName: string
		readonly organization?: string
		readonly identity: Identity
		/** Who that is in the stand-in, and their conversation with the bot. */
		readonly user: string
		readonly channel: string
		readonly now: number
	},
	requests: number,
): Promise<Desk['tickets']> {
	const account = await database.accounts.add({
		email,
		firstName: 'Person',
		lastName,
		role: 'user',
		...(organization !== undefined && { organization }),
		proved: true,
	})
	if (!account) throw new Error('the address has an account already')
	const code = { identity, hash: `code of ${user}` }
	const expiresAt = now + bursts.spacing
	await database.links.issueCode({ ...code, account: account.id, tries: 5, expiresAt })
	await database.links.link({ ...code, name: `Person ${lastName}` })
	const tickets: Desk['tickets'][number][] = []
	for (let each = 0; each < requests; each += 1) {
		const act = { by: account.id, via: 'command line', subject: `Request ${each + 1}`, text: 'Help.' }
		const { ticket } = allowed(await database.tickets.open({ ...act, files: [] }))
		const { id, number } = ticket
		tickets.push({ id, number, requester: account.id, email, user, channel })
	}
	return tickets
}
