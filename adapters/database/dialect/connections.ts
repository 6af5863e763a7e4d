import { setTimeout as pause } from 'node:timers/promises'
import type { PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Client, DatabaseError, type Pool, type PoolClient } from 'pg'
import { Outage, Unavailable } from '../../../src/ports/outside.ts'
import { asLongAsItTakes } from './engine.ts'
import { storable } from './text.ts'

/** How long a server that refuses connections is asked again, in milliseconds: it may just be starting. */
const patience = 2_000
const betweenTries = 100
/** A connection that was not used for so long is asked whether it still leads somewhere, … */
const quiet = 3_000
/** … which it has to say within. */
const answerWithin = 1_000
/** A statement that was not answered for so long is asked about by a connection of its own. */
const silence = 1_000
/** That is asked twice, so that an answer which is just arriving is read before. */
const betweenLooks = 400
/** How long the server may take to say so; where it takes longer, nothing is known. */
const lookWithin = 5_000
/** Longer than the server lets a statement take: what is not heard by then never comes. */
const heardWithin = 18_000

export type SoundPool = {
	connect(): Promise<SoundConnection>
	end(): Promise<void>
}

/** What Kysely takes, and besides, a name under which the server keeps a statement for the next time. */
export type SoundConnection = PostgresPoolClient & {
	query<R>(
		sql: string,
		parameters: readonly unknown[],
		name: string | undefined,
	): Promise<PostgresQueryResult<R>>
}

/** No connection was to be had, for as long as one is waited for. */
export class NotReached extends Outage {}

/** When a connection was made, and used last, by `performance.now()`. */
type Age = { readonly bornAt: number; usedAt: number }

/**
 * A pool that hands out connections which lead somewhere, and drops those that do not: after a break in the line
 * every older one is suspect.
 */
export function soundPool(pool: Pool): SoundPool {
	const ages = new WeakMap<PoolClient, Age>()
	let suspectBefore = -1
	let looking = false
	// Of one that breaks the pool hears while it is idle, and otherwise whoever uses it; unheard it would end
	// the process.
	pool.on('error', () => undefined)
	pool.on('connect', client => {
		client.on('error', () => undefined)
	})

	/** A server that is starting again is waited for; that nothing is free is said at once. */
	async function connect(): Promise<PoolClient> {
		for (const began = performance.now(); ; ) {
			try {
				return await pool.connect()
			} catch (error) {
				const fault = unavailable(error)
				if (!(fault instanceof Unavailable)) throw fault
				const tired = performance.now() - began + betweenTries > patience
				if (tired || !isRefusal(error)) throw new NotReached(fault.message, { cause: error })
				await pause(betweenTries)
			}
		}
	}

	const suspect = (client: PoolClient) => {
		suspectBefore = Math.max(suspectBefore, ages.get(client)?.bornAt ?? 0)
	}

	/** Ends a connection on which nothing comes although the server says, and says again, that it does nothing for it. */
	function watch(client: PoolClient): () => void {
		let over = false
		const look = async (again: boolean) => {
			if (looking) return lookIn(betweenLooks, again)
			looking = true
			const idle = await isIdle(pool, client)
			looking = false
			if (over || !idle) return
			if (!again) return lookIn(betweenLooks, true)
			suspect(client)
			streamOf(client).destroy()
		}
		const lookIn = (wait: number, again: boolean) => {
			timer = setTimeout(() => void look(again), wait)
		}
		let timer: NodeJS.Timeout
		lookIn(silence, false)
		return () => {
			over = true
			clearTimeout(timer)
		}
	}

	async function sound(): Promise<PoolClient> {
		for (;;) {
			const client = await connect()
			const now = performance.now()
			const age = ages.get(client)
			if (!age) {
				ages.set(client, { bornAt: now, usedAt: now })
				return client
			}
			if (age.bornAt > suspectBefore && (now - age.usedAt < quiet || (await answers(client)))) return client
			suspect(client)
			drop(client)
		}
	}

	return {
		connect: async () => {
			const client = await sound()
			let lost: Outage | undefined
			let hurried = true
			const query = async (text: string, parameters: readonly unknown[], name?: string) => {
				// What a lost connection had begun the server has ended.
				if (lost && text === 'rollback') return { command: 'ROLLBACK', rowCount: null, rows: [] }
				if (lost) throw lost
				if (text === asLongAsItTakes) hurried = false
				const heard = hurried ? watch(client) : undefined
				try {
					return await client.query({
						text,
						values: [...storable(parameters)],
						...(name !== undefined && { name }),
						...(hurried && { query_timeout: heardWithin }),
					})
				} catch (error) {
					const fault = unavailable(error)
					if (fault instanceof Outage) {
						lost = fault
						if (isSilence(error)) suspect(client)
					}
					throw fault
				} finally {
					heard?.()
				}
			}
			const release = () => {
				const age = ages.get(client)
				if (age) age.usedAt = performance.now()
				if (lost) drop(client)
				else client.release()
			}
			// Kysely's type has an overload for cursors, which it is not given.
			return { query, release } as unknown as SoundConnection
		},
		end: () => pool.end(),
	}
}

