import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, seedTickets } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { build } from './build.ts'
import { type Measured, median, medianOf } from './measured.ts'
import { hold, type Held } from './memory/held.ts'
import { typed } from './slash/typed.ts'
import { both } from './start/both.ts'

const user = 'U0ADA'
const team = 'T0ACME'
const tickets = 1_000
const samples = 20
const megabyte = 1024 * 1024
/** From one sample to the next, by the service's clock: more than signatures are remembered. Milliseconds. */
const apart = 11 * 60_000

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
		const ask = (turn: number, ahead: number) =>
			typed(secret, team, texts[turn % texts.length], Date.now() + ahead)
		const [floor, ours] = [await measured('floor.js', {}), await measured('ours.js', environment)]
		// What is made once is let come first.
		const slope = slopeOf(ours.after.slice(samples / 2).map(({ heap }) => heap / each))
		// At each moment there is more or less that the engine has yet to give back.
		const late = (of: typeof ours) => of.after.slice(-samples / 4)
		return [
			...beside('idle', [floor.idle], [ours.idle]),
			...beside(`after ${commands.toLocaleString('en')} commands`, late(floor), late(ours)),
			{
				what: 'what JavaScript holds grows, by each command',
				value: slope.value,
				unit: 'bytes',
				most: 3 * slope.error,
			},
		]

		async function measured(file: string, settings: Readonly<Record<string, string>>) {
			const holder = await hold(file, settings)
			try {
				const idle = await holder.held()
				const after: Held[] = []
				for (let sample = 0; sample < samples; sample += 1) {
					holder.setClock(sample * apart)
					// It answers this with its clock set.
					await holder.held()
					await holder.round(each, turn => ask(turn, sample * apart))
					// What is collected goes back to the system from another thread, a moment later.
					await holder.held()
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

function beside(when: string, floor: readonly Held[], ours: readonly Held[]): readonly Measured[] {
	const rss = (what: string, of: readonly Held[]) => {
		const megabytes = of.map(held => held.rss / megabyte)
		return medianOf(`${what}, ${when}`, megabytes, 'MB')
	}
	const heap = (of: readonly Held[]) => median(of.map(held => held.heap))
	const [theirs, held] = [rss('the SDKs', floor), rss('the service', ours)]
	return [
		theirs,
		held,
		{ what: 'of the SDKs', value: held.value / theirs.value, unit: '×', most: 1.3 },
		{ what: '… of what JavaScript holds', value: heap(ours) / heap(floor), unit: '×' },
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
