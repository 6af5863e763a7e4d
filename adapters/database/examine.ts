import { existsSync } from 'node:fs'
import type { Finding } from '../../src/ports/finding.ts'
import type { Clock } from '../../src/ports/outside.ts'
import type { Webhook } from '../../src/ports/webhooks.ts'
import { openDatabase } from './open.ts'
import { DatabaseTooNew, waitingSteps } from './migrate.ts'
import { type SharedClock, sharedClock } from './shared-clock.ts'

const about = 'DATABASE_URL'
/** The service goes by the database’s; others, such as Slack, are to agree with it. In milliseconds. */
const clocksApart = 30_000

/** Nothing is written. */
const nothing = () => ''
const secrets = { id: nothing, hash: nothing, seal: nothing, unseal: nothing }

/** What was found, and the clock that the service goes by with this database. */
export type Examined = {
	readonly findings: readonly Finding[]
	readonly time: { readonly clock: Clock; readonly whose: 'machine' | 'database' }
}

/**
 * Opens the database as the service would, changing no row; a SQLite file that is not there is not made.
 * @param machine this machine's clock
 */
export async function examineDatabase(url: string, machine: Clock): Promise<Examined> {
	const time = { clock: machine, whose: 'machine' } as const
	const path = /^sqlite:(.+)$/.exec(url)?.[1]
	if (path !== undefined && !existsSync(path)) {
		const says = `${path} is not there yet; the first start makes it.`
		return { findings: [{ about, state: 'well', says }], time }
	}
	try {
		const database = await openDatabase(url, { clock: machine, secrets })
		try {
			const waiting = await waitingSteps(database.store)
			const opens = path === undefined ? 'PostgreSQL answers' : `${path} opens`
			const steps = waiting.length === 0 ? 'is up to date' : `the next start brings it up to date`
			const shared = path === undefined ? sharedClock(machine) : undefined
			await shared?.follow(database.time)
			return {
				findings: [
					{ about, state: 'well', says: `${opens} and ${steps}.` },
					...(shared ? clocks(shared) : []),
					...(waiting.length === 0 ? disabled(await database.webhooks.all()) : []),
				],
				time: shared ? { clock: shared, whose: 'database' } : time,
			}
		} finally {
			await database.close()
		}
	} catch (error) {
		return { findings: [broken(error, path)], time }
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

function clocks(shared: SharedClock): readonly Finding[] {
	const apart = Math.abs(shared.ahead())
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
