import { describe, expect, it } from 'vitest'
import { startFake } from './fake.ts'
import { startSlack } from './index.ts'

describe('what is sent to the service', () => {
	it('is signed, can be repeated to the byte, and forged', async () => {
		const time = 1_800_000_000_000
		const service = await startFake(() => undefined)
		const slack = await startSlack({ now: () => time, serviceUrl: service.url })
		await slack.person({ id: 'U0ADA' }).types('/tickets')
		await slack.repeat()
		const [first, second] = service.arrivals
		expect(second?.raw).toBe(first?.raw)
		expect(second?.headers['x-slack-signature']).toBe(first?.headers['x-slack-signature'])
		expect(first?.headers).toMatchObject({
			'content-type': 'application/x-www-form-urlencoded',
			'x-slack-request-timestamp': String(Math.floor(time / 1000)),
			'x-slack-signature': expect.stringMatching(/^v0=[0-9a-f]{64}$/),
		})
		await slack.forge({ body: 'x=1', age: 3600, secret: 'guessed' })
		expect(service.arrivals.at(-1)?.headers['x-slack-request-timestamp']).toBe(
			String(Math.floor(time / 1000) - 3600),
		)
		await slack.stop()
		await service.stop()
	})

	it('comes again when an event is not taken, and a late answer is written down', async () => {
		let refusals = 2
		const service = await startFake(payload => {
			if (payload.command) return { never: true }
			return { status: refusals-- > 0 ? 503 : 200 }
		})
		const quick = await startSlack({ answerWithin: 50, serviceUrl: service.url, events: ['message.im'] })
		const ada = quick.person({ id: 'U0ADA' })
		await ada.writes('hello')
		expect(service.arrivals.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2'])
		expect((await ada.types('/tickets')).error).toBe('/tickets failed with the error "operation_timeout"')
		expect(quick.problems.map(({ problem }) => problem)).toEqual([
			'answered with status 503',
			'answered with status 503',
			'operation_timeout',
		])
		await quick.stop()
		await service.stop()
	})

	it('carries the same event id and a reason when it comes again', async () => {
		const service = await startFake(() => ({ status: 500 }))
		const failing = await startSlack({ serviceUrl: service.url })
		await failing.person({ id: 'U0ADA' }).writes('hello')
		const ids = service.arrivals.map(({ payload }) => payload.event_id)
		expect(new Set(ids).size).toBe(1)
		expect(service.arrivals.at(-1)?.headers).toMatchObject({
			'x-slack-retry-num': '3',
			'x-slack-retry-reason': 'http_error',
		})
		await failing.stop()
		await service.stop()
	})
})
