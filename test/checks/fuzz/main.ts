import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { print, type Row, readOptions } from '../report.ts'
import { checkFuzz, type Found, type Plan, surfaces } from './check.ts'
import { fullPlan, shortPlan } from './plans.ts'

const options = readOptions('postgres')
const { seed, note, given } = options
const plan: Plan = {
	...(options.full ? fullPlan : shortPlan),
	seed,
	onBatch: (surface, sent) => void (sent % 5_000 === 0 && note(`${surface}: ${sent}`)),
}
note(`${plan.payloads} payloads each on ${given.postgres ? 'PostgreSQL' : 'SQLite'}, --seed ${seed}`)

const found = await (given.postgres ? onPostgres() : checkFuzz(plan))
for (const [fault, times] of Object.entries(found.faults)) note(`logged ${times} times: ${fault}`)
print({ rows: rows(found), breaches: found.breaches }, options, { ...plan, ...found })

async function onPostgres(): Promise<Found> {
	const server = await startPostgres()
	try {
		return await checkFuzz({ ...plan, databaseUrl: await server.newDatabase('template0') })
	} finally {
		await server.stop()
	}
}

function rows({ tallies, faults, breaches, milliseconds }: Found): readonly Row[] {
	return [
		...surfaces.flatMap(surface => {
			const { sent, statuses } = tallies[surface]
			const counts = Object.entries(statuses).map(([status, count]) => `${status}: ${count}`)
			return [
				[surface, sent],
				['… answered with', counts.join(', ')],
			] as const
		}),
		['errors that the service logged', Object.values(faults).reduce((sum, count) => sum + count, 0)],
		['the whole took (s)', Math.round(milliseconds / 1_000)],
		['breaches', breaches.length],
	]
}
