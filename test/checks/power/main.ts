import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { print, readOptions } from '../report.ts'
import { checkPower } from './check.ts'
import { postgresDurability } from './postgres.ts'

const options = readOptions()
options.note(`--seed ${options.seed}`)
const report = await checkPower({ cycles: options.full ? 100 : 10, seed: options.seed })
const server = await startPostgres({ durable: true })
const durability = await postgresDurability(await server.newDatabase('template0'))
await server.stop()
const loose = durability.filter(({ value, right }) => value !== right)
print(
	{
		rows: [
			...report.kinds.map(
				({ kind, writes, syncs }) =>
					[`${kind}: before its answer`, `${writes} writes, ${syncs} syncs`] as const,
			),
			['times that the power went', report.cycles],
			['… with something on its way to the disk', report.dropping],
			['acknowledged before, there afterwards', report.acknowledged],
			...durability.map(
				({ setting, value }) => [`PostgreSQL: ${setting}, as the service has it`, value] as const,
			),
		],
		breaches: [
			...report.breaches,
			...loose.map(({ setting, value }) => `PostgreSQL: ${setting} is ${value}`),
		],
	},
	options,
	{ seed: options.seed, ...report, durability },
)
