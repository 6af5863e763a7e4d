import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../../adapters/database/seed/random.ts'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import { slackEnvironment } from '../../standins/environment.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { type Act, drawActs, hands, type Kept } from './acts.ts'
import { compileService } from '../compile.ts'
import { setDesk, space } from './desk.ts'
import { judge, type Verdict } from './judge.ts'
import { child, type Life, startLife } from './life.ts'
import { type Kill, type Point, placedKill, points, randomKill, type Step } from './points.ts'
import type { Found } from './talk.ts'
import { openWire } from './wire.ts'

export type Plan = {
	/** Kills at any moment. */
	readonly random: number
	/** Kills at the points, in turn. */
	readonly placed: number
	readonly people: number
	/** Requests that each of them has at the start. */
	readonly requests: number
	readonly seed: number
	/** Of an empty database; a new SQLite file when absent. */
	readonly databaseUrl?: string
	/** Told after each life. */
	readonly onLife?: (lives: number) => void
}

export type Report = Verdict & {
	readonly kills: readonly (Point | 'any time')[]
	/** Milliseconds that a start took, from `begin` to listening. */
	readonly starts: readonly number[]
	/** What was asked for again, under the same key, because nothing was heard. */
	readonly askedAgain: number
	/** What the service logged as an error. */
	readonly faults: readonly string[]
	readonly milliseconds: number
}

/** A claim ends by itself after so long: `src/notices/relay.ts`. */
const lease = 5 * 60_000
/**
 * The same for each run, so that a seed draws the same days and hours; and long past, as each life takes some minutes:
 * files are dated by the machine's clock, and one ahead of it would have a start sweep an upload that is under way. So
 * nothing is ever old enough to be swept: that files which are left over go is not tried here.
 */
const start = Date.UTC(2025, 0, 6, 9)
/** How often what waits may put off the end. */
const mostDrains = 500
const actsInALife = 3
/** After so many more a life has not come to where it was to be killed. */
const mostMore = 50
/** Of what was logged, told where the check cannot go on. */
const faultsTold = 5

