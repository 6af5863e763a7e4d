import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What is looked at when somebody asks. */
export type Sources = {
	/** By kind of work: how much is due, for how many milliseconds the oldest, how much was given up. */
	backlog(): Promise<
		readonly {
			readonly queue: string
			readonly waiting: number
			readonly late: number
			readonly givenUp: number
		}[]
	>
	/** How many passwords wait for a thread. */
	passwordsWaiting(): number
}

export type Metrics = {
	/** `GET /metrics`, in Prometheus' text format 0.0.4. */
	listener(request: IncomingMessage, response: ServerResponse): Promise<void>
	/** @param route as `POST /slack/events`: one of few @param milliseconds until the response was over */
	readonly answered: (route: string, status: number, milliseconds: number) => void
}

/** Slack waits 3 s and Teams 15 s. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 15]

/**
 * What an operator asks of a running service.
 * @param token who may read it, as a bearer; without one, only who asks from this machine, through no proxy
 */
export function openMetrics(sources: Sources, token?: string): Metrics {
	const registry = new Registry()
	const registers = [registry]
	collectDefaultMetrics({ register: registry })
	const requests = new Histogram({
		name: 'sportello_request_seconds',
		help: 'How long requests took to be answered; refusals are the statuses from 400 on, 499 those nobody waited for.',
		labelNames: ['route', 'status'],
		buckets,
		registers,
	})
	const labelNames = ['queue'] as const
	const waiting = new Gauge({
		name: 'sportello_queue_waiting',
		help: 'Work that is due.',
		labelNames,
		registers,
	})
	const late = new Gauge({
		name: 'sportello_queue_late_seconds',
		help: 'For how long the oldest work has been due.',
		labelNames,
		registers,
	})
	const givenUp = new Gauge({
		name: 'sportello_queue_given_up',
		help: 'Work that was given up and is kept for two weeks.',
		labelNames,
		registers,
	})
	const passwords = new Gauge({
		name: 'sportello_passwords_waiting',
		help: 'Passwords that wait for a thread.',
		registers,
	})

	const databaseUp = new Gauge({
		name: 'sportello_database_up',
		help: 'Whether the database answers: 1, or 0 without the figures that come from it.',
		registers,
	})

	async function look(): Promise<void> {
		for (const each of [waiting, late, givenUp]) each.reset()
		const backlog = await sources.backlog().catch(() => undefined)
		databaseUp.set(backlog ? 1 : 0)
		for (const { queue, ...found } of backlog ?? []) {
			waiting.set({ queue }, found.waiting)
			late.set({ queue }, found.late / 1_000)
			givenUp.set({ queue }, found.givenUp)
		}
		passwords.set(sources.passwordsWaiting())
	}

	return {
		async listener(request, response) {
			if (!mayRead(request, token)) {
				response.writeHead(401, { 'www-authenticate': 'Bearer', 'content-type': 'text/plain; charset=utf-8' })
				return void response.end('These figures are read with METRICS_TOKEN, or from the machine itself.\n')
			}
			await look()
			const text = await registry.metrics()
			response.writeHead(200, { 'content-type': registry.contentType }).end(text)
		},
		answered: (route, status, milliseconds) => requests.observe({ route, status }, milliseconds / 1_000),
	}
}

function mayRead({ headers, socket }: IncomingMessage, token: string | undefined): boolean {
	if (token !== undefined) {
		const given = Buffer.from(headers.authorization ?? '')
		const wanted = Buffer.from(`Bearer ${token}`)
		return given.length === wanted.length && timingSafeEqual(given, wanted)
	}
	const proxied = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
	return !proxied && isLoopback(socket.remoteAddress ?? '')
}

function isLoopback(address: string): boolean {
	const plain = address.replace(/^::ffff:/, '')
	return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'))
}
