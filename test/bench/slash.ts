import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, seedTickets } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { startSlack } from '../standins/slack/index.ts'
import { signature } from '../standins/slack/sign.ts'
import { slackEnvironment } from '../standins/environment.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Asked, round, type Round, serve } from './slash/measure.ts'

const rounds = 7
const requests = 1_500
const user = 'U0ADA'

/**
 * The whole answer to `/tickets` over HTTP, in CPU of the process, beside Bolt's empty acknowledgement: in processes of
 * their own, by turns.
 * @param tickets how many there are in the database
 */
export async function slash(tickets: number): Promise<readonly Measured[]> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-bench-'))
	const slack = await startSlack({ team: { id: 'T0ACME', name: 'Acme', domain: 'acme' } })
	slack.person({ id: user, name: 'ada', realName: 'Ada Rossi' })
	const environment = {
		PORT: '0',
		DATABASE_URL: `sqlite:${folder}/sportello.db`,
		FILES_URL: `file:${folder}/files`,
		LOG_LEVEL: 'error',
		...slackEnvironment(slack),
	}
	try {
		await seeded(environment, tickets, slack.team.id)
		const floor = await serve('floor.ts', [slack.signingSecret], {})
		const ours = await serve('ours.ts', [], environment)
		const ask = () => typed(slack.signingSecret, slack.team.id)
		const of = { floor: [] as Round[], ours: [] as Round[] }
		for (const served of [floor, ours]) await round(served, requests, ask)
		for (let turn = 0; turn < rounds; turn += 1) {
			of.floor.push(await round(floor, requests, ask))
			of.ours.push(await round(ours, requests, ask))
		}
		await floor.stop()
		await ours.stop()
		const ratio = (figure: (one: Round) => number) =>
			of.ours.map((one, turn) => figure(one) / figure(of.floor[turn] ?? one))
		const micros = (all: readonly Round[]) => all.map(({ cpu }) => cpu * 1_000)
		return [
			medianOf('Bolt’s empty acknowledgement, CPU', micros(of.floor), 'µs'),
			medianOf(`/tickets of ${tickets.toLocaleString('en')}, CPU`, micros(of.ours), 'µs'),
			{
				...medianOf(
					'of that of the acknowledgement',
					ratio(({ cpu }) => cpu),
					'×',
				),
				most: 1.5,
			},
			{
				...medianOf(
					'99 of 100 answered within',
					ratio(({ slowest }) => slowest),
					'×',
				),
				most: 2,
			},
		]
	} finally {
		await slack.stop()
		await rm(folder, { recursive: true, force: true })
	}
}

async function seeded(environment: Record<string, string>, tickets: number, space: string): Promise<void> {
	const store = await openStore(readSettings(environment))
	try {
		await store.database.migrate()
		await seedTickets(store.database, { tickets }, () => {})
		const { kysely } = store.database.store
		const { requester_id } = await kysely
			.selectFrom('tickets')
			.select('requester_id')
			.groupBy('requester_id')
			.having(({ fn }) => fn.countAll(), '>=', 15)
			.orderBy('requester_id')
			.limit(1)
			.executeTakeFirstOrThrow()
		const now = Date.now()
		const link = { platform: 'slack', space, user_id: user, name: 'ada', linked_at: now, spoken_at: now }
		await kysely
			.insertInto('links')
			.values({ ...link, account_id: requester_id })
			.execute()
	} finally {
		await store.close()
	}
}

function typed(secret: string, team: string): Asked {
	const body = new URLSearchParams({
		token: 'unused',
		team_id: team,
		team_domain: 'acme',
		channel_id: 'C0GENERAL',
		channel_name: 'general',
		user_id: user,
		user_name: 'ada',
		command: '/tickets',
		text: '',
		api_app_id: 'A0SPORTELLO',
		is_enterprise_install: 'false',
		response_url: 'https://hooks.slack.com/commands/1/2/3',
		trigger_id: randomBytes(12).toString('hex'),
	}).toString()
	return {
		path: '/slack/events',
		body,
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'content-length': String(Buffer.byteLength(body)),
			...signature(secret, Math.floor(Date.now() / 1_000), body),
		},
	}
}
