import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import { slackEnvironment, teamsEnvironment } from '../../standins/environment.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { startTeams } from '../../standins/teams/index.ts'
import { startService } from '../service.ts'
import { commands } from './commands.ts'
import { setDesk } from './desk.ts'
import { openGun, type Outcome, type Shot } from './shot.ts'
import { slackShots } from './slack.ts'
import { anonymousShots, teamsShots } from './teams.ts'
import { webShots } from './web.ts'

export type Plan = {
	/** For each of Slack, Teams and the pages with the API. */
	readonly payloads: number
	/** To the address of Teams, without a good token. */
	readonly anonymous: number
	readonly seed: number
	/** Of an empty database; a new SQLite file when absent. */
	readonly databaseUrl?: string
	/** Told now and then how far it is. */
	readonly onBatch?: (surface: Surface, sent: number) => void
}

export const surfaces = ['Slack', 'Teams', 'pages and API', 'Teams, anonymous'] as const
export type Surface = (typeof surfaces)[number]

export type Tally = {
	readonly sent: number
	/** How many were answered with what status; 0: closed without an answer. */
	readonly statuses: Readonly<Record<number, number>>
}

export type Found = {
	readonly tallies: Readonly<Record<Surface, Tally>>
	/** What the service logged as an error, and how often. */
	readonly faults: Readonly<Record<string, number>>
	readonly breaches: readonly string[]
	readonly milliseconds: number
}

