import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { seededRandom } from '../../../adapters/database/seed/random.ts'
import { type OpenStore, openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import { slackEnvironment, teamsEnvironment } from '../../standins/environment.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { startTeams, type Teams } from '../../standins/teams/index.ts'
import { compileService } from '../compile.ts'
import { addAsker, type Desk, setDesk, space } from '../crash/desk.ts'
import { type Moment, openWire } from '../crash/wire.ts'
import type { Fault } from '../service.ts'
import { openBalancer } from './balancer.ts'
import { checkEverywhere, type Ended } from './everywhere.ts'
import { startFleet } from './fleet.ts'
import { judge, type Verdict } from './judge.ts'
import { startLoad } from './load.ts'

export type Plan = {
	/** In each of which every instance is ended and started again, one after the other. */
	readonly rounds: number
	/** Whether one is killed at the end of each round, as it calls Slack. */
	readonly kill: boolean
	/** Who write in Slack, and who in Teams. */
	readonly people: number
	readonly inTeams: number
	/** Requests that each of them has at the start. */
	readonly requests: number
	/** Milliseconds between two acts of somebody, at most. */
	readonly pause: number
	readonly seed: number
	/** Of an empty PostgreSQL database. */
	readonly databaseUrl: string
	readonly note?: (text: string) => void
}

export type Report = Verdict & {
	readonly requests: {
		readonly answered: number
		readonly failed: number
		/** Told by an instance itself to come again, for want of time: the machine was too slow. */
		readonly turnedAway: number
		/** Not accepted by one that was told to end and was still said to be ready; another one answered. */
		readonly refused: number
		/** Under way at an instance as that was killed. */
		readonly cutOff: number
		/** Milliseconds that answers took to Slack, in order of size. */
		readonly toSlack: readonly number[]
		readonly toTeams: readonly number[]
	}
	/** Milliseconds that each end by SIGTERM took. */
	readonly stops: readonly number[]
	/** What each killed one held, and milliseconds until others held it or had done it. */
	readonly takeovers: readonly { readonly held: number; readonly milliseconds: number }[]
	readonly askedAgain: number
	readonly ended: Ended
	readonly faults: readonly Fault[]
	readonly milliseconds: number
}

/** Milliseconds. */
const patience = { takeover: 120_000, rest: 180_000, strike: 20_000 } as const
/** Between two looks at the database. */
const look = 200

/** Rolls three instances under load, kills some, and looks at what is there and who was told. */
export async function checkInstances(plan: Plan): Promise<Report> {
	const began = performance.now()
	const random = seededRandom(plan.seed)
	const ends: (() => unknown)[] = []
	try {
		const compiled = await compileService()
		ends.push(compiled.remove)
		const folder = await mkdtemp(join(tmpdir(), 'sportello-instances-'))
		ends.push(() => rm(folder, { recursive: true, force: true }))
		const slack = await startSlack({
			scopes: manifest.oauth_config.scopes.bot,
			events: manifest.settings.event_subscriptions.bot_events,
			team: { id: space, name: 'Acme', domain: 'acme' },
			// How long an answer took is told apart from whether there was one.
			answerWithin: 30_000,
		})
		ends.push(slack.stop)
		const teams = await startTeams()
		ends.push(() => teams.stop())
		const balancer = await openBalancer()
		ends.push(() => balancer.close())
		const environment = {
			PORT: '0',
			PUBLIC_URL: balancer.address,
			DATABASE_URL: plan.databaseUrl,
			FILES_URL: `file:${join(folder, 'files')}`,
			SECRET_KEY: 'k'.repeat(32),
			LOG_LEVEL: 'error',
			...slackEnvironment(slack),
			...teamsEnvironment(teams),
		}
		const desk = await setDesk(
			environment,
			{ now: Date.now },
			plan,
			(id, realName) => void slack.person({ id, realName }),
		)
		const store = await openStore(readSettings(environment))
		ends.push(() => store.close())
		const inTeams = await addTeams(store, teams, plan)
		const killed = new Map<number, number>()
		let strike: (life: number, moment: Moment) => boolean = () => false
		const wire = await openWire(slack.apiUrl, (life, moment) => killed.has(life) || strike(life, moment))
		ends.push(() => wire.close())
		const fleet = await startFleet(store.database.store.kysely, balancer, life => ({
			environment: { ...environment, SLACK_API_URL: wire.apiUrl(life) },
			folder,
			program: compiled.program('adapters/cli/main.ts'),
		}))
		ends.push(() => fleet.stop())
		await slack.serves(balancer.address)
		teams.serves(balancer.address)
		// The bot speaks to whom it has heard.
		for (const user of new Set(inTeams.map(ticket => ticket.user)))
			await teams.person({ id: user }).installs()

		const breaches: string[] = []
		const stops: number[] = []
		const takeovers: { held: number; milliseconds: number }[] = []
		const load = startLoad({ desk, inTeams, slack, teams, address: balancer.address, random }, plan.pause)
		for (let round = 1; round <= plan.rounds; round += 1) {
			for (const place of fleet.lives.keys()) await roll(place)
			if (plan.kill) await kill(round)
			plan.note?.(`${round} of ${plan.rounds} rounds, ${balancer.answers.length} answers`)
		}
		for (const { kind, platform } of await load.end())
			breaches.push(`no ${kind} in ${platform === 'slack' ? 'Slack' : 'Teams'} was done`)
		if (plan.kill && takeovers.every(({ held }) => held === 0))
			breaches.push('none that was killed held any work')
		if (!(await rests(store))) breaches.push('some work is not done')
		await slack.idle()
		const { acts } = load
		const verdict = await judge({ store, slack, teams, acts, postings: wire.postings, killed })
		const { answers } = balancer
		const failed = answers.filter(({ status }) => status >= 500)
		const isCutOff = ({ by, status, at }: (typeof answers)[number]) =>
			status === 502 && at >= (killed.get(Number(by)) ?? Infinity)
		const isTurnedAway = ({ by, status }: (typeof answers)[number]) => status === 503 && by !== undefined
		const turnedAway = failed.filter(isTurnedAway).length
		const failures = failed.filter(one => !isCutOff(one) && !isTurnedAway(one))
		const sentences = failures.map(
			({ by, path, status }) =>
				`${path} was answered ${status} by ${by === undefined ? 'nobody' : `life ${by}`}`,
		)
		breaches.push(...new Set(sentences))
		// One that is told to end has to say so for as long as whoever asks takes to hear it.
		const refused = balancer.refused.filter(by => !killed.has(Number(by)))
		for (const by of new Set(refused)) breaches.push(`life ${by} took no requests before it said so`)
		const times = (to: string) =>
			answers
				.filter(({ path, status }) => path === to && status === 200)
				.map(({ milliseconds }) => milliseconds)
				.toSorted((a, b) => a - b)
		const ended = await checkEverywhere(
			{ store, slack, desk },
			fleet.lives.map(({ service }) => service.address),
			balancer.address,
		)
		return {
			...verdict,
			requests: {
				answered: answers.length - failed.length,
				failed: failures.length,
				refused: refused.length,
				turnedAway,
				cutOff: failed.length - failures.length - turnedAway,
				toSlack: times('/slack/events'),
				toTeams: times('/api/messages'),
			},
			stops,
			takeovers,
			askedAgain: acts.reduce((sum, { again }) => sum + again, 0),
			ended,
			faults: fleet.faults(),
			milliseconds: performance.now() - began,
			breaches: [...new Set([...breaches, ...verdict.breaches, ...ended.breaches])],
		}

		async function roll(place: number): Promise<void> {
			const { milliseconds, code } = await fleet.roll(place)
			stops.push(milliseconds)
			if (code !== 0) breaches.push(`a stop ended with ${code}`)
		}

		/** Kills one as it calls Slack: before that has taken it in odd rounds, after it in even ones. */
		async function kill(round: number): Promise<void> {
			const place = random.below(fleet.lives.length)
			const life = fleet.lives[place]
			if (!life) return
			await new Promise<void>(resolve => {
				const late = setTimeout(resolve, patience.strike)
				strike = (by, moment) => {
					if (by !== life.number || moment !== (round % 2 ? 'called' : 'taken')) return false
					clearTimeout(late)
					resolve()
					killed.set(life.number, Date.now())
					void life.service.kill()
					return true
				}
			})
			strike = () => false
			const at = killed.get(life.number) ?? Date.now()
			killed.set(life.number, at)
			await fleet.kill(place)
			const held = await heldBy(store, life.instance)
			await fleet.replace(place)
			while ((await heldBy(store, life.instance)) > 0 && Date.now() - at < patience.takeover) await wait(look)
			const milliseconds = Date.now() - at
			takeovers.push({ held, milliseconds })
		}
	} finally {
		for (const end of ends.toReversed()) await end()
	}
}

/** Adds people who are connected to Teams. */
async function addTeams({ database }: OpenStore, teams: Teams, plan: Plan): Promise<Desk['tickets']> {
	const tickets: Desk['tickets'][number][] = []
	for (let index = 1; index <= plan.inTeams; index += 1) {
		const user = `29:${index}`
		const lastName = `${index} in Teams`
		teams.person({ id: user, name: `Person ${lastName}` })
		const known = teams.world.people.get(user)?.aadObjectId ?? ''
		const identity = { platform: 'teams', space: teams.tenantId, user: known }
		const chat = { identity, user, channel: `a:${user}`, now: Date.now() }
		const email = `teams${index}@elsewhere.example`
		tickets.push(...(await addAsker(database, { email, lastName, ...chat }, plan.requests)))
	}
	return tickets
}

/** How much work an instance holds. */
async function heldBy({ database }: OpenStore, instance: string): Promise<number> {
	let held = 0
	for (const table of ['jobs', 'notices'] as const) {
		const { count } = await database.store.kysely
			.selectFrom(table)
			.select(({ fn }) => fn.countAll<number>().as('count'))
			.where('holder', '=', instance)
			.where('claimed', '=', 1)
			.executeTakeFirstOrThrow()
		held += count
	}
	return held
}

/** Waits until all work is done. @returns whether it is */
async function rests({ database }: OpenStore): Promise<boolean> {
	const { jobs, notices } = database
	for (const began = performance.now(); performance.now() - began < patience.rest; await wait(look)) {
		const due = await Promise.all([jobs.nextDue(), notices.nextDue()])
		if (due.every(at => at === undefined)) return true
	}
	return false
}
