import { performance } from 'node:perf_hooks'
import { type App, systemClock } from '../../../adapters/main.ts'
import { startRelay } from '../../../adapters/relay/loop.ts'
import { openWork } from '../../../adapters/relay/work.ts'
import { noticeRelay } from '../../../src/notices/relay.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { lanes, relay } from '../../../src/relay.ts'
import { addCast, allowed } from '../../contracts/cast.ts'

/** What one round came to: notices a second, and milliseconds of this process's CPU for each. */
export type Round = {
	readonly told: number
	/** How many the chat had to take at once. */
	readonly most: number
	/** How often a notice was claimed. */
	readonly claims: number
	readonly cpu: number
}

export type Counter = {
	/** Support answers on everyone's request. @returns how many a second are announced, and CPU of each in ms */
	announce(): Promise<{ readonly announced: number; readonly cpu: number }>
	/** All are told what was announced, as if for the first time. */
	round(): Promise<Round>
	/**
	 * Disconnects so many, one after the other, who are told so in their chat: which waits for no more of the kind, as news does.
	 * @returns milliseconds from each commit to the call of the chat
	 */
	idle(count: number): Promise<readonly number[]>
	close(): Promise<void>
}

const announcing = lanes.find(([kind]) => kind === 'announce') ?? lanes[0]
const identityOf = (index: number) => ({ platform: 'slack', space: 'T1', user: `U${index}` })
const turn = () => new Promise<void>(resolve => setImmediate(resolve))
const unasked = () => Promise.reject(new Error('nothing of the kind was queued'))

/**
 * @param app put together, and not started: its work is done here, by the same relays
 * @param chat how a chat takes a notice
 */
export async function openCounter(app: App, people: number, chat: () => Promise<void>): Promise<Counter> {
	const { store } = app.database
	const { diego } = await addCast(app.ports)
	const asked: { readonly account: string; readonly ticket: string }[] = []
	for (let index = 0; index < people; index += 1) asked.push(await connected(app.ports, index))
	await store.kysely.deleteFrom('jobs').where('kind', '=', 'letter').execute()

	return {
		async announce() {
			const by = { by: diego.id, via: 'command line' }
			for (const { ticket } of asked) {
				allowed(await app.ports.tickets.addComment({ ...by, ticket, text: 'Try again.', files: [] }))
			}
			const { milliseconds, cpu } = await timed(() => relay(app.ports, announcing))
			return { announced: (people * 1_000) / milliseconds, cpu: cpu / people }
		},
		async round() {
			const seen = { told: 0, inside: 0, most: 0, claims: 0 }
			let finish = () => {}
			const finished = new Promise<void>(resolve => {
				finish = resolve
			})
			const ports: Ports = {
				...app.ports,
				chats: {
					tell: unasked,
					replace: unasked,
					post: unasked,
					async notify({ user }, _view, standing, keep) {
						seen.inside += 1
						seen.most = Math.max(seen.most, seen.inside)
						await chat()
						// As Slack does: a message that stands for the request already goes on doing so.
						if (standing === undefined) await keep(`D${user}:1`)
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
			// The pauses between news are not what is measured.
			const waiting = { state: 'waiting', settled_at: null, channel: null } as const
			await store.kysely.updateTable('deliveries').set(waiting).execute()
			await store.kysely.updateTable('notices').set({ due_at: 0, sent_at: null }).execute()
			await store.kysely.deleteFrom('paces').execute()

			const teller = noticeRelay(ports, { wake: () => loop.wake(), turn })
			const loop = startRelay(() => teller.work(), { clock: systemClock, log: ports.log })
			const tell = await timed(async () => {
				loop.wake()
				await finished
				await teller.idle()
			})
			await loop.stop(1_000)
			const left = await ports.notices.log({ state: 'waiting', size: 1 })
			if (left.length > 0 || seen.told !== people) throw new Error('not everyone was told once')
			const { most, claims, told } = seen
			return { told: (told * 1_000) / tell.milliseconds, most, claims, cpu: tell.cpu / people }
		},
		async idle(count) {
			let heard: (at: number) => void = () => {}
			const tell = async () => heard(performance.now())
			const ports: Ports = { ...app.ports, chats: { ...app.ports.chats, tell } }
			const work = openWork(ports, {
				webhooks: app.database.webhooks,
				send: unasked,
				bodyOf: () => '',
			})
			let committed = 0
			const end = app.database.onCommit(() => {
				committed ||= performance.now()
				work.wake()
			})
			const taken: number[] = []
			for (const [index, { account }] of asked.slice(0, count).entries()) {
				await work.drain()
				await new Promise(resolve => setTimeout(resolve, 10))
				committed = 0
				const called = new Promise<number>(resolve => {
					heard = resolve
				})
				await ports.links.unlink(identityOf(index), account)
				taken.push((await called) - committed)
			}
			end()
			await work.stop(1_000)
			return taken.toSorted((a, b) => a - b)
		},
		close: () => app.stop(),
	}
}

/** Someone who is connected to a chat. @returns with a request of theirs */
async function connected(
	{ accounts, links, tickets }: Ports,
	index: number,
): Promise<{ readonly account: string; readonly ticket: string }> {
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
	const code = { identity: identityOf(index), hash: `code ${index}` }
	const expiresAt = systemClock.now() + 600_000
	await links.issueCode({ ...code, account: account.id, expiresAt, tries: 1 })
	await links.link({ ...code, name: `Person ${index}` })
	const act = { by: account.id, via: 'command line', subject: 'Broken printer', text: 'Help.', files: [] }
	return { account: account.id, ticket: allowed(await tickets.open(act)).ticket.id }
}

async function timed(work: () => Promise<unknown>): Promise<{ milliseconds: number; cpu: number }> {
	const start = performance.now()
	const before = process.cpuUsage()
	await work()
	const { user, system } = process.cpuUsage(before)
	return { milliseconds: performance.now() - start, cpu: (user + system) / 1_000 }
}
