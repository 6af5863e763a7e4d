import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { PostgresDialect } from 'kysely'
import { DatabaseError, Pool, types } from 'pg'
import type { Engine } from './engine.ts'
import { storable } from './text.ts'

/** The object id of bigint, in PostgreSQL's own catalogue. */
const int8 = 20
const transient = new Set([
	'40001', // serialization_failure
	'40P01', // deadlock_detected
])

/** A PostgreSQL server, reached through a pool; it is first contacted by the first query. */
export function openPostgres(url: string): Engine {
	const pool = new Pool({
		connectionString: url,
		max: 16,
		connectionTimeoutMillis: 5_000,
		idleTimeoutMillis: 30_000,
		statement_timeout: 15_000,
		idle_in_transaction_session_timeout: 30_000,
		types: { getTypeParser },
	})
	// An idle connection that breaks is replaced by the pool; without a listener it would end the process.
	pool.on('error', () => undefined)
	return {
		name: 'postgres',
		dialect: new PostgresDialect({ pool: storablePool(pool) }),
		isTransient: error => error instanceof DatabaseError && transient.has(error.code ?? ''),
		async close(release) {
			await release()
			if (!pool.ending) await pool.end()
		},
		// Several instances may serve on one PostgreSQL.
		lock: () => () => undefined,
	}
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
	if (oid === int8) return Number
	return format === 'binary' ? types.getTypeParser(oid, format) : types.getTypeParser(oid, format)
}

function storablePool(pool: Pool): PostgresPool {
	return {
		connect: async () => {
			const client = await pool.connect()
			const storableClient = {
				query: (text: string, parameters: readonly unknown[]) =>
					client.query(text, [...storable(parameters)]),
				release: () => client.release(),
			}
			// Kysely's type has an overload for cursors, which it is not given.
			return storableClient as unknown as PostgresPoolClient
		},
		end: () => pool.end(),
	}
}
