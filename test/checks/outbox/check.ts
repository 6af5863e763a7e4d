import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Random, seededRandom } from '../../../adapters/database/seed/random.ts'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import { slackEnvironment } from '../../standins/environment.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { compileService } from './compile.ts'
import { type Desk, setDesk, space } from './desk.ts'
import { judge, type Verdict } from './judge.ts'
import { drawKill, type Kill, type Step } from './kills.ts'
import { type Life, startLife } from './life.ts'
import type { Change, Found } from './talk.ts'
import { openWire } from './wire.ts'

export type Plan = {
	readonly changes: number
	readonly kills: number
	readonly people: number
	readonly requests: number
	readonly seed: number
	/** Of an empty database; a new SQLite file when absent. */
	readonly databaseUrl?: string
	/** Told after each life. */
	readonly onLife?: (lives: number) => void
}

/** `idle`: it had done all its work before the moment that was drawn for it. */
type Ending = Kill['at'] | 'idle'

export type Report = Verdict & {
	/** How each life ended. */
	readonly kills: readonly Ending[]
	/** Milliseconds that a start took, from `begin` to listening. */
	readonly starts: readonly number[]
	/** Changes that were asked for again, under the same key, because nothing was heard. */
	readonly askedAgain: number
	readonly faults: readonly string[]
	readonly milliseconds: number
}

/** A claim ends by itself after so long: `src/notices/relay.ts`. */
const lease = 5 * 60_000
const start = Date.UTC(2026, 10, 23, 9)
/** How often what waits may put off the end. */
const mostDrains = 500

