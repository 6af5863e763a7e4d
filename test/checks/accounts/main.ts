import { startPostgres } from '../../adapters/database/postgres-server.ts'
import { print, readOptions } from '../report.ts'
import { checkAccounts, fullPlan, shortPlan } from './check.ts'

const options = readOptions()
const server = await startPostgres()
try {
	const plan = options.full ? fullPlan : shortPlan
	print(await checkAccounts(plan, await server.newDatabase('template0'), options.note), options)
} finally {
	await server.stop()
}
