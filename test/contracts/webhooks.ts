import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { WebhookMessage } from '../../src/ports/webhooks.ts'
import { type WebhookEvent, webhookEventNames } from '../../src/rules/webhooks.ts'
import { type Announcing, announcing } from './announcing.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const lease = 60_000
const hour = 60 * 60_000
const day = 24 * hour
const url = 'https://hooks.example/in'

/** What every store of webhooks does. */
export function describeWebhooks(name: string, makeStore: MakeStore): void {
	describe(`webhooks in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let on: Announcing
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			on = announcing(store, cast)
		})
		afterEach(() => store.close())

		const add = async (as: Account, events: readonly WebhookEvent[] = webhookEventNames, secret = 'first') =>
			(await store.webhooks.add({ url, account: as.id, events, secret })).id
		const claim = (webhook: string, count = 99) => store.webhooks.claim(webhook, { count, lease })
		const kinds = (messages: readonly WebhookMessage[]) => messages.map(({ event }) => event.kind)
		/** Opens a request and takes the one message of it. */
		const one = async (webhook: string) => {
			await on.open(cast.ada)
			await on.announce()
			const [message, ...others] = await claim(webhook)
			if (!message || others.length > 0) throw new Error(`${others.length + (message ? 1 : 0)} are due`)
			return message
		}

		test('one is listed with how it is, and goes with all that waits for it', async () => {
			const id = await add(cast.diego, ['ticket.created', 'ticket.rated'])
			await on.open(cast.ada)
			await on.announce()
			expect(await store.webhooks.all()).toEqual([
				{
					id,
					url,
					account: cast.diego.id,
					events: ['ticket.created', 'ticket.rated'],
					createdAt: store.clock.now(),
					email: cast.diego.email,
					waiting: 1,
				},
			])
			expect(await store.webhooks.find(id)).toMatchObject({ url, secrets: ['first'] })
			expect(await store.webhooks.remove(id)).toBe(true)
			expect(await store.webhooks.remove(id)).toBe(false)
			expect(await store.webhooks.remove('x')).toBe(false)
			expect(await store.webhooks.find(id)).toBeUndefined()
			expect(await store.webhooks.all()).toEqual([])
			expect(await store.webhooks.due()).toEqual([])
			expect(await claim(id)).toEqual([])
		})

		test('it is told of the events that it wants, once each, in their order', async () => {
			const id = await add(cast.diego, ['ticket.created', 'ticket.commented', 'ticket.status_changed'])
			const ticket = await on.open(cast.ada)
			await on.say(cast.diego, ticket, { status: 'solved' })
			await on.copy(cast.ada, ticket, cast.ben.email)
			await on.announce()
			await store.notices.announce(ticket.id)
			const messages = await claim(id)
			expect(kinds(messages)).toEqual(['opened', 'commented', 'status'])
			expect(messages[0]).toMatchObject({
				webhook: id,
				url,
				secrets: ['first'],
				account: cast.diego.id,
				ticket: ticket.id,
				number: ticket.number,
				event: { kind: 'opened', by: { name: 'Diego Sala' } },
				tries: 0,
			})
			expect(new Set(messages.map(message => message.id)).size).toBe(3)
			for (const message of messages) expect(message.id).toMatch(/^msg_[\w-]{22}$/)
			expect(await claim(id)).toEqual([])
		})

		test('nothing is queued for an account that may not read it, nor of notes for whoever is not of support', async () => {
			const [ada, mallory, diego] = [await add(cast.ada), await add(cast.mallory), await add(cast.diego)]
			const ticket = await on.open(cast.ada)
			await on.say(cast.diego, ticket, { public: false })
			await on.announce()
			expect(kinds(await claim(ada))).toEqual(['opened'])
			expect(await claim(mallory)).toEqual([])
			expect(kinds(await claim(diego))).toEqual(expect.arrayContaining(['opened', 'noted']))
		})

		test('what a claim does not finish is due again, and its holder has lost it', async () => {
			const id = await add(cast.diego, ['ticket.created'])
			const lost = await one(id)
			expect(await store.webhooks.due()).toEqual([{ webhook: id, at: store.clock.now() + lease }])
			store.clock.advance(lease)
			const [taken] = await claim(id)
			expect(taken).toMatchObject({ id: lost.id, tries: 0 })
			await store.webhooks.settle(lost, { state: 'failed', why: 'late' })
			expect(await store.webhooks.log({ webhook: id, size: 9 })).toMatchObject([{ state: 'waiting' }])
			await store.webhooks.settle(taken as WebhookMessage, { state: 'sent' })
			expect(await store.webhooks.log({ webhook: id, size: 9 })).toMatchObject([
				{ state: 'sent', event: 'ticket.created', tries: 0, at: store.clock.now() },
			])
			expect(await store.webhooks.due()).toEqual([])
		})

		test('claims at the same instant never share a message', async () => {
			const id = await add(cast.diego, ['ticket.created'])
			for (let count = 0; count < 20; count += 1) await on.open(cast.ada)
			await on.announce()
			const claims = await Promise.all(Array.from({ length: 8 }, () => claim(id, 5)))
			const ids = [...claims.flat(), ...(await claim(id))].map(message => message.id)
			expect(ids).toHaveLength(20)
			expect(new Set(ids).size).toBe(20)
			for (const claimed of claims) expect(claimed.length).toBeLessThanOrEqual(5)
		})

		test('a failure is tried again when it is said, and the endpoint is left alone until then', async () => {
			const [id, other] = [await add(cast.diego, ['ticket.created']), await add(cast.ada, ['ticket.created'])]
			const message = await one(id)
			const failedAt = store.clock.now()
			const [again, pause] = [failedAt + hour, failedAt + hour / 2]
			const tried = { state: 'failed', why: 'answered 503', again, pause } as const
			expect(await store.webhooks.settle(message, tried)).toBeUndefined()
			await on.open(cast.ada)
			await on.announce()
			expect(await claim(id)).toEqual([])
			expect(await store.webhooks.due()).toEqual([
				{ webhook: id, at: pause },
				{ webhook: other, at: store.clock.now() },
			])
			expect(await claim(other)).toHaveLength(2)
			expect((await store.webhooks.all())[0]).toMatchObject({ failingSince: failedAt, waiting: 2 })
			store.clock.advance(hour / 2)
			const [next] = await claim(id)
			expect(next?.id).not.toBe(message.id)
			await store.webhooks.settle(next as WebhookMessage, { state: 'sent' })
			expect((await store.webhooks.all())[0]).not.toHaveProperty('failingSince')
			store.clock.advance(hour / 2)
			expect(await claim(id)).toMatchObject([{ id: message.id, tries: 1 }])
		})

		test('one that is gone is disabled, gets nothing, and has it all once it is enabled and told to try again', async () => {
			const id = await add(cast.diego, ['ticket.created'])
			await on.open(cast.ada)
			await on.open(cast.ada)
			await on.announce()
			const [first] = await claim(id, 1)
			const gone = { state: 'failed', why: 'answered 410', gone: true } as const
			expect(await store.webhooks.settle(first as WebhookMessage, gone)).toBe('gone')
			expect(await store.webhooks.all()).toMatchObject([
				{ disabled: { at: store.clock.now(), why: 'gone' }, waiting: 0 },
			])
			await on.open(cast.ada)
			await on.announce()
			expect(await store.webhooks.due()).toEqual([])
			expect(await claim(id)).toEqual([])
			const log = await store.webhooks.log({ webhook: id, state: 'failed', size: 9 })
			expect(log.map(({ why }) => why)).toEqual(['disabled', 'answered 410'])
			expect(await store.webhooks.retry(id)).toBe(0)

			expect(await store.webhooks.enable(id)).toBe(true)
			expect(await store.webhooks.enable('424242')).toBe(false)
			expect((await store.webhooks.all())[0]).not.toHaveProperty('disabled')
			expect(await claim(id)).toEqual([])
			expect(await store.webhooks.retry(id)).toBe(2)
			const again = await claim(id)
			expect(again).toMatchObject([{ id: first?.id, tries: 0 }, { tries: 0 }])
			expect(await store.webhooks.retry(id)).toBe(0)
		})

		test('one that fails for days is disabled, but not one that fails now and then', async () => {
			const [sick, rare] = [
				await add(cast.diego, ['ticket.created']),
				await add(cast.ada, ['ticket.created']),
			]
			const fail = async (webhook: string) => {
				const [message] = await claim(webhook, 1)
				return message && store.webhooks.settle(message, { state: 'failed', why: 'answered 500' })
			}
			const outcomes: (string | undefined)[] = []
			for (let count = 0; count < 4; count += 1) {
				await on.open(cast.ada)
				await on.announce()
				if (count % 3 === 0) expect(await fail(rare)).toBeUndefined()
				outcomes.push(await fail(sick))
				store.clock.advance(day)
			}
			expect(outcomes).toEqual([undefined, undefined, undefined, 'failing'])
			expect(await store.webhooks.all()).toMatchObject([{ disabled: { why: 'failing' } }, { id: rare }])
			expect((await store.webhooks.all())[1]).not.toHaveProperty('disabled')
		})

		test('while a secret is replaced both sign, the newest first', async () => {
			const id = await add(cast.diego, ['ticket.created'])
			const until = store.clock.now() + hour
			expect(await store.webhooks.rotate(id, 'second', until)).toBe(true)
			expect(await store.webhooks.rotate('x', 'second', until)).toBe(false)
			expect(await one(id)).toMatchObject({ secrets: ['second', 'first'] })
			expect(await store.webhooks.find(id)).toMatchObject({ oldSecretUntil: until })
			store.clock.advance(hour)
			expect(await store.webhooks.find(id)).toMatchObject({ secrets: ['second'] })
			expect(await store.webhooks.find(id)).not.toHaveProperty('oldSecretUntil')
			await store.webhooks.rotate(id, 'third', store.clock.now())
			expect(await store.webhooks.find(id)).toMatchObject({ secrets: ['third'] })
		})
	})
}
