import { closeSync, openSync } from 'node:fs'
import SQLite from 'better-sqlite3'
import type { DatabaseConnection, Driver, SqliteDatabase, SqliteStatement } from 'kysely'
import { CompiledQuery, SqliteDialect, SqliteDriver } from 'kysely'
import type { Engine } from './engine.ts'
import { DatabaseInUse } from './engine.ts'
import { holderBy, leaveNote } from './note.ts'
import { storable } from './text.ts'

/** How long a statement may wait for another process, blocking ours; whole transactions are run again. */
const busyTimeout = 25
const statementsKept = 300
/** So many are copied between two looks at how far a snapshot is. */
const pagesAtOnce = 2_000
/** Statements longer than this are bulk work, of many shapes. */
const longestKept = 4_000

/**
 * A SQLite file, opened so that what is committed survives a loss of power. A new one is its owner's only,
 * and so is all that SQLite puts beside it.
 */
export function openSqlite(path: string): Engine {
	makePrivate(path)
	const file = new SQLite(path, { timeout: busyTimeout })
	// Asserted, because a pragma that does not apply is silent.
	expectPragma(file, 'journal_mode = wal', 'journal_mode', 'wal')
	expectPragma(file, 'synchronous = full', 'synchronous', 2)
	expectPragma(file, 'foreign_keys = on', 'foreign_keys', 1)
	// Else what was deleted would stay in the file until its place is used again.
	expectPragma(file, 'secure_delete = on', 'secure_delete', 1)
	// A full ANALYZE makes every later prepare read statistics of all indexes: 2.5 times slower.
	expectPragma(file, 'analysis_limit = 400', 'analysis_limit', 400)
	file.pragma('cache_size = -65536')
	let reader: SQLite.Database | undefined
	return {
		name: 'sqlite',
		dialect: new ImmediateSqliteDialect({ database: cachingStatements(file), file }),
		prepare(sql) {
			reader ??= openReader(path)
			// As lists: a row as an object costs the driver half as much again.
			const statement = reader.prepare(plannedOnce(sql)).raw()
			const toRow = rowsOf(statement.columns().map(({ name }) => name))
			return async parameters => (statement.all(bindable(parameters)) as unknown[][]).map(toRow)
		},
		isTransient: isBusy,
		isLost: () => false,
		async close(release) {
			try {
				file.pragma('optimize')
			} catch (error) {
				// Another process is writing; the statistics wait until the next time.
				if (!isBusy(error)) throw error
			}
			await release()
			reader?.close()
			file.close()
		},
		lock: () => lockBeside(path),
		snapshot: (copy, progress) => snapshot(path, copy, progress),
	}
}

/** A list is one value, which `json_each` takes apart. */
function bindable(parameters: readonly unknown[]): readonly unknown[] {
	return storable(
		parameters.some(Array.isArray)
			? parameters.map(one => (Array.isArray(one) ? JSON.stringify(one) : one))
			: parameters,
	)
}

/** @returns what names the values of a row */
function rowsOf(names: readonly string[]): (values: readonly unknown[]) => Record<string, unknown> {
	const empty = Object.fromEntries(names.map(name => [name, null]))
	return values => {
		// A copy has its shape from the start; with each name that is added the engine would look for another one.
		const row: Record<string, unknown> = { ...empty }
		for (let i = 0; i < names.length; i += 1) row[names[i] as string] = values[i]
		return row
	}
}

/** A connection of its own: on the first one, reads would wait for whole transactions, or see them half done. */
function openReader(path: string): SQLite.Database {
	const reader = new SQLite(path, { readonly: true, timeout: busyTimeout })
	reader.pragma('cache_size = -65536')
	return reader
}

/** Made here, because SQLite makes files that everyone may read. */
function makePrivate(path: string): void {
	closeSync(openSync(path, 'a', 0o600))
}

function isBusy(error: unknown): boolean {
	return error instanceof SQLite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)
}

function expectPragma(file: SQLite.Database, set: string, read: string, expected: string | number): void {
	file.pragma(set)
	const actual = file.pragma(read, { simple: true })
	if (actual !== expected) throw new Error(`SQLite did not accept "${set}": ${read} is ${String(actual)}`)
}