/** Kills the real service again and again while support answers, and looks at who was told what. */
export async function checkOutbox(plan: Plan): Promise<Report> {
	const began = performance.now()
	const random = seededRandom(plan.seed)
	const clock = { time: start, now: () => clock.time }
	const ends: (() => Promise<unknown>)[] = []
	try {
		const service = await compileService()
		ends.push(service.remove)
		const folder = await mkdtemp(join(tmpdir(), 'sportello-outbox-'))
		ends.push(() => rm(folder, { recursive: true, force: true }))
		const slack = await startSlack({
			now: clock.now,
			scopes: manifest.oauth_config.scopes.bot,
			events: manifest.settings.event_subscriptions.bot_events,
			team: { id: space, name: 'Acme', domain: 'acme' },
		})
		ends.push(slack.stop)
		const environment = {
			PORT: '0',
			DATABASE_URL: plan.databaseUrl ?? `sqlite:${join(folder, 'sportello.db')}`,
			FILES_URL: `file:${join(folder, 'files')}`,
			...slackEnvironment(slack),
			...(plan.databaseUrl && { SECRET_KEY: 'k'.repeat(32) }),
		}
		const desk = await setDesk(
			environment,
			clock,
			plan,
			(id, realName) => void slack.person({ id, realName }),
		)

		let strike: (step: Step) => boolean = () => false
		const wire = await openWire(slack.apiUrl, (life, moment) => life === lives.length && strike(moment))
		ends.push(() => wire.close())
		const lives: Found[] = []
		const faults: string[] = []
		const kills: Report['kills'][number][] = []
		const starts: number[] = []
		const load = () => {
			const life = startLife(service.program, fault => faults.push(fault))
			ends.push(() => {
				life.kill()
				return life.over
			})
			return life
		}
		let next = load()

		const changes = drawChanges(random, plan.changes, desk)
		const asking = [...changes]
		const acknowledged = new Set<Change>()
		const unheard = new Set<Change>()
		let askedAgain = 0

		for (let number = 1; number <= plan.kills + 1; number += 1) {
			const last = number > plan.kills
			const life = next
			// The next one loads meanwhile.
			if (!last) next = load()
			const found = await begin(life, number)
			lives.push(found)
			const drawn = last ? undefined : drawKill(random)
			const kill = arm(life, drawn)
			strike = step => kill.strike(step)
			const share = Math.round((plan.changes * (plan.kills + 1 - number)) / (plan.kills + 1))
			while (!kill.done() && asking.length > share) {
				const batch = asking.splice(0, Math.min(asking.length - share, 1 + random.below(4)))
				await Promise.all(batch.map(change => act(life, change)))
			}
			if (last) await drainAll(life)
			else if (!kill.done()) {
				clock.time += random.below(lease)
				await life.ask({ do: 'drain', now: clock.time })
			}
			kills.push(...(last ? [] : [kill.end()]))
			if (last) life.kill()
			await life.over
			await wire.idle()
			// Sometimes what the dead one held is free again at once, sometimes not yet.
			clock.time += random.below(2 * lease)
			// Most ask again where they heard nothing.
			const again = [...unheard].filter(() => random.chance(0.9))
			unheard.clear()
			askedAgain += again.length
			asking.unshift(...again)
			plan.onLife?.(number)
		}

		const verdict = await judge({ environment, clock, desk, changes, acknowledged, lives, wire, slack })
		return { ...verdict, kills, starts, askedAgain, faults, milliseconds: performance.now() - began }

		async function begin(life: Life, number: number): Promise<Found> {
			const before = performance.now()
			const apiUrl = wire.apiUrl(number)
			const reply = await life.ask({
				do: 'begin',
				now: clock.time,
				environment: { ...environment, SLACK_API_URL: apiUrl },
			})
			if (!reply?.found) throw new Error(`the service did not start: ${reply?.refused ?? 'it ended'}`)
			starts.push(performance.now() - before)
			return reply.found
		}

		async function act(life: Life, change: Change): Promise<void> {
			clock.time += random.below(3_000)
			const reply = await life.ask({ do: 'answer', now: clock.time, by: desk.diego.id, change })
			if (!reply) return void unheard.add(change)
			if (reply.refused !== undefined) throw new Error(`an answer was refused: ${reply.refused}`)
			acknowledged.add(change)
			strike('acknowledged')
		}

		async function drainAll(life: Life): Promise<void> {
			for (let drains = 0; drains < mostDrains; drains += 1) {
				const reply = await life.ask({ do: 'drain', now: clock.time })
				if (!reply || reply.refused !== undefined) throw new Error(reply?.refused ?? 'the service ended')
				if (reply.next === undefined) return
				clock.time = Math.max(clock.time + 1, reply.next)
			}
		}
	} finally {
		for (const end of ends.toReversed()) await end()
	}
}

/** Has a life end as was drawn; what is left of it when its work is done ends idle. */
function arm(life: Life, kill: Kill | undefined) {
	let how: Ending | undefined
	let timer: NodeJS.Timeout | undefined
	let left = kill?.nth
	const end = (what: Ending) => {
		how ??= what
		life.kill()
	}
	const fall = ({ at, after }: Kill) => {
		if (after === 0) end(at)
		else timer = setTimeout(() => end(at), after)
	}
	if (kill && left === 0) fall(kill)
	return {
		done: () => how !== undefined,
		/** @returns whether the life is over */
		strike(step: Step): boolean {
			if (kill && left && (kill.at === step || kill.at === 'any time')) {
				left -= 1
				if (left === 0) fall(kill)
			}
			return how !== undefined
		},
		end() {
			clearTimeout(timer)
			end('idle')
			return how ?? 'idle'
		},
	}
}

/** Everyone's turn comes as often: one notice tells no more than ten answers in full, whenever it is told. */
function drawChanges(random: Random, count: number, { tickets }: Desk): readonly Change[] {
	let round: Desk['tickets'][number][] = []
	return Array.from({ length: count }, (_, index) => {
		if (round.length === 0) round = [...tickets]
		const [ticket] = round.splice(random.below(round.length), 1)
		const word = `w${String(index).padStart(5, '0')}`
		return { word, ticket: ticket?.id ?? '', once: word }
	})
}
