import { existsSync } from 'node:fs'
import type { Finding } from '../../src/ports/finding.ts'
import { secretKeyFile } from './key.ts'

/** Whether the key is still there that what stands in the database was made with. */
export function examineSecretKey(settings: {
	readonly secretKey?: string
	readonly sqliteFile?: string
}): readonly Finding[] {
	const { secretKey, sqliteFile } = settings
	const file = secretKeyFile(settings)
	if (secretKey !== undefined || sqliteFile === undefined || file === undefined) return []
	if (!existsSync(sqliteFile) || existsSync(file)) return []
	return [
		{
			about: 'SECRET_KEY',
			state: 'broken',
			says: `${sqliteFile} is there, but neither SECRET_KEY nor ${file}: with a new key nobody could sign in.`,
			todo: `Put ${file} back from a backup before the next start, which would make a new one.`,
		},
	]
}