/** Few enough that what is drawn at once stays small, and sessions are begun anew often. */
const batch = 250
const connections = 8
/** As many of each as have to be let in, or only the door was tried. */
const leastTaken: Readonly<Record<Surface, number>> = {
	Slack: 0.5,
	Teams: 0.5,
	'pages and API': 0.1,
	'Teams, anonymous': 0,
}
/** In an answer it is a word of the code's own: a stack, a library, a database. */
const inner =
	/\n\s+at \S+ \(|node:internal|node_modules|\/(src|adapters)\/\w+|\.[jt]sx?:\d+|\b(Type|Range|Reference|Syntax|Sqlite|Zod|Database|Assertion)Error\b|SQLITE_|unhandled/i
/** A mistake in the code, not something outside that failed. */
const mistakes = [
	'TypeError',
	'RangeError',
	'ReferenceError',
	'SyntaxError',
	'URIError',
	'ZodError',
	'SqliteError',
]

/** Sends what nobody sends who means well to the service, a process of its own, and looks at how it answers. */
export async function checkFuzz(plan: Plan): Promise<Found> {
	const began = performance.now()
	const ends: (() => unknown)[] = []
	try {
		const folder = await mkdtemp(join(tmpdir(), 'sportello-fuzz-'))
		ends.push(() => rm(folder, { recursive: true, force: true }))
		const team = 'T0WORLD'
		const slack = await startSlack({
			scopes: manifest.oauth_config.scopes.bot,
			events: manifest.settings.event_subscriptions.bot_events,
			team: { id: team, name: 'Acme', domain: 'acme' },
		})
		ends.push(slack.stop)
		const teams = await startTeams()
		ends.push(() => teams.stop())
		const users = ['ada', 'carla', 'diego'] as const
		for (const who of users) slack.person({ id: `U0${who.toUpperCase()}`, name: who })

		const origin = 'http://localhost:3000'
		const environment = {
			PORT: '0',
			PUBLIC_URL: origin,
			DATABASE_URL: plan.databaseUrl ?? `sqlite:${join(folder, 'sportello.db')}`,
			FILES_URL: `file:${join(folder, 'files')}`,
			SECRET_KEY: 'k'.repeat(32),
			TRUSTED_PROXIES: '127.0.0.1',
			LOG_LEVEL: 'error',
			...slackEnvironment(slack),
			...teamsEnvironment(teams),
		}
		const teamsIds = { ada: '1', carla: '2', diego: '3' }
		const chatsOf = (who: (typeof users)[number]) => [
			{ platform: 'slack', space: team, user: `U0${who.toUpperCase()}` },
			{ platform: 'teams', space: teams.tenantId, user: teamsIds[who] },
		]
		const desk = await setDesk(environment, {
			chats: { ada: chatsOf('ada'), carla: chatsOf('carla'), diego: chatsOf('diego') },
			requests: plan.payloads,
		})
		ends.push(() => desk.close())
		const service = await startService(environment, folder)
		ends.push(() => service.stop())
		const gun = openGun(service.address, connections)
		ends.push(() => gun.close())

		teams.world.files.set('1', { name: 'a.txt', bytes: Buffer.from('hello'), type: 'text/plain' })
		const typed = commands(desk.numbers)
		const tenant = {
			tenantId: teams.tenantId,
			botId: teams.world.botId,
			serviceUrl: teams.serviceUrl,
			authorization: `Bearer ${await teams.issuer.sign({ exp: Math.floor(Date.now() / 1_000) + 24 * 60 * 60 })}`,
			users: [...Object.values(teamsIds), '4'],
			file: new URL('onedrive/1', teams.serviceUrl).href,
		}
		const workspace = {
			secret: slack.signingSecret,
			team,
			users: [...users.map(who => `U0${who.toUpperCase()}`), 'U0MALLORY', 'USLACKBOT'],
		}
		const shots: Readonly<Record<Surface, (cookies: readonly string[]) => fc.Arbitrary<Shot>>> = {
			Slack: () => slackShots(workspace, typed),
			Teams: () => teamsShots(tenant, typed),
			'pages and API': cookies =>
				webShots({ origin, cookies, tokens: desk.tokens, numbers: desk.numbers }, typed),
			'Teams, anonymous': () => anonymousShots(tenant, typed),
		}

		const breaches = new Set<string>()
		const tallies = {} as Record<Surface, Tally>
		let seed = plan.seed
		for (const surface of surfaces) {
			const statuses: Record<number, number> = {}
			const count = surface === 'Teams, anonymous' ? plan.anonymous : plan.payloads
			let sent = 0
			while (sent < count && service.ended() === undefined) {
				const cookies = await desk.restore()
				const numRuns = Math.min(batch, count - sent)
				const drawn = fc.sample(shots[surface](cookies), { numRuns, seed: (seed += 1) })
				await inParallel(drawn, async shot => {
					const outcome = await gun.fire(shot).catch((error: unknown) => String(error))
					const wrong = typeof outcome === 'string' ? outcome : wrongIn(outcome, shot)
					if (wrong) breaches.add(`${surface}: ${wrong}: ${described(shot)}`)
					if (typeof outcome === 'string') return
					statuses[outcome.status] = (statuses[outcome.status] ?? 0) + 1
				})
				sent += numRuns
				slack.world.ledger.length = 0
				teams.world.messages.length = 0
				plan.onBatch?.(surface, sent)
			}
			tallies[surface] = { sent, statuses }
			const taken = (statuses[200] ?? 0) + (statuses[201] ?? 0) + (statuses[204] ?? 0)
			if (taken < leastTaken[surface] * sent) breaches.add(`${surface}: only ${taken} of ${sent} were taken`)
		}

		if (service.ended() === undefined) {
			const health = await gun.fire({ method: 'GET', path: '/readyz', headers: {} })
			if (health.status !== 200) breaches.add(`afterwards it is not ready: ${health.status} ${health.text}`)
			const code = await service.stop()
			if (code !== 0) breaches.add(`asked to end, it ended with ${code}`)
		} else breaches.add(`the service ended with ${service.ended()}: ${service.said()}`)
		const said = service.said().replace(/^Sportello listens.*\n/, '')
		if (/unhandled|rejection|\n\s+at /i.test(said)) breaches.add(`on standard error: ${said.slice(0, 500)}`)
		const faults: Record<string, number> = {}
		for (const fault of service.faults) {
			const line = `${fault.event}: ${fault.class}: ${fault.message}`.slice(0, 200)
			faults[line] = (faults[line] ?? 0) + 1
			if (mistakes.includes(fault.class)) breaches.add(`logged: ${line} ${fault.at.slice(0, 3).join(' ')}`)
		}
		return { tallies, faults, breaches: [...breaches], milliseconds: performance.now() - began }
	} finally {
		for (const end of ends.toReversed()) await end()
	}
}

function wrongIn({ status, head, text }: Outcome, { method }: Shot): string | undefined {
	if (status >= 500) return `answered ${status}`
	// What is no HTTP may be hung up on.
	if (status === 0 && method !== undefined) return 'not answered'
	const [found] = inner.exec(head) ?? inner.exec(text) ?? []
	return found && `the answer tells of “${found}”`
}

function described({ method, path, headers, body = '' }: Shot): string {
	const kept = Object.fromEntries(
		Object.entries(headers).filter(([name]) => !/^(authorization|cookie|x-slack)/i.test(name)),
	)
	return `${method} ${path} ${JSON.stringify(kept)} ${String(body)}`.slice(0, 1_500)
}

async function inParallel<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
	const left = all.values()
	await Promise.all(
		Array.from({ length: connections }, async () => {
			for (const one of left) await work(one)
		}),
	)
}
