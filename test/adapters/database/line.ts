import { join } from 'node:path'
import { type Line, openLine } from '../../standins/line.ts'

/**
 * A line to a database, by an address of its own.
 * @param url of a database on a socket in a folder
 */
export async function openDatabaseLine(url: string): Promise<Line & { readonly url: string }> {
	const there = new URL(url)
	const line = await openLine({ path: join(there.searchParams.get('host') ?? '', '.s.PGSQL.5432') })
	const own = `postgres://${there.username}:${there.password}@127.0.0.1:${line.port}${there.pathname}`
	return { ...line, url: own }
}
