import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { print, type Row, readOptions } from '../report.ts'
import { checkOutbox, type Plan, type Report } from './check.ts'
import { fullPlan, shortPlan } from './plans.ts'

const options = readOptions('postgres')
const { seed, note } = options
const plan = { ...(options.full ? fullPlan : shortPlan), seed }
note(
	`${plan.changes} changes, ${plan.kills} kills on ${options.given.postgres ? 'PostgreSQL' : 'SQLite'}, --seed ${seed}`,
)

const report = await (options.given.postgres ? onPostgres(plan) : checkOutbox({ ...plan, onLife }))
for (const fault of new Set(report.faults)) note(`logged: ${fault}`)
print({ rows: rows(report), breaches: report.breaches }, options, { ...plan, ...report })

function onLife(lives: number): void {
	if (lives % 20 === 0) note(`${lives} of ${plan.kills + 1} lives`)
}

async function onPostgres(plan: Plan): Promise<Report> {
	const server = await startPostgres()
	try {
		return await checkOutbox({ ...plan, onLife, databaseUrl: await server.newDatabase('template0') })
	} finally {
		await server.stop()
	}
}

function rows(report: Report): readonly Row[] {
	const moments = [...new Set(report.kills)].toSorted()
	const starts = report.starts.toSorted((a, b) => a - b)
	return [
		['answers given', report.changes],
		['… acknowledged', report.acknowledged],
		['… not acknowledged, but there', report.unheardButThere],
		['… not acknowledged, and not there', report.changes - report.acknowledged - report.unheardButThere],
		['… asked for again with the same key', report.askedAgain],
		...moments.map(at => [`killed (${at})`, report.kills.filter(one => one === at).length] as const),
		['times an answer was told to its requester', report.told],
		['… again: taken by Slack, killed before it was marked', report.toldAgain],
		['messages that stand beside another, for the same reason', report.standingAgain],
		['errors that the service logged', report.faults.length],
		['a start takes, median (ms)', Math.round(starts[Math.floor(starts.length / 2)] ?? 0)],
		['the whole took (s)', Math.round(report.milliseconds / 1_000)],
		['breaches', report.breaches.length],
	]
}
