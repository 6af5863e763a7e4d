import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { print, type Row, readOptions } from '../report.ts'
import { checkCrash, type Report } from './check.ts'
import { plans } from './plans.ts'
import { points } from './points.ts'

const options = readOptions('sqlite', 'postgres')
const { full, given, note, seed } = options
const plan = { ...(full ? plans.full : plans.short), seed }
note(`${plan.random} random and ${plan.placed} placed kills on each database, --seed ${seed}`)

const reports: (readonly [string, Report])[] = []
if (!given.postgres) reports.push(['SQLite', await checkCrash({ ...plan, onLife })])
if (!given.sqlite) reports.push(['PostgreSQL', await onPostgres()])

for (const [name, { faults }] of reports)
	for (const fault of new Set(faults)) note(`${name} logged: ${fault}`)
const breaches = reports.flatMap(([name, { breaches }]) => breaches.map(breach => `${name}: ${breach}`))
print({ rows: reports.flatMap(([name, report]) => rows(name, report)), breaches }, options, {
	...plan,
	reports,
})

function onLife(lives: number): void {
	if (lives % 20 === 0) note(`${lives} lives`)
}

async function onPostgres(): Promise<Report> {
	const server = await startPostgres({ durable: true })
	try {
		return await checkCrash({ ...plan, onLife, databaseUrl: await server.newDatabase('template0') })
	} finally {
		await server.stop()
	}
}

function rows(database: string, report: Report): readonly Row[] {
	const starts = report.starts.toSorted((a, b) => a - b)
	const killed = (at: string) => report.kills.filter(one => one === at).length
	const figures: readonly Row[] = [
		...[...points, 'any time'].map(at => [`killed ${at}`, killed(at)] as const),
		['acts', report.acts],
		['… acknowledged', report.acknowledged],
		['… asked for again with the same key', report.askedAgain],
		['files on comments, compared to the byte', report.files],
		['times that an answer was told', report.told],
		['… again: taken by Slack, killed before it was marked', report.toldAgain],
		['messages that stand beside another, for the same reason', report.standingAgain],
		['errors that the service logged', report.faults.length],
		['a start takes, median (ms)', Math.round(starts[Math.floor(starts.length / 2)] ?? 0)],
		['the whole took (s)', Math.round(report.milliseconds / 1_000)],
		['breaches', report.breaches.length],
	]
	return figures.map(([what, value]) => [`${database}: ${what}`, value])
}
