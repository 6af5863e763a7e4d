import { randomBytes } from 'node:crypto'
import { build } from './build.ts'
import { generated, openGenerated } from './generated.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Asked, byTurns, ratioOf, serve } from './served/measure.ts'
import { serveOurs } from './served/ours.ts'

/**
 * *My requests* as HTML, for somebody who is signed in, beside `node:http` that answers the same query as JSON: in
 * processes of their own, by turns, in CPU of each.
 */
export async function web(tickets: number): Promise<readonly Measured[]> {
	build()
	const environment = await generated(tickets)
	const { requester, session } = await signedIn(environment)
	const ask = (): Asked => ({
		path: '/requests',
		headers: { cookie: `session=${session}`, accept: 'text/html' },
	})
	const floor = await serve(new URL('web/floor.js', import.meta.url), [String(requester)], environment)
	const ours = await serveOurs(environment)
	try {
		const of = await byTurns({
			floor: { served: floor, ask },
			ours: { served: ours, ask, expects: 'My requests' },
		})
		return [
			medianOf('node:http, the same query as JSON, CPU', of.floor.cpu, 'µs'),
			medianOf(`My requests, of ${tickets.toLocaleString('en')}, as HTML, CPU`, of.ours.cpu, 'µs'),
			ratioOf('of that of node:http', of.ours.cpu, of.floor.cpu, 2.5),
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
