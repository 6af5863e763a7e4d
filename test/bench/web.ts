import { randomBytes } from 'node:crypto'
import { generated, openGenerated } from './generated.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Asked, round, type Round, serve } from './slash/measure.ts'

const rounds = 5
const requests = 500

/**
 * *My requests* as HTML, for somebody who is signed in, beside `node:http` that answers the same query as JSON: in
 * processes of their own, by turns, in CPU of each.
 */
export async function web(tickets: number): Promise<readonly Measured[]> {
	const environment = await generated(tickets)
	const { requester, session } = await signedIn(environment)
	const ask = (): Asked => ({
		path: '/requests',
		headers: { cookie: `session=${session}`, accept: 'text/html' },
	})
	const floor = await serve('../web/floor.ts', [String(requester)], environment)
	const ours = await serve('ours.ts', [], { ...environment, PORT: '0' })
	try {
		const of = { floor: [] as Round[], ours: [] as Round[] }
		for (const served of [floor, ours]) await round(served, requests, ask)
		for (let turn = 0; turn < rounds; turn += 1) {
			of.floor.push(await round(floor, requests, ask))
			of.ours.push(await round(ours, requests, ask))
		}
		const micros = (all: readonly Round[]) => all.map(({ cpu }) => cpu * 1_000)
		return [
			medianOf('node:http, the same query as JSON, CPU', micros(of.floor), 'µs'),
			medianOf(`My requests, of ${tickets.toLocaleString('en')}, as HTML, CPU`, micros(of.ours), 'µs'),
			{
				...medianOf(
					'of that of node:http',
					of.ours.map(({ cpu }, turn) => cpu / (of.floor[turn]?.cpu ?? cpu)),
					'×',
				),
				most: 2.5,
			},
		]
	} finally {
		await floor.stop()
		await ours.stop()
	}
}

/** Somebody with more than a page of requests, as if they had signed in. */
async function signedIn(
	environment: Parameters<typeof openGenerated>[0],
): Promise<{ readonly requester: number; readonly session: string }> {
	const store = await openGenerated(environment)
	try {
		const { kysely } = store.database.store
		const { requester_id: requester } = await kysely
			.selectFrom('tickets')
			.select('requester_id')
			.groupBy('requester_id')
			.having(({ fn }) => fn.countAll(), '>', 15)
			.orderBy('requester_id')
			.limit(1)
			.executeTakeFirstOrThrow()
		const session = randomBytes(32).toString('hex')
		const now = Date.now()
		await kysely
			.insertInto('sessions')
			.values({
				hash: store.secrets.hash(`session ${session}`),
				id: store.secrets.id(),
				account_id: requester,
				agent: 'bench',
				started_at: now,
				seen_at: now,
			})
			.execute()
		return { requester, session }
	} finally {
		await store.close()
	}
}
