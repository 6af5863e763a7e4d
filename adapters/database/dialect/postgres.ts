import { createHash } from 'node:crypto'
import { PostgresDialect } from 'kysely'
import { DatabaseError, Pool, types } from 'pg'
import { Outage } from '../../../src/ports/outside.ts'
import { NotReached, type SoundPool, soundPool } from './connections.ts'
import type { Engine } from './engine.ts'

/** The object id of bigint, in PostgreSQL's own catalogue. */
const int8 = 20
const transient = new Set([
	'40001', // serialization_failure
	'40P01', // deadlock_detected
])
/** What a pooler that knows no statements makes of them, and what becomes of one whose table was changed. */
const notKept = new Set([
	'26000', // invalid_sql_statement_name
	'42P05', // duplicate_prepared_statement
	'0A000', // feature_not_supported: the plan's result type has changed
])
const most = 16

/**
 * A PostgreSQL server, reached through a pool; it is first contacted by the first query. Whatever keeps it from
 * answering is thrown as `Unavailable`.
 */
export function openPostgres(url: string): Engine {
	const pool = openPool(url, most)
	// Of its own, so that an instance whose connections are all in use is not taken for dead.
	const beside = openPool(url, 1)
	const sound = soundPool(pool)
	return {
		name: 'postgres',
		dialect: new PostgresDialect({ pool: sound }),
		beside: new PostgresDialect({ pool: soundPool(beside) }),
		prepare: preparing(sound),
		isTransient: error => error instanceof DatabaseError && transient.has(error.code ?? ''),
		isLost: error => error instanceof Outage && !(error instanceof NotReached),
		async close(release) {
			await release()
			for (const each of [pool, beside]) if (!each.ending) await each.end()
		},
		// Several instances may serve on one PostgreSQL.
		lock: () => () => undefined,
	}
}

/**
 * Statements that the server keeps, so that it reads and plans each once for a connection. Where it does not know one
 * any more, none is kept from then on.
 */
function preparing(pool: SoundPool): Engine['prepare'] {
	let keeps = true
	return sql => {
		// The same in every process, so that a pooler may mix up whose connection is whose.
		const name = createHash('sha256').update(sql).digest('base64url')
		const read = async (parameters: readonly unknown[], kept?: string) => {
			const client = await pool.connect()
			try {
				return (await client.query<unknown>(sql, parameters, kept)).rows
			} finally {
				client.release()
			}
		}
		return async parameters => {
			if (!keeps) return read(parameters)
			try {
				return await read(parameters, name)
			} catch (error) {
				if (!(error instanceof DatabaseError && notKept.has(error.code ?? ''))) throw error
				keeps = false
				return read(parameters)
			}
		}
	}
}

function openPool(url: string, max: number): Pool {
	return new Pool({
		connectionString: url,
		max,
		// Also for one that is free: what waits longer is told so, as long as a chat still waits.
		connectionTimeoutMillis: 2_000,
		idleTimeoutMillis: 30_000,
		statement_timeout: 15_000,
		lock_timeout: 5_000,
		idle_in_transaction_session_timeout: 30_000,
		keepAlive: true,
		keepAliveInitialDelayMillis: 10_000,
		types: { getTypeParser },
	})
}

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
	if (oid === int8) return Number
	return format === 'binary' ? types.getTypeParser(oid, format) : types.getTypeParser(oid, format)
}
