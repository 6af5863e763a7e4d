import { sql } from 'kysely'
import { openDatabase } from '../../../adapters/database/open.ts'
import { testSecrets } from '../../adapters/database/secrets.ts'

const settings = ['fsync', 'synchronous_commit', 'full_page_writes'] as const

/** By what PostgreSQL syncs each commit before it is answered, as a connection of the service has it. */
export async function postgresDurability(
	url: string,
): Promise<readonly { readonly setting: string; readonly value: string; readonly right: string }[]> {
	const database = await openDatabase(url, { clock: Date, secrets: testSecrets() })
	try {
		const found: { readonly setting: string; readonly value: string; readonly right: string }[] = []
		for (const setting of settings) {
			const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(
				database.store.kysely,
			)
			found.push({ setting, value: rows[0]?.value ?? '', right: 'on' })
		}
		return found
	} finally {
		await database.close()
	}
}
