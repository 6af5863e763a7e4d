import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { webhookMessages } from '../../../adapters/api/webhooks.ts'
import { webhookSecret } from '../../../adapters/remote/webhook.ts'
import type { Account } from '../../../src/domain/account.ts'
import { type WebhookEvent, webhookEventNames } from '../../../src/rules/webhooks.ts'
import { allowed } from '../../contracts/cast.ts'
import { databases } from '../../conversations/platform.ts'
import { type Received, type Receiver, startReceiver } from '../../standins/receiver.ts'
import { openWorld, type World } from '../../world.ts'
import { asking, tokenFor } from './caller.ts'

const minute = 60_000
const hour = 60 * minute

describe.each(databases)('webhooks on $name', ({ environment }) => {
	let world: World
	let receivers: Receiver[]
	beforeEach(async () => {
		const targets = { TARGETS: 'urgent=1h/8h' }
		world = await openWorld({ WEBHOOK_LOOPBACK: 'allowed', ...targets, ...(await environment()) })
		receivers = []
	})
	afterEach(async () => {
		await world.close()
		for (const receiver of receivers) {
			expect(receiver.refused).toEqual([])
			await receiver.close()
		}
		expect(world.faults).toEqual([])
	})

	let made = 0
	/** A receiver that an account's webhook leads to. */
	const hook = async (as: Account, events: readonly WebhookEvent[] = webhookEventNames) => {
		made += 1
		let secret = webhookSecret(new Uint8Array(32).fill(made))
		const receiver = await startReceiver(
			() => secret,
			() => world.clock.now(),
		)
		receivers.push(receiver)
		const { webhooks } = world.app.database
		const { id } = await webhooks.add({ url: receiver.url, account: as.id, events, secret })
		const stand = async () => (await webhooks.all()).find(one => one.id === id)
		const log = () => webhooks.log({ webhook: id, size: 99 })
		const learn = (newer: string) => {
			secret = newer
		}
		return { ...receiver, id, stand, log, learn }
	}
	const types = (received: readonly Received[]) => received.map(({ body }) => body.type)
	const act = (by: Account) => ({ by: by.id, via: 'test' })
	const open = async (by: Account, subject = 'Printer') => {
		const { tickets } = world.app.ports
		const { ticket } = allowed(await tickets.open({ ...act(by), subject, text: 'Jammed.', files: [] }))
		return ticket
	}
	const say = async (by: Account, ticket: string, text: string, more: { public?: boolean } = {}) =>
		allowed(await world.app.ports.tickets.addComment({ ...act(by), ticket, text, files: [], ...more }))

	test('each is told what its account may read, as the API shows it to that', async () => {
		const { ada, ben, diego, mallory } = world.cast
		const [shop, desk, others] = [await hook(ada), await hook(diego), await hook(mallory)]
		const { tickets } = world.app.ports
		const { id, number } = await open(ada)
		await world.app.drain()
		await say(diego, id, 'The third this month.', { public: false })
		await say(diego, id, 'Try again.')
		const [ticket, asDiego] = [id, act(diego)]
		allowed(await tickets.assign({ ...asDiego, ticket, assignee: diego.id }))
		allowed(await tickets.setPriority({ ...asDiego, ticket, priority: 'urgent' }))
		allowed(await tickets.addCc({ ...act(ada), ticket, email: ben.email }))
		allowed(await tickets.removeCc({ ...act(ada), ticket, email: ben.email }))
		const source = 'slack:T1:D1:1'
		allowed(await tickets.addComment({ ...act(ada), ticket, text: 'No.', files: [], source }))
		allowed(await tickets.editComment({ ...act(ada), source, text: 'Still no.' }))
		allowed(await tickets.withdrawComment({ ...act(ada), source }))
		await world.app.drain()
		allowed(await tickets.editComment({ ...act(ada), source, text: 'Not yet.', restore: true }))
		// Neither waits for what somebody else holds.
		await world.app.drain()
		await tickets.warnOfTargets(world.clock.now() + 24 * hour, 9)
		allowed(await tickets.setStatus({ ...asDiego, ticket, status: 'pending' }))
		await world.app.drain()
		await tickets.remind(world.clock.now() + minute, 9)
		const duplicate = await open(ada, 'Printer again')
		allowed(await tickets.merge({ ...asDiego, ticket: duplicate.id, into: id }))
		allowed(await tickets.setStatus({ ...asDiego, ticket, status: 'solved' }))
		allowed(await tickets.rate({ ...act(ada), ticket, good: true }))
		await world.app.drain()

		// Everything that there is, and each as it is described.
		expect(new Set(types(desk.received))).toEqual(new Set(webhookEventNames))
		for (const { body } of [...shop.received, ...desk.received]) {
			webhookMessages.find(({ event }) => event === body.type)?.body.parse(body)
		}
		const internal = ['ticket.noted', 'ticket.reminded', 'ticket.target_near']
		expect(new Set(types(shop.received))).toEqual(
			new Set(webhookEventNames.filter(name => !internal.includes(name))),
		)
		expect(shop.received.map(({ text }) => text).join('\n')).not.toMatch(/third this month|"duplicate"/)
		expect(others.received).toEqual([])

		const of = (hooked: Receiver, type: string) =>
			hooked.received.filter(({ body }) => body.type === type).map(({ body }) => body.data)
		expect(of(desk, 'ticket.noted')[0]).toMatchObject({
			by: { name: 'Diego Sala' },
			comment: { public: false, text: 'The third this month.' },
		})
		expect(of(shop, 'ticket.commented')).toMatchObject([
			{ comment: { text: 'Try again.', author: { role: 'agent' } } },
			{ comment: { sequence: 4, author: { name: 'Ada Rossi' } } },
		])
		expect(of(shop, 'ticket.comment_restored')).toMatchObject([{ comment: { text: 'Not yet.' } }])
		expect(of(shop, 'ticket.assigned')).toMatchObject([{ assignee: { name: 'Diego Sala' } }])
		expect(of(shop, 'ticket.priority_changed')).toMatchObject([{ from: 'normal', to: 'urgent' }])
		expect(of(shop, 'ticket.cc_removed')).toMatchObject([{ cc: { email: ben.email } }])
		expect(of(shop, 'ticket.merged')).toMatchObject([{ into: number, ticket: { number: duplicate.number } }])
		expect(of(desk, 'ticket.merged')).toContainEqual(expect.objectContaining({ duplicate: duplicate.number }))
		expect(of(desk, 'ticket.reminded')[0]).not.toHaveProperty('by')
		const [rated] = of(shop, 'ticket.rated')
		const read = await asking(world, await tokenFor(world, ada))('GET', `/tickets/${number}`)
		expect(rated).toEqual({
			ticket: read.json,
			by: { id: ada.id, name: 'Ada Rossi', role: 'user' },
			good: true,
		})
		const ids = [...shop.received, ...desk.received].map(message => message.id)
		expect(new Set(ids).size).toBe(ids.length)
	})

	test('what the account may not read any more when it is sent is not sent', async () => {
		const { ada, carla } = world.cast
		const [hers, colleague] = [await hook(ada), await hook(carla)]
		for (const each of [hers, colleague]) each.answer(() => ({ status: 500 }))
		await open(ada)
		await world.app.drain()
		for (const each of [hers, colleague]) each.answer(() => ({ status: 204 }))
		await world.app.ports.accounts.change(ada.id, { disabled: true })
		await world.app.ports.accounts.setGrant(world.cast.acme.id, 'none', act(world.cast.diego))
		world.clock.advance(minute)
		await world.app.drain()
		expect([hers.received.length, colleague.received.length]).toEqual([1, 1])
		expect(await hers.log()).toMatchObject([{ state: 'muted', why: 'the account is disabled' }])
		expect(await colleague.log()).toMatchObject([{ state: 'muted', why: 'the account may not read it' }])
		await world.app.ports.accounts.change(ada.id, { disabled: false })
		await open(ada)
		await world.app.drain()
		expect(types(hers.received)).toEqual(['ticket.created', 'ticket.created'])
	})

	test('what is taken back before it is sent again is not in it', async () => {
		const { ada, diego } = world.cast
		const desk = await hook(diego, ['ticket.commented'])
		desk.answer(() => ({ status: 500 }))
		const { id: ticket } = await open(ada)
		const said = { ...act(ada), source: 'slack:T1:D1:1' }
		const text = 'My password is hunter2.'
		allowed(await world.app.ports.tickets.addComment({ ...said, ticket, text, files: [] }))
		await world.app.drain()
		desk.answer(() => ({ status: 204 }))
		allowed(await world.app.ports.tickets.withdrawComment(said))
		world.clock.advance(minute)
		await world.app.drain()
		const [first, second] = desk.received
		expect(first?.body.data.comment).toMatchObject({ text, withdrawn: false })
		expect(second?.body.data.comment).toMatchObject({ text: '', withdrawn: true })
		expect(second?.id).toBe(first?.id)
	})

	test('it is tried again under the same id for more than a day, and then given up', async () => {
		const sick = await hook(world.cast.diego, ['ticket.created'])
		sick.answer(() => ({ status: 500 }))
		await open(world.cast.ada)
		await world.app.drain()
		const { webhooks } = world.app.database
		for (let [next] = await webhooks.due(); next; [next] = await webhooks.due()) {
			const before = sick.received.length
			world.clock.advance(next.at - world.clock.now() - 1_000)
			await world.app.drain()
			expect(sick.received).toHaveLength(before)
			world.clock.advance(1_000)
			await world.app.drain()
			expect(sick.received).toHaveLength(before + 1)
		}
		const times = sick.received.map(({ timestamp }) => timestamp)
		expect(times.length).toBeGreaterThanOrEqual(8)
		expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(24 * 60 * 60)
		const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
		// Those of three hours, each a little more or less.
		expect(new Set(waits.slice(-6)).size).toBeGreaterThan(1)
		expect(new Set(sick.received.map(({ id, text }) => id + text)).size).toBe(1)
		expect(await sick.log()).toMatchObject([{ state: 'failed', tries: times.length, why: 'answered 500' }])
		expect(await sick.stand()).toMatchObject({ waiting: 0 })
	})

	test('who asks for patience gets nothing until then, and all of it after that', async () => {
		const busy = await hook(world.cast.diego, ['ticket.created'])
		busy.answer(() => ({ status: 429, headers: { 'retry-after': '7200' } }))
		await open(world.cast.ada)
		await world.app.drain()
		busy.answer(() => ({ status: 200 }))
		await open(world.cast.ada)
		world.clock.advance(2 * hour - minute)
		await world.app.drain()
		expect(busy.received).toHaveLength(1)
		world.clock.advance(minute)
		await world.app.drain()
		expect(busy.received).toHaveLength(3)
		expect(await busy.stand()).not.toHaveProperty('failingSince')
	})

	test('who is gone is sent nothing more, until it is enabled', async () => {
		const gone = await hook(world.cast.diego, ['ticket.created'])
		gone.answer(() => ({ status: 410 }))
		await open(world.cast.ada)
		await world.app.drain()
		await open(world.cast.ada)
		world.clock.advance(24 * hour)
		await world.app.drain()
		expect(gone.received).toHaveLength(1)
		expect(await gone.stand()).toMatchObject({ disabled: { why: 'gone' }, waiting: 0 })
		gone.answer(() => ({ status: 204 }))
		const { webhooks } = world.app.database
		await webhooks.enable(gone.id)
		expect(await webhooks.retry(gone.id)).toBe(1)
		await world.app.drain()
		expect(gone.received.map(({ id }) => id)).toEqual([gone.received[0]?.id, gone.received[0]?.id])
		expect(await gone.log()).toMatchObject([{ state: 'sent' }])
	})

	test('who never answers well is disabled after some days, and others are not', async () => {
		const [sick, well] = [await hook(world.cast.diego), await hook(world.cast.diego)]
		sick.answer(() => ({ status: 302, headers: { location: well.url } }))
		for (let times = 0; times < 8 && !(await sick.stand())?.disabled; times += 1) {
			await open(world.cast.ada)
			await world.app.drain()
			world.clock.advance(12 * hour)
		}
		expect(await sick.stand()).toMatchObject({ disabled: { why: 'failing' }, waiting: 0 })
		expect(await well.stand()).not.toHaveProperty('failingSince')
		expect(new Set(types(well.received))).toEqual(new Set(['ticket.created']))
		expect(new Set(well.received.map(({ id }) => id)).size).toBe(well.received.length)
	})

	test('while its secret is replaced it may know either, and then only the new one', async () => {
		const shop = await hook(world.cast.ada, ['ticket.created'])
		const newer = webhookSecret(new Uint8Array(32).fill(255))
		const { webhooks } = world.app.database
		await webhooks.rotate(shop.id, newer, world.clock.now() + hour)
		await open(world.cast.ada)
		await world.app.drain()
		shop.learn(newer)
		await open(world.cast.ada)
		await world.app.drain()
		world.clock.advance(hour)
		await open(world.cast.ada)
		await world.app.drain()
		expect(shop.received.map(({ signatures }) => signatures)).toEqual([2, 2, 1])
	})

	test('one that does not answer holds up no other', async () => {
		const [silent, well] = [await hook(world.cast.diego), await hook(world.cast.diego)]
		let release = () => {}
		const later = new Promise<void>(done => {
			release = done
		})
		silent.answer(() => later.then(() => ({ status: 204 })))
		for (let count = 0; count < 6; count += 1) await open(world.cast.ada)
		await well.has(6)
		await silent.has(4)
		// Where this takes long some may have come twice.
		const came = () => new Set(silent.received.map(({ id }) => id)).size
		expect(came()).toBe(4)
		release()
		world.clock.advance(minute)
		await world.app.drain()
		expect(came()).toBe(6)
	})
})

test('a service that is not told to reaches nothing on this machine', async () => {
	const world = await openWorld()
	const receiver = await startReceiver(
		() => 'whsec_AAAA',
		() => world.clock.now(),
	)
	try {
		const { webhooks } = world.app.database
		const { ada } = world.cast
		const hook = { account: ada.id, events: webhookEventNames, secret: 'whsec_AAAA' }
		const { id } = await webhooks.add({ ...hook, url: receiver.url })
		const port = new URL(receiver.url).port
		const named = await webhooks.add({ ...hook, url: `https://localhost:${port}/` })
		const act = { by: ada.id, via: 'test', subject: 'Lamp', text: 'Dark.', files: [] }
		allowed(await world.app.ports.tickets.open(act))
		await world.app.drain()
		expect([receiver.received, receiver.refused]).toEqual([[], []])
		const why = { state: 'waiting', tries: 1, why: expect.stringMatching(/^the address is not/) }
		expect(await webhooks.log({ webhook: id, size: 9 })).toMatchObject([why])
		expect(await webhooks.log({ webhook: named.id, size: 9 })).toMatchObject([why])
		expect(world.faults).toEqual([])
	} finally {
		await world.close()
		await receiver.close()
	}
})
