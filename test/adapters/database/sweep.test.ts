import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { announcing } from '../../contracts/announcing.ts'
import type { Cast } from '../../contracts/cast.ts'
import { addCast, allowed } from '../../contracts/cast.ts'
import type { DatabaseStore } from './stores.ts'
import { engines } from './stores.ts'

const hour = 60 * 60_000
const day = 24 * hour

describe.each(engines)('sweeping what time has made useless, in %s', (_name, make) => {
	let store: DatabaseStore
	let cast: Cast
	beforeEach(async () => {
		store = await make()
		cast = await addCast(store)
	})
	afterEach(() => store.close())

	const issue = (hash: string) =>
		store.signIns.issueToken({
			purpose: 'reset',
			email: cast.ada.email,
			account: cast.ada.id,
			hash,
			expiresAt: store.clock.now() + hour,
		})

	test('a used token is kept while its letter may be tried again, and goes after that', async () => {
		await issue('used')
		await store.signIns.setPassword({ token: 'used', password: 'hash' })
		store.clock.advance(2 * day)
		await store.database.sweep()
		expect(await issue('used')).toBe(false)
		store.clock.advance(3 * day)
		expect(await store.database.sweep()).toBe(1)
	})

	test('a job that was given up is kept for two weeks, one that waits for ever', async () => {
		await store.signIns.invite(cast.ada.id)
		const [job] = await store.jobs.claim({ kinds: ['letter'], count: 1, lease: hour })
		if (!job) throw new Error('no letter was queued')
		await store.jobs.giveUp(job, 'LetterRefused')
		await store.signIns.invite(cast.ben.id)
		store.clock.advance(14 * day - 1)
		expect(await store.database.sweep()).toBe(0)
		store.clock.advance(1)
		expect(await store.database.sweep()).toBe(1)
		const { kysely } = store.database.store
		expect(await kysely.selectFrom('jobs').select('given_up_at').execute()).toEqual([{ given_up_at: null }])
	})

	test('of an identity that is forgotten no job is left, given up or not', async () => {
		const identity = { platform: 'slack', space: 'T1', user: 'UADA' }
		const ask = { identity, name: 'ada', email: cast.ada.email, locale: 'en' }
		await store.links.askCode(ask)
		const [job] = await store.jobs.claim({ kinds: ['letter'], count: 1, lease: hour })
		if (job) await store.jobs.giveUp(job, 'LetterRefused')
		const expiresAt = store.clock.now() + hour
		await store.links.issueCode({ identity, account: cast.ada.id, hash: 'right', expiresAt, tries: 5 })
		expect(await store.links.link({ identity, name: 'ada', hash: 'right' })).toBeDefined()
		await store.links.askCode(ask)
		const { kysely } = store.database.store
		expect(await kysely.selectFrom('jobs').select('id').execute()).toHaveLength(3)
		await store.links.erase(identity)
		expect(await kysely.selectFrom('jobs').select('id').execute()).toEqual([])
	})

	test('sessions and codes go when they are over, not before', async () => {
		await issue('token')
		await store.signIns.setPassword({ token: 'token', password: 'hash' })
		await store.signIns.start({ account: cast.ada.id, checked: 'hash', hash: 's', agent: '' })
		await store.signIns.issueConnectCode({
			account: cast.ada.id,
			hash: 'code',
			expiresAt: store.clock.now() + hour / 6,
		})
		expect(await store.database.sweep()).toBe(0)
		store.clock.advance(hour / 6)
		expect(await store.database.sweep()).toBe(1)
		expect(await store.signIns.find('s')).toBeDefined()
		store.clock.advance(hour / 2)
		expect(await store.database.sweep()).toBe(1)
	})

	test('what was told is known for three months, and where the message stands as long as the request is open', async () => {
		const on = announcing(store, cast)
		const { notices } = store
		const chat = (user: string) => ({ platform: 'slack', space: 'T1', user })
		for (const one of [cast.ada, cast.ben, cast.carla]) await on.link(chat(one.id), one)
		// Of the links no code is left.
		store.clock.advance(4 * day)
		await store.database.sweep()
		const [closed, open] = [await on.open(cast.ada), await on.open(cast.carla)]
		const quiet = await on.open(cast.ben)
		await on.setStatus(cast.diego, closed, 'closed')
		await on.announce()
		store.clock.advance(hour)
		for (const notice of await on.claim()) {
			await notices.show(notice, { identity: chat(notice.account), reference: notice.ticket })
			await on.settle(notice)
		}
		await on.say(cast.diego, open)
		await on.announce()
		// The turns of all three.
		store.clock.advance(hour)
		expect(await store.database.sweep()).toBe(3)
		store.clock.advance(90 * day - hour - 1)
		expect(await store.database.sweep()).toBe(0)
		store.clock.advance(1)
		// Two deliveries to Ada, one to Carla and Ben each, and what was known of the closed one.
		expect(await store.database.sweep()).toBe(5)
		expect(await notices.log({ size: 9 })).toMatchObject([{ state: 'waiting', number: open.number }])
		expect(await notices.ticketAt(chat(cast.ada.id), closed.id)).toBeUndefined()
		expect(await notices.ticketAt(chat(cast.carla.id), open.id)).toBe(open.number)
		expect(await notices.ticketAt(chat(cast.ben.id), quiet.id)).toBe(quiet.number)
		expect(await on.claim()).toHaveLength(1)
	})

	test('of what is closed nothing is known of who has seen it, and after three months not where its card stands', async () => {
		const on = announcing(store, cast)
		const room = { platform: 'slack', space: 'T1', channel: 'C1' }
		await store.triage.open({ ...on.act(cast.diego), room, reference: 'r', filter: {} })
		store.clock.advance(1)
		const [closed, open] = [await on.open(cast.ada), await on.open(cast.ada)]
		await on.announce()
		for (const { id } of [closed, open]) {
			await store.triage.stands(room, id, `card ${id}`)
			await store.tickets.saw({ by: cast.diego.id, ticket: id, sequence: 1 })
		}
		expect(await store.database.sweep()).toBe(0)
		await on.setStatus(cast.diego, closed, 'closed')
		expect(await store.database.sweep()).toBe(1)
		expect(await store.tickets.seen(cast.diego.id, closed.id)).toBeUndefined()
		expect(await store.tickets.seen(cast.diego.id, open.id)).toBe(1)
		store.clock.advance(90 * day - 1)
		await store.database.sweep()
		expect(await store.triage.ticketAt(room, `card ${closed.id}`)).toBe(closed.number)
		store.clock.advance(1)
		await store.database.sweep()
		expect(await store.triage.ticketAt(room, `card ${closed.id}`)).toBeUndefined()
		expect(await store.triage.ticketAt(room, `card ${open.id}`)).toBe(open.number)
	})

	test('a message in a chat changes its comment for a month', async () => {
		const on = announcing(store, cast)
		const ticket = await on.open(cast.ada)
		const source = 'slack:T1:D1:1'
		const said = { ...on.act(cast.ada), ticket: ticket.id, text: 'Toner', files: [], source }
		allowed(await store.tickets.addComment(said))
		const edit = (text: string) => store.tickets.editComment({ ...on.act(cast.ada), source, text })
		store.clock.advance(30 * day - 1)
		expect(await store.database.sweep()).toBe(0)
		allowed(await edit('Drum'))
		store.clock.advance(1)
		expect(await store.database.sweep()).toBe(1)
		expect(await edit('Toner')).toEqual({ refused: 'absent' })
	})

	test('what a webhook was told is known for two weeks, and what waits for ever', async () => {
		const on = announcing(store, cast)
		const { webhooks } = store
		const hook = { url: 'https://hooks.example/', account: cast.diego.id, secret: 'whsec_AAAA' }
		const { id } = await webhooks.add({ ...hook, events: ['ticket.created'] })
		await on.open(cast.ada)
		await on.open(cast.ada)
		await on.announce()
		const [message] = await webhooks.claim(id, { count: 1, lease: hour })
		if (!message) throw new Error('a message is due')
		await webhooks.settle(message, { state: 'sent' })
		store.clock.advance(14 * day - 1)
		expect(await store.database.sweep()).toBe(0)
		store.clock.advance(1)
		expect(await store.database.sweep()).toBe(1)
		expect(await webhooks.log({ webhook: id, size: 9 })).toMatchObject([{ state: 'waiting' }])
	})
})
