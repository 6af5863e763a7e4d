import { operations } from '../../../adapters/api/operations.ts'
import { exportAddress } from '../../../src/features/files.ts'
import { asking, tokenFor } from '../../adapters/api/caller.ts'
import { allowed } from '../../contracts/cast.ts'
import { allAsked } from '../../features/matrix/commands.ts'
import { typesWords as typesInSlack } from '../../features/matrix/slack.ts'
import type { Stage } from '../../features/matrix/stage.ts'
import { surfaces } from '../../features/matrix/surfaces.ts'
import { typesWords as typesInTeams } from '../../features/matrix/teams.ts'
import { ways, type Who } from '../../features/matrix/verdicts.ts'
import { directMessage } from '../../standins/slack/world.ts'
import type { Report } from '../report.ts'

/** A word each, for what support and the people of a request may read. */
const shared = {
	subject: 'kakapocrag',
	text: 'takahefell',
	answer: 'hoatzinmere',
	'file name': 'drongotarn',
	'content of a file': 'potoobeck',
	rating: 'motmotholm',
} as const
/** What only support may read. */
const inside = {
	note: 'nightjarfen',
	'file name of a note': 'bitternwold',
	'content of a note’s file': 'corncrakelea',
} as const
const sought = 'kakapocrag'
/** As long, and nowhere. */
const nowhere = 'kakapozzzz'
/** Of whoever reads the metrics. */
export const metricsToken = 'm'.repeat(24)
const outsiders: readonly Who[] = ['nobody', 'user: stranger']
const insiders: readonly Who[] = ['user: requester', 'user: CC', 'user: colleague']

type Heard = { readonly who: Who; readonly where: string; readonly text: string }

/**
 * Has words in a request and in notes on it, has everybody ask everything about it, search for it, export, look at
 * files and lists, and be told what happened, and looks for the words in all that left the process.
 * @param all whether every command is asked on every surface, or only what reads, on one of each platform
 * @param logged every line of the log so far, and those to come
 */
export async function checkCanaries(
	stage: Stage,
	{ all, logged }: { readonly all: boolean; readonly logged: readonly string[] },
): Promise<Report> {
	const breaches: string[] = []
	let looked = 0
	let seen = 0
	const look = ({ who, where, text }: Heard) => {
		looked += 1
		for (const [what, word] of Object.entries({ ...shared, ...inside })) {
			if (!text.includes(word)) continue
			const may = who.startsWith('a') || (insiders.includes(who) && Object.hasOwn(shared, what))
			if (may) seen += 1
			else breaches.push(`${who}, ${where}: the ${what}`)
		}
	}
	const before = await countsOf(stage)
	const { number } = await tell(stage)
	const after = await countsOf(stage)
	if (after !== before) breaches.push(`what a stranger is counted is another: ${before} → ${after}`)

	for (const who of [...outsiders, ...insiders, 'agent: stranger'] as const) {
		for (const one of await searches(stage, who)) look(one)
		for (const one of await exports(stage, who, number)) look(one)
		const about = { number, into: number + 1, name: `Hello ${who}` }
		for (const way of ways.filter(way => all || someWays.has(way))) {
			const { asks, takes } = surfaces[way]
			const source = way.startsWith('Teams')
				? (`teams:${stage.teams.tenantId}:a:someone:1` as const)
				: 'slack:T0WORLD:D0SOMEONE:1.1'
			for (const name of allAsked.filter(takes)) {
				if (!all && !reading.has(name)) continue
				const text = await asks(stage, { who, name, about, source })
				look({ who, where: `${way}: ${name}`, text })
			}
		}
	}
	for (const one of await notices(stage)) look(one)
	for (const [where, text] of [
		['the log', logged.join('')],
		['metrics', await metrics(stage)],
	] as const) {
		// Neither is for anybody of the story, so no word belongs there.
		look({ who: 'nobody', where, text })
		if (text.length < 200) breaches.push(`${where} says hardly anything`)
	}
	if (seen < 50) breaches.push(`the words were read only ${seen} times by those they are for`)
	return {
		rows: [
			['answers, letters, messages, files and logs read', looked],
			['… where a word was, for those it is for', seen],
			['… lines of the log', logged.length],
		],
		breaches,
	}
}

const someWays: ReadonlySet<string> = new Set(['Slack, typed', 'Teams, typed', 'web, opened', 'web, sent'])
const reading: ReadonlySet<string> = new Set(
	'home list search view comment queue history deliveries export reply note'.split(' '),
)

/** Writes all the words; nobody was told anything yet. */
async function tell({ world }: Stage): Promise<{ readonly number: number }> {
	const { tickets, files } = world.app.ports
	const file = async (name: string, content: string) => ({
		...{ at: 'store' as const, name: `${name}.txt`, type: 'text/plain' },
		...(await files.put(
			(async function* () {
				yield Buffer.from(content)
			})(),
			1_000,
		)),
	})
	const ada = { by: world.cast.ada.id, via: 'test' }
	const { ticket } = allowed(
		await tickets.open({
			...ada,
			subject: `The lamp of ${shared.subject}`,
			text: `It is dark at ${shared.text}.`,
			files: [await file(shared['file name'], shared['content of a file'])],
		}),
	)
	const on = { ticket: ticket.id }
	allowed(await tickets.addCc({ ...ada, ...on, email: world.cast.ben.email }))
	allowed(
		await tickets.addComment({
			...world.diego,
			...on,
			text: `Between us: ${inside.note}`,
			files: [await file(inside['file name of a note'], inside['content of a note’s file'])],
			public: false,
		}),
	)
	const answer = { text: `Try ${shared.answer}.`, files: [], status: 'solved' as const }
	allowed(await tickets.addComment({ ...world.diego, ...on, ...answer }))
	allowed(await tickets.rate({ ...ada, ...on, good: true, text: `Thank you, ${shared.rating}.` }))
	return ticket
}

