import { randomBytes } from 'node:crypto'
import type { OpenStore } from '../../../adapters/main.ts'
import { wordsOf } from '../../../src/words/index.ts'
import type { SlackStandIn } from '../../standins/slack/index.ts'
import type { Desk } from '../crash/desk.ts'

const say = wordsOf('en')

/** Milliseconds within which what is ended on one instance has ended on all. */
const atOnce = 1_000

/** What was ended on one instance, and looked for on the others. */
export type Ended = {
	readonly looks: number
	/** The longest that one of the others took, in milliseconds. */
	readonly longest: number
	readonly breaches: readonly string[]
}

/** A way in, tried at an instance. @throws where it is neither open nor shut */
type Door = (address: string) => Promise<boolean>

/** Whether somebody was let in, by an answer that is either 200 or one that means they were not. */
function isLet({ status, url }: Response, shut: readonly number[]): boolean {
	if (status !== 200 && !shut.includes(status)) throw new Error(`${url} was answered ${status}`)
	return status === 200
}

/**
 * On each instance in turn ends somebody's session, disconnects a chat and disables an account, and asks the others
 * at once whether that holds.
 * @param addresses of the instances themselves
 * @param origin that pages are served at
 */
export async function checkEverywhere(
	{ store, slack, desk }: { readonly store: OpenStore; readonly slack: SlackStandIn; readonly desk: Desk },
	addresses: readonly string[],
	origin: string,
): Promise<Ended> {
	const { database, secrets } = store
	const breaches: string[] = []
	let looks = 0
	let longest = 0
	const people = [...new Map(desk.tickets.map(ticket => [ticket.user, ticket])).values()]
	const admin = await database.accounts.add({
		email: 'admin@support.example',
		firstName: 'Alma',
		lastName: 'Admin',
		role: 'admin',
		proved: true,
	})
	if (!admin) throw new Error('the address has an account already')
	const token = await tokenOf(admin.id)

	for (const at of addresses) {
		const [ending, leaving] = people.splice(0, 2)
		if (!ending || !leaving) throw new Error('there are too few people')

		const cookie = await sessionOf(ending.requester)
		await closes('a session', [pages(cookie)], at, async () => {
			await fetch(`${at}/sign-out`, { method: 'POST', headers: { cookie, origin }, redirect: 'manual' })
		})
		await closes('a chat', [chat(ending.user)], at, async () => {
			await slack.serves(at)
			const person = slack.person({ id: ending.user })
			await person.types('/tickets disconnect', { channel: 'bot' })
			await person.presses(say('disconnect.yes'))
		})
		const doors = [
			pages(await sessionOf(leaving.requester)),
			chat(leaving.user),
			api(await tokenOf(leaving.requester)),
		]
		await closes('an account', doors, at, async () => {
			await fetch(`${at}/api/v1/accounts/${leaving.requester}/disabled`, {
				method: 'PUT',
				headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
				body: JSON.stringify({ disabled: true }),
			})
		})
	}
	return { looks, longest: Math.round(longest), breaches }

	/** Every door is open at each instance before, and shut at the others once `end` is through at one. */
	async function closes(what: string, doors: readonly Door[], at: string, end: () => Promise<void>) {
		for (const address of addresses) {
			for (const isOpen of doors)
				if (!(await isOpen(address))) breaches.push(`${what} is not good everywhere`)
		}
		await end()
		const began = performance.now()
		for (const address of addresses.filter(other => other !== at)) {
			for (const isOpen of doors) {
				looks += 1
				while ((await isOpen(address)) && performance.now() - began < atOnce);
				if (await isOpen(address)) breaches.push(`${what} that has ended elsewhere is good on`)
			}
			longest = Math.max(longest, performance.now() - began)
		}
	}

	function pages(cookie: string): Door {
		return async address => {
			const page = await fetch(`${address}/requests`, { headers: { cookie }, redirect: 'manual' })
			return isLet(page, [303, 401])
		}
	}

	function api(token: string): Door {
		return async address => {
			const me = await fetch(`${address}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
			return isLet(me, [401])
		}
	}

	function chat(user: string): Door {
		return async address => {
			await slack.serves(address)
			const { screen } = await slack.person({ id: user }).types('/tickets mine', { channel: 'bot' })
			const isOpen = screen.includes(say('scope.requested'))
			if (!isOpen && !screen.includes(say('connect.title'))) throw new Error(`a chat shows ${screen}`)
			return isOpen
		}
	}

	async function sessionOf(account: string): Promise<string> {
		const checked = 'no password has this hash'
		await database.store.kysely
			.insertInto('passwords')
			.values({ account_id: Number(account), hash: checked, changed_at: Date.now() })
			.execute()
		const secret = randomBytes(32).toString('hex')
		const hash = secrets.hash(`session ${secret}`)
		if (!(await database.signIns.start({ account, checked, hash, agent: 'check' })))
			throw new Error('no session began')
		return `session=${secret}`
	}

	async function tokenOf(account: string): Promise<string> {
		const secret = `spo_${randomBytes(32).toString('base64url')}`
		const scopes = ['accounts:read', 'accounts:write'] as const
		await database.apiTokens.add({ name: 'A system', account, scopes, hash: secrets.hash(secret) })
		return secret
	}
}
