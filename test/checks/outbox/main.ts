import { parseArgs } from 'node:util'
import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { checkOutbox, type Plan, type Report } from './check.ts'
import { fullPlan, shortPlan } from './plans.ts'

const { values } = parseArgs({
	options: {
		full: { type: 'boolean', default: false },
		postgres: { type: 'boolean', default: false },
		seed: { type: 'string' },
		json: { type: 'boolean', default: false },
	},
})

const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed)
const plan = { ...(values.full ? fullPlan : shortPlan), seed }
const note = (text: string) => values.json || process.stderr.write(`${text}\n`)
note(
	`${plan.changes} changes, ${plan.kills} kills on ${values.postgres ? 'PostgreSQL' : 'SQLite'}, --seed ${seed}`,
)

const report = await (values.postgres ? onPostgres(plan) : checkOutbox({ ...plan, onLife }))
if (values.json) process.stdout.write(`${JSON.stringify({ ...plan, ...report })}\n`)
else for (const [what, value] of rows(report)) process.stdout.write(`${what.padEnd(58)} ${value}\n`)
for (const fault of new Set(report.faults)) note(`logged: ${fault}`)
for (const breach of report.breaches) note(`✗ ${breach}`)
process.exitCode = report.breaches.length > 0 ? 1 : 0

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

function rows(report: Report): readonly (readonly [string, string | number])[] {
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