/** Kills the real service again and again while people write, and looks at what is there and who was told. */
export async function checkCrash(plan: Plan): Promise<Report> {
	const began = performance.now()
	const random = seededRandom(plan.seed)
	const clock = { time: start, now: () => clock.time }
	const ends: (() => Promise<unknown>)[] = []
	try {
		const service = await compileService(child)
		ends.push(service.remove)
		const folder = await mkdtemp(join(tmpdir(), 'sportello-crash-'))
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
		const kills: (Point | 'any time')[] = []
		const starts: number[] = []
		const load = () => {
			const life = startLife(service.program(child), fault => faults.push(fault))
			ends.push(() => {
				life.kill()
				return life.over
			})
			return life
		}
		let next = load()

		const drawn = drawActs(random, desk)
		const acts: Act[] = []
		const acknowledged = new Set<Act>()
		const unheard = new Set<Act>()
		const kept: Kept[] = []
		const work = hands(desk, slack.signingSecret, clock.now, file => kept.push(file))
		let askedAgain = 0

		const wanted: (Point | 'any time')[] = [
			...Array.from({ length: plan.random }, () => 'any time' as const),
			...Array.from({ length: plan.placed }, (_, index) => points[index % points.length] ?? points[0]),
		]
		while (wanted.length > 0) {
			const [at = 'any time'] = wanted.splice(random.below(wanted.length), 1)
			const life = next
			// The next one loads meanwhile.
			next = load()
			await live(life, at === 'any time' ? randomKill(random) : placedKill(random, at)).catch(cause => {
				const logged = faults.slice(-faultsTold).join('\n')
				throw new Error(`a life did not come to its end (${at}); last was logged:\n${logged}`, { cause })
			})
			kills.push(at)
			plan.onLife?.(kills.length)
		}
		await lastLife(next)
		const evidence = { environment, clock, desk, acts, acknowledged, kept, lives, wire, slack }
		const verdict = await judge(evidence)
		return { ...verdict, kills, starts, askedAgain, faults, milliseconds: performance.now() - began }

		/** Whoever lives has more to do until its kill has come. */
		async function live(life: Life, drawnKill: Kill): Promise<void> {
			const kill = arm(life, drawnKill)
			strike = step => kill.strike(step)
			const address = await begin(life, drawnKill)
			const fresh = address === undefined ? [] : newActs()
			const asking = address === undefined ? [] : [...unheardAgain(), ...fresh]
			for (let more = 0; !kill.done(); more += 1) {
				while (asking.length > 0 && !kill.done()) {
					await Promise.all(
						asking.splice(0, 1 + random.below(3)).map(act => attempt(life, address ?? '', act)),
					)
				}
				clock.time += random.below(lease)
				if (kill.done() || (await life.ask({ do: 'drain', now: clock.time })) === undefined) break
				if (more === mostMore) throw new Error(`it has done ${more} more acts`)
				// It comes to each of the points.
				asking.push(draw('answer'))
			}
			if ((await life.over) !== 'SIGKILL') throw new Error('it has ended by itself')
			for (const act of asking) unheard.add(act)
			await wire.idle()
			// On SQLite the next start frees what the dead one held; on PostgreSQL its claim may not have ended yet.
			clock.time += random.below(2 * lease)
		}

		async function lastLife(life: Life): Promise<void> {
			strike = () => false
			const address = await begin(life, undefined)
			for (const act of unheard) {
				askedAgain += 1
				await attempt(life, address ?? '', act)
			}
			for (let drains = 0; drains < mostDrains; drains += 1) {
				const reply = await life.ask({ do: 'drain', now: clock.time })
				if (!reply || reply.refused !== undefined) throw new Error(reply?.refused ?? 'the service ended')
				if (reply.next === undefined) break
				clock.time = Math.max(clock.time + 1, reply.next)
			}
			life.kill()
			await life.over
			await wire.idle()
		}

		/** @returns where it listens; undefined when it was killed before it did */
		async function begin(life: Life, kill: Kill | undefined): Promise<string | undefined> {
			const before = performance.now()
			const apiUrl = wire.apiUrl(lives.length + 1)
			const reply = await life.ask({
				do: 'begin',
				now: clock.time,
				environment: { ...environment, SLACK_API_URL: apiUrl },
			})
			if (reply && !reply.found) throw new Error(`the service did not start: ${reply.refused}`)
			// What dies before it has begun has done nothing.
			if (!reply?.found) return undefined
			lives.push(reply.found)
			const placed = kill && 'inside' in kill ? { kill } : {}
			const started = await life.ask({ do: 'start', now: clock.time, ...placed })
			if (started?.refused !== undefined) throw new Error(`the service did not start: ${started.refused}`)
			starts.push(performance.now() - before)
			return started?.address
		}

		/** Most ask again where they heard nothing, some later. */
		function unheardAgain(): readonly Act[] {
			const again = [...unheard].filter(() => random.chance(0.9))
			for (const act of again) unheard.delete(act)
			askedAgain += again.length
			return again
		}

		/** None while much is unheard: whoever waits for an answer does not go on. */
		function newActs(): readonly Act[] {
			return unheard.size > 2 * actsInALife ? [] : Array.from({ length: actsInALife }, () => draw())
		}

		function draw(kind?: Act['kind']): Act {
			const act = drawn.next(kind)
			acts.push(act)
			return act
		}

		async function attempt(life: Life, address: string, act: Act): Promise<void> {
			clock.time += random.below(3_000)
			const there = await life.ask({ do: 'wait', now: clock.time })
			if (!there || !(await work(address, act))) return void unheard.add(act)
			unheard.delete(act)
			acknowledged.add(act)
			strike('acknowledged')
		}
	} finally {
		for (const end of ends.toReversed()) await end()
	}
}

/** Has a life end as was drawn. */
function arm(life: Life, kill: Kill) {
	let over = false
	let left = kill.nth
	void life.over.then(() => {
		over = true
	})
	const end = () => {
		over = true
		life.kill()
	}
	const fall = () => {
		if ('inside' in kill || kill.after === 0) end()
		else setTimeout(end, kill.after)
	}
	if ('outside' in kill && left === 0) fall()
	return {
		done: () => over,
		/** @returns whether the life is over */
		strike(step: Step): boolean {
			if ('outside' in kill && left > 0 && (kill.outside === step || kill.outside === 'any time')) {
				left -= 1
				if (left === 0) fall()
			}
			return over
		},
	}
}
