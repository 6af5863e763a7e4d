import type { KyselyPlugin } from 'kysely'
import { migrate } from '../../../adapters/database/migrate.ts'
import { openDatabase } from '../../../adapters/database/open.ts'
import { testSecrets } from './secrets.ts'

/** Migrates the database of the first argument; before the statement of the second one it is killed. */
const [url = '', fatal = 'never'] = process.argv.slice(2)
const database = await openDatabase(url, { clock: Date, secrets: testSecrets() })
let statements = 0
const deadly: KyselyPlugin = {
	transformQuery({ node }) {
		statements += 1
		if (statements === Number(fatal)) process.kill(process.pid, 'SIGKILL')
		return node
	},
	transformResult: ({ result }) => Promise.resolve(result),
}
await migrate({ ...database.store, kysely: database.store.kysely.withPlugin(deadly) })
await database.close()
