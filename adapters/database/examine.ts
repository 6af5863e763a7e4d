import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import type { Finding } from '../../src/ports/finding.ts'
import type { Clock } from '../../src/ports/outside.ts'
import type { Webhook } from '../../src/ports/webhooks.ts'
import { openDatabase } from './open.ts'
import { DatabaseTooNew, waitingSteps } from './migrate.ts'
import type { Store } from './store.ts'

const about = 'DATABASE_URL'
/** The service goes by the database’s; others, such as Slack, are to agree with it. In milliseconds. */
const clocksApart = 30_000

/** Nothing is written. */
const nothing = () => ''
const secrets = { id: nothing, hash: nothing, seal: nothing, unseal: nothing }

/** Opens the database as the service would, changing no row; a SQLite file that is not there is not made. */
export async function examineDatabase(url: string, clock: Clock): Promise<readonly Finding[]> {
	const path = /^sqlite:(.+)$/.exec(url)?.[1]
	if (path !== undefined && !existsSync(path)) {
		return [{ about, state: 'well', says: `${path} is not there yet; the first start makes it.` }]
	}
	try {
		const database = await openDatabase(url, { clock, secrets })
		try {
			const waiting = await waitingSteps(database.store)
			const opens = path === undefined ? 'PostgreSQL answers' : `${path} opens`
			const steps = waiting.length === 0 ? 'is up to date' : `the next start brings it up to date`
			return [
				{ about, state: 'well', says: `${opens} and ${steps}.` },
				...(path === undefined ? await clocks(database.store, clock) : []),
				...(waiting.length === 0 ? disabled(await database.webhooks.all()) : []),
			]
		} finally {
			await database.close()
		}
	} catch (error) {
		return [broken(error, path)]
	}
}

/** @param path of a SQLite file */
function broken(error: unknown, path: string | undefined): Finding {
	const reason = error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error)
	if (error instanceof DatabaseTooNew) {
		return { about, state: 'broken', says: `${reason}.`, todo: 'Run the newer release that wrote to it.' }
	}
	return {
		about,
		state: 'broken',
		says: `It does not open: ${reason}.`,
		todo:
			path === undefined
				? 'Check the address, the user and its password, and that the server takes connections from here.'
				: `${path} is no SQLite file, or damaged, or not for this user: move it away and restore a backup, or correct DATABASE_URL.`,
	}
}

async function clocks({ kysely }: Store, clock: Clock): Promise<readonly Finding[]> {
	const before = clock.now()
	const { rows } = await sql<{ now: number }>`
		select (extract(epoch from clock_timestamp()) * 1000)::bigint as now
	`.execute(kysely)
	const apart = Math.abs((rows[0]?.now ?? before) - (before + clock.now()) / 2)
	if (apart <= clocksApart) return []
	return [
		{
			about,
			state: 'doubtful',
			says: `Its clock and this machine’s are ${Math.round(apart / 1_000)} s apart.`,
			todo: 'Let both take the time from the network (timedatectl set-ntp true).',
		},
	]
}

/** Webhooks that are told nothing any more, until someone says otherwise. */
function disabled(all: readonly Webhook[]): readonly Finding[] {
	return all.flatMap(({ id, disabled: since }) => {
		if (!since) return []
		const why = since.why === 'gone' ? 'its receiver said that it is gone' : 'every try had failed for days'
		return {
			about: `webhook ${id}`,
			state: 'doubtful',
			says: `It is disabled since ${new Date(since.at).toISOString()}: ${why}.`,
			todo: `Mend what it calls, then say “sportello webhook enable ${id}” and “sportello webhook retry ${id}”; or remove it.`,
		}
	})
}