async function answers(client: PoolClient): Promise<boolean> {
	try {
		await client.query({ text: 'select 1', query_timeout: answerWithin } as { text: string })
		return true
	} catch {
		return false
	}
}

/** Without a word to the other side, which may be gone. */
function drop(client: PoolClient): void {
	client.release(true)
	streamOf(client).destroy()
}

function streamOf(client: PoolClient): { destroy(): void } {
	return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
}

/**
 * Whether the server, asked beside it, says that it works on nothing for a connection from which we wait for an answer.
 * That it cannot be asked says nothing: it may be slow.
 */
async function isIdle(pool: Pool, client: PoolClient): Promise<boolean> {
	const other = new Client({
		...pool.options,
		connectionTimeoutMillis: lookWithin,
		query_timeout: lookWithin,
	})
	other.on('error', () => undefined)
	try {
		await other.connect()
		const { rows } = await other.query<{ own: number; state: string | null }>(
			'select pg_backend_pid() own, (select state from pg_stat_activity where pid = $1) state',
			[processOf(client)],
		)
		const [found] = rows
		// Through a pooler the numbers are its own, and say nothing.
		if (found?.own !== processOf(other)) return false
		return found.state === null || found.state.startsWith('idle')
	} catch {
		return false
	} finally {
		other.end().catch(() => undefined)
	}
}

function processOf(client: Client | PoolClient): number | null {
	return (client as unknown as { processID: number | null }).processID
}

/** What the server says when it ends a connection, refuses one, or has no time or room. */
const unavailableCodes = /^(?:08|53|57P0|25P03|55P03|57014)/
/** Of these the ones after which the connection goes on. */
const goesOn = /^(?:53|55P03|57014)/
const systemCodes = /^E[A-Z]+$/
/** What pg says without a code. */
const unheard = /timeout/i
const words = /connection|terminated|timeout|not queryable/i

/** The same, as {@link Unavailable} where that is what it means, and as {@link Outage} where the connection is lost. */
function unavailable(error: unknown): unknown {
	if (!(error instanceof Error)) return error
	const { code, message } = error as Error & { readonly code?: string }
	const meant =
		error instanceof DatabaseError
			? unavailableCodes.test(code ?? '')
			: code === undefined
				? words.test(message)
				: systemCodes.test(code)
	// An attempt at several addresses of a name has no message of its own.
	if (!meant) return error
	const Meaning = stays(error) ? Unavailable : Outage
	return new Meaning(message || (code ?? 'not reached'), { cause: error })
}

function isRefusal(error: unknown): boolean {
	return !(error instanceof Error && error.message.startsWith('timeout exceeded'))
}

function isSilence(error: unknown): boolean {
	return error instanceof Error && !(error instanceof DatabaseError) && unheard.test(error.message)
}

function stays(error: unknown): boolean {
	return error instanceof DatabaseError && goesOn.test(error.code ?? '')
}