/**
 * A second file whose lock is the operating system's, so that it ends with the process, however that ends.
 * Not the database itself: the command line may read and write beside the service. A third one says who has it.
 * @param path of the database, which may be absent, in a folder that is there
 * @returns what ends it
 * @throws {@link DatabaseInUse}
 */
export function lockBeside(path: string): () => void {
	const note = `${path}.service`
	makePrivate(`${path}.lock`)
	const lock = new SQLite(`${path}.lock`, { timeout: 0 })
	try {
		lock.exec('begin exclusive')
		leaveNote(note)
	} catch (error) {
		lock.close()
		if (isBusy(error)) {
			throw new DatabaseInUse(`another service process uses ${path}${holderBy(note)}`)
		}
		throw error
	}
	return () => lock.close()
}

/** A copy that is made while others write would begin anew with each write, but for the reader's snapshot. */
async function snapshot(
	path: string,
	copy: string,
	progress: (done: number, total: number) => void,
): Promise<void> {
	const file = new SQLite(path, { readonly: true, timeout: busyTimeout })
	try {
		file.exec('begin')
		file.prepare('select count(*) from sqlite_master').get()
		makePrivate(copy)
		await file.backup(copy, {
			progress: ({ totalPages, remainingPages }) => {
				progress(totalPages - remainingPages, totalPages)
				return pagesAtOnce
			},
		})
	} finally {
		file.close()
	}
}

/** Begins immediately: a transaction that reads before it writes would fail beside a second process. */
class ImmediateSqliteDialect extends SqliteDialect {
	readonly #config: { readonly database: SqliteDatabase; readonly file: SQLite.Database }
	constructor(config: { readonly database: SqliteDatabase; readonly file: SQLite.Database }) {
		super(config)
		this.#config = config
	}
	override createDriver(): Driver {
		return new ImmediateSqliteDriver(this.#config)
	}
}

class ImmediateSqliteDriver extends SqliteDriver {
	readonly #file: SQLite.Database
	/** Who waits for the one connection, the first to come first. */
	readonly #waiting: (() => void)[] = []
	#taken = false
	constructor(config: { readonly database: SqliteDatabase; readonly file: SQLite.Database }) {
		super(config)
		this.#file = config.file
	}
	override async acquireConnection(): Promise<DatabaseConnection> {
		if (this.#taken) await new Promise<void>(taken => this.#waiting.push(taken))
		this.#taken = true
		return super.acquireConnection()
	}
	/** Hands it on in another turn of the event loop, which would stand still until nobody waits any more. */
	override async releaseConnection(): Promise<void> {
		await super.releaseConnection()
		const next = this.#waiting.shift()
		if (next) setImmediate(next)
		else this.#taken = false
	}
	override async beginTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('begin immediate'))
	}
	override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		// Where the disk is full SQLite has done so by itself, and saying it again would hide why.
		if (this.#file.inTransaction) await super.rollbackTransaction(connection)
	}
}

/** Prepares each statement once; the least recently used go first. */
function cachingStatements(file: SQLite.Database): SqliteDatabase {
	const kept = new Map<string, SqliteStatement>()
	return {
		close: () => {
			kept.clear()
			file.close()
		},
		prepare: text => {
			const found = kept.get(text)
			if (found) {
				kept.delete(text)
				kept.set(text, found)
				return found
			}
			const statement = storableStatement(file.prepare(plannedOnce(text)))
			if (text.length > longestKept) return statement
			kept.set(text, statement)
			const oldest = kept.keys().next()
			if (kept.size > statementsKept && !oldest.done) kept.delete(oldest.value)
			return statement
		},
	}
}

/**
 * The same, but that SQLite does not look at how many rows are wanted: where a bare parameter says so, it prepares the
 * statement anew each time that it is run.
 */
function plannedOnce(sql: string): string {
	return sql.replaceAll(/\blimit \?/g, 'limit +?')
}

function storableStatement(statement: SQLite.Statement): SqliteStatement {
	return {
		reader: statement.reader,
		all: parameters => statement.all(bindable(parameters)),
		run: parameters => statement.run(bindable(parameters)),
		iterate: parameters => statement.iterate(bindable(parameters)),
	}
}
