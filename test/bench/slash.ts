import { startSlack } from '../standins/slack/index.ts'
import { slackEnvironment } from '../standins/environment.ts'
import { build } from './build.ts'
import { type Environment, generated, onPostgres } from './generated.ts'
import { someoneLinked } from './linked.ts'
import { type Measured, medianOf } from './measured.ts'
import { byTurns, ratioOf, type Rounds, type Served, serve } from './served/measure.ts'
import { serveOurs } from './served/ours.ts'
import { typed } from './slash/typed.ts'

const user = 'U0ADA'

/**
 * The whole answer to `/tickets` over HTTP, in CPU of the process, beside Bolt's empty acknowledgement: in processes of
 * their own, by turns, on SQLite and on PostgreSQL.
 * @param tickets how many there are in the database
 */
export async function slash(tickets: number): Promise<readonly Measured[]> {
	build()
	const slack = await startSlack({ team: { id: 'T0ACME', name: 'Acme', domain: 'acme' } })
	slack.person({ id: user, name: 'ada', realName: 'Ada Rossi' })
	const postgres = await onPostgres(tickets)
	const running: Served[] = []
	const start = async (serving: Promise<Served>) => {
		const served = await serving
		running.push(served)
		return { served, ask: () => typed(slack.signingSecret, slack.team.id) }
	}
	const ours = async (environment: Environment) => {
		await someoneLinked(environment, { platform: 'slack', space: slack.team.id, user })
		return {
			...(await start(serveOurs({ ...environment, ...slackEnvironment(slack) }))),
			expects: 'My requests',
		}
	}
	try {
		const floor = await start(serve(new URL('slash/floor.js', import.meta.url), [slack.signingSecret]))
		const sqlite = await ours(await generated(tickets))
		const of = await byTurns({
			floor,
			sqlite,
			...(postgres && { postgres: await ours(postgres.environment) }),
		})
		const what = `/tickets of ${tickets.toLocaleString('en')}`
		return [
			medianOf('Bolt’s empty acknowledgement, CPU', of.floor.cpu, 'µs'),
			...beside(`${what}, SQLite`, of.sqlite, of.floor, 1.5),
			...(of.postgres ? beside(`${what}, PostgreSQL`, of.postgres, of.floor, 1.9) : []),
		]
	} finally {
		for (const served of running) await served.stop()
		await slack.stop()
		await postgres?.stop()
	}
}

function beside(what: string, ours: Rounds, floor: Rounds, most: number): readonly Measured[] {
	return [
		medianOf(`${what}, CPU`, ours.cpu, 'µs'),
		ratioOf(`${what}, of that of the acknowledgement`, ours.cpu, floor.cpu, most),
		ratioOf(`${what}, 99 of 100 answered within`, ours.slowest, floor.slowest, 2),
	]
}
