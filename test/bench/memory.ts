import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, seedTickets } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { build } from './build.ts'
import type { Measured } from './measured.ts'
import { hold, type Held } from './memory/held.ts'
import { startFlags } from './served/flags.ts'
import { typed } from './slash/typed.ts'
import { both } from './start/both.ts'

const user = 'U0ADA'
const team = 'T0ACME'
const tickets = 1_000
const samples = 20
const megabyte = 1024 * 1024

/**
 * What the service holds with Slack and Teams set up, idle and after many commands, beside the libraries of the two
 * with a server that acknowledges; and whether what it holds goes on growing.
 * @param commands how many are asked
 */
export async function memory(commands: number): Promise<readonly Measured[]> {
	build()
	const folder = await mkdtemp(join(tmpdir(), 'sportello-bench-'))
	const { environment, stop } = await both(folder)
	const secret = environment['SLACK_SIGNING_SECRET'] ?? ''
	const each = Math.ceil(commands / samples)
	try {
		const number = await seeded(environment)
		const texts = ['', String(number), 'cc', 'solved', 'help', 'whoami']
		const ask = (turn: number) => typed(secret, team, texts[turn % texts.length])
		const [floor, ours] = [
			await measured('floor.js', {}, []),
			await measured('ours.js', environment, startFlags()),
		]
		// What is kept for five minutes, as which requests there were, is let grow first.
		const slope = slopeOf(ours.after.slice(samples / 2).map(({ heap }) => heap / each))
		const last = (of: typeof ours) => of.after.at(-1) ?? of.idle
		return [
			...beside('idle', floor.idle, ours.idle),
			...beside(`after ${commands.toLocaleString('en')} commands`, last(floor), last(ours)),
			{
				what: 'what JavaScript holds grows, by each command',
				value: slope.value,
				unit: 'bytes',
				most: 3 * slope.error,
			},
		]

		async function measured(
			file: string,
			settings: Readonly<Record<string, string>>,
			flags: readonly string[],
		) {
			const holder = await hold(file, settings, flags)
			try {
				const idle = await holder.held()
				const after: Held[] = []
				for (let sample = 0; sample < samples; sample += 1) {
					await holder.round(each, ask)
					after.push(await holder.held())
				}
				return { idle, after }
			} finally {
				await holder.stop()
			}
		}
	} finally {
		await stop()
		await rm(folder, { recursive: true, force: true })
	}
}

function beside(when: string, floor: Held, ours: Held): readonly Measured[] {
	return [
		{ what: `the SDKs, ${when}`, value: floor.rss / megabyte, unit: 'MB' },
		{ what: `the service, ${when}`, value: ours.rss / megabyte, unit: 'MB' },
		{ what: 'of the SDKs', value: ours.rss / floor.rss, unit: '×', most: 1.3 },
		{ what: '… of what JavaScript holds', value: ours.heap / floor.heap, unit: '×' },
	]
}

/** The line through values at 0, 1, 2, … that fits best, and its standard error. */
function slopeOf(values: readonly number[]): { readonly value: number; readonly error: number } {
	const count = values.length
	const middle = (count - 1) / 2
	const mean = values.reduce((sum, one) => sum + one, 0) / count
	const spread = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0)
	const value = values.reduce((sum, one, at) => sum + (at - middle) * (one - mean), 0) / spread
	const rest = values.reduce((sum, one, at) => sum + (one - mean - value * (at - middle)) ** 2, 0)
	return { value, error: Math.sqrt(rest / (count - 2) / spread) }
}

/** @returns the number of a request of somebody's who is connected to Slack */
async function seeded(environment: Readonly<Record<string, string>>): Promise<number> {
	const store = await openStore(readSettings(environment))
	try {
		await store.database.migrate()
		await seedTickets(store.database, { tickets }, () => {})
		const { kysely } = store.database.store
		const { requester_id: account_id, id } = await kysely
			.selectFrom('tickets')
			.select(({ fn }) => ['requester_id', fn.max('id').as('id')])
			.groupBy('requester_id')
			.orderBy(({ fn }) => fn.countAll(), 'desc')
			.limit(1)
			.executeTakeFirstOrThrow()
		const now = Date.now()
		await kysely
			.insertInto('links')
			.values({
				platform: 'slack',
				space: team,
				user_id: user,
				name: 'ada',
				linked_at: now,
				spoken_at: now,
				account_id,
			})
			.execute()
		return id
	} finally {
		await store.close()
	}
}
