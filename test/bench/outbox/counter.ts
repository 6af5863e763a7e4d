import { performance } from 'node:perf_hooks'
import { type App, systemClock } from '../../../adapters/main.ts'
import { startRelay } from '../../../adapters/relay/loop.ts'
import { noticeRelay } from '../../../src/notices/relay.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { lanes, relay } from '../../../src/relay.ts'
import { addCast, allowed } from '../../contracts/cast.ts'

/** What one round came to: notices a second, and milliseconds of this process's CPU for each. */
export type Round = {
	readonly announced: number
	readonly told: number
	/** How many the chat had to take at once. */
	readonly most: number
	/** How often a notice was claimed. */
	readonly claims: number
	readonly announceCpu: number
	readonly tellCpu: number
}

export type Counter = {
	/** Support answers on everyone's request, and all are told. */
	round(): Promise<Round>
	close(): Promise<void>
}

const [, , announcing] = lanes

/**
 * @param app put together, and not started: its work is done here, by the same relays
 * @param chat how a chat takes a notice
 */
export async function openCounter(app: App, people: number, chat: () => Promise<void>): Promise<Counter> {
	const { store } = app.database
	const { diego } = await addCast(app.ports)
	const requests: string[] = []
	for (let index = 1; index <= people; index += 1) requests.push(await connected(app.ports, index))
	const by = { by: diego.id, via: 'command line' }

	return {
		async round() {
			for (const ticket of requests) {
				allowed(await app.ports.tickets.addComment({ ...by, ticket, text: 'Try again.', files: [] }))
			}
			const seen = { told: 0, inside: 0, most: 0, claims: 0 }
			let finish = () => {}
			const finished = new Promise<void>(resolve => {
				finish = resolve
			})
			const unasked = () => Promise.reject(new Error('nothing of the kind was queued'))
			const ports: Ports = {
				...app.ports,
				chats: {
					tell: unasked,
					replace: unasked,
					post: unasked,
					async notify() {
						seen.inside += 1
						seen.most = Math.max(seen.most, seen.inside)
						await chat()
						seen.inside -= 1
						seen.told += 1
						if (seen.told === people) finish()
					},
				},
				notices: {
					...app.ports.notices,
					async claim(options) {
						const claimed = await app.ports.notices.claim(options)
						seen.claims += claimed.length
						return claimed
					},
				},
			}

			const announce = await timed(() => relay(ports, announcing))
			// The pauses between news are not what is measured.
			await store.kysely.updateTable('notices').set({ due_at: 0 }).where('due_at', 'is not', null).execute()
			await store.kysely.deleteFrom('paces').execute()

			const teller = noticeRelay(ports, () => loop.wake())
			const loop = startRelay(() => teller.work(), { clock: systemClock, log: ports.log })
			const tell = await timed(async () => {
				loop.wake()
				await finished
				await teller.idle()
			})
			await loop.stop(1_000)
			const left = await ports.notices.log({ state: 'waiting', size: 1 })
			if (left.length > 0 || seen.told !== people) throw new Error('not everyone was told once')
			return {
				announced: (people * 1_000) / announce.milliseconds,
				told: (people * 1_000) / tell.milliseconds,
				most: seen.most,
				claims: seen.claims,
				announceCpu: announce.cpu / people,
				tellCpu: tell.cpu / people,
			}
		},
		close: () => app.stop(),
	}
}

/** Someone who is connected to a chat. @returns a request of theirs */
async function connected({ accounts, links, tickets }: Ports, index: number): Promise<string> {
	const account = await accounts.add({
		email: `person${index}@acme.example`,
		firstName: 'Person',
		lastName: String(index),
		role: 'user',
		locale: 'en',
		timeZone: 'Europe/Rome',
		proved: true,
	})
	if (!account) throw new Error('the address has an account already')
	const code = { identity: { platform: 'slack', space: 'T1', user: `U${index}` }, hash: `code ${index}` }
	const expiresAt = systemClock.now() + 60_000
	await links.issueCode({ ...code, account: account.id, expiresAt, tries: 1 })
	await links.link({ ...code, name: `Person ${index}` })
	const act = { by: account.id, via: 'command line', subject: 'Broken printer', text: 'Help.', files: [] }
	return allowed(await tickets.open(act)).ticket.id
}

async function timed(work: () => Promise<unknown>): Promise<{ milliseconds: number; cpu: number }> {
	const start = performance.now()
	const before = process.cpuUsage()
	await work()
	const { user, system } = process.cpuUsage(before)
	return { milliseconds: performance.now() - start, cpu: (user + system) / 1_000 }
}