/** What a stranger is told of how much there is. */
async function countsOf(stage: Stage): Promise<string> {
	const { world, cast } = stage
	const ask = asking(world, await tokenFor(world, world.cast.mallory))
	const pages = ['/requests', '/requests?scope=ccd', '/requests?scope=organization', '/home'].map(
		async path => (await cast['user: stranger'].browser.get(path)).text,
	)
	const words = await typesInSlack(stage, 'user: stranger', 'mine')
	const lists = await Promise.all([...pages, ...scopes.map(async path => (await ask('GET', path)).text)])
	return [...lists, words].join('\n').replaceAll(/\b\d{10}\.\d{6}\b|[\w-]{16,}/g, '')
}
const scopes = ['requested', 'ccd', 'organization'].map(scope => `/me/tickets?scope=${scope}`)

/** Looks for a word of the subject; whoever may not read it is answered as for one that is nowhere. */
async function searches(stage: Stage, who: Who): Promise<readonly Heard[]> {
	const { world, cast } = stage
	const { account, browser } = cast[who]
	const heard: Heard[] = []
	const api = account && asking(world, await tokenFor(world, account))
	const ask = async (where: string, act: (word: string) => Promise<string>) => {
		const found = await act(sought)
		const none = await act(nowhere)
		// The answer repeats the word that was asked for.
		heard.push({ who, where: `search, ${where}`, text: found.replaceAll(sought, '') })
		const normal = (text: string) =>
			text
				.replaceAll(/kakapo\w{4}/g, '#')
				.replaceAll(/"trigger_id":"[^"]*"|\b\d{10}\.\d{6}\b|[\w-]{16,}/g, '')
		if (!who.startsWith('a') && !insiders.includes(who) && normal(found) !== normal(none))
			heard.push({ who, where: `search, ${where}: it can be told that there is something`, text: sought })
	}
	for (const list of ['mine', 'cc', 'org']) {
		await ask(`Slack, ${list}`, word => typesInSlack(stage, who, `${list} ${word}`))
		await ask(`Teams, ${list}`, word => typesInTeams(stage, who, `${list} ${word}`))
	}
	for (const scope of ['requested', 'ccd', 'organization']) {
		await ask(
			`web, ${scope}`,
			async word => (await browser.get(`/requests?scope=${scope}&search=${word}`)).text,
		)
		if (api)
			await ask(
				`API, ${scope}`,
				async word => (await api('GET', `/me/tickets?scope=${scope}&search=${word}`)).text,
			)
	}
	return heard
}

/** Everything that is read with an address or a token. */
async function exports({ world, cast }: Stage, who: Who, number: number): Promise<readonly Heard[]> {
	const { account } = cast[who]
	if (!account) return []
	const { ports, database } = world.app
	const address = new URL(exportAddress(ports, account.id))
	const exported = await fetch(`${world.address}${address.pathname}${address.search}`)
	const heard: Heard[] = [{ who, where: 'export', text: await exported.text() }]
	const ask = asking(world, await tokenFor(world, account))
	const files = await database.store.kysely.selectFrom('attachments').select('id').execute()
	for (const { method, at } of operations) {
		if (method !== 'GET') continue
		const ids = at.startsWith('/files') ? files.map(({ id }) => id) : [account.id]
		for (const id of at.includes('{id}') ? ids : ['']) {
			const path = at.replace('{number}', String(number)).replace('{id}', String(id))
			const answer = await ask(method, path)
			heard.push({ who, where: `API: GET ${path}`, text: JSON.stringify([...answer.headers]) + answer.text })
		}
	}
	return heard
}

/** All that anyone is told of it, an hour later. */
async function notices(stage: Stage): Promise<readonly Heard[]> {
	const { world, slack, teams, cast } = stage
	slack.world.messages.length = 0
	teams.world.messages = []
	world.mail.forget()
	world.clock.advance(60 * 60_000)
	await world.app.drain()
	const heard: Heard[] = []
	for (const who of [...outsiders, ...insiders]) {
		const { user, account } = cast[who]
		const alone = directMessage(slack.world, user).id
		const said = [
			...slack.world.messages.filter(({ channel }) => channel === alone),
			...teams.world.messages.filter(({ conversation }) => conversation === `a:${user}`),
			...world.mail.letters().filter(({ to }) => account && to.includes(account.email)),
		]
		heard.push(...said.map(one => ({ who, where: 'told', text: JSON.stringify(one) })))
	}
	const told = slack.world.messages.length + teams.world.messages.length
	// Where everybody reads, as whoever knows nothing.
	const rooms = slack.world.messages.filter(({ channel }) => !channel.startsWith('D'))
	heard.push(...rooms.map(one => ({ who: 'nobody' as const, where: 'channel', text: JSON.stringify(one) })))
	if (told === 0) throw new Error('nobody was told anything')
	return heard
}

async function metrics({ world }: Stage): Promise<string> {
	const answer = await fetch(`${world.address}/metrics`, {
		headers: { authorization: `Bearer ${metricsToken}` },
	})
	return answer.text()
}
