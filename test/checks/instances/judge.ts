import { createHash } from 'node:crypto'
import type { OpenStore } from '../../../adapters/main.ts'
import { recount } from '../../adapters/database/recount.ts'
import type { SlackStandIn } from '../../standins/slack/index.ts'
import type { Teams } from '../../standins/teams/index.ts'
import type { Posting } from '../crash/wire.ts'
import { type Act, bytesOf } from './load.ts'

export type Evidence = {
	readonly store: OpenStore
	readonly slack: SlackStandIn
	readonly teams: Teams
	readonly acts: readonly Act[]
	/** By `<channel>:<ts>`, which life of an instance posted a message. */
	readonly postings: ReadonlyMap<string, Posting>
	/** When a life was ended by a kill, in milliseconds since 1970. */
	readonly killed: ReadonlyMap<number, number>
}

export type Verdict = {
	/** Writes that were acknowledged, by kind, and how many of these are in the database. */
	readonly kept: Readonly<Record<string, { readonly acknowledged: number; readonly there: number }>>
	/** Writes of which nothing was heard, and how many of these are there all the same. */
	readonly unheard: { readonly acts: number; readonly there: number }
	/** Files that were acknowledged, and those of them that are kept to the byte. */
	readonly files: { readonly acknowledged: number; readonly there: number }
	/** Answers that somebody is to be told of, and what of that stands in their chat. */
	readonly news: {
		readonly due: number
		readonly told: number
		/** Of these, in Teams. */
		readonly inTeams: number
		readonly missing: number
	}
	/** What was told twice, or stands beside another, because a kill came between Slack and the mark. */
	readonly toldAgain: number
	readonly breaches: readonly string[]
}

const word = /\bw\d{5}\b/g
/** A kill explains what was told again only where it came so soon after the first time, in milliseconds. */
const unmarked = 2_000

/** Compares what is in the store with what was acknowledged, and with what stands in people's chats. */
export async function judge(evidence: Evidence): Promise<Verdict> {
	const { store, acts } = evidence
	const breaches: string[] = []
	const there = await readWords(store)
	const acknowledged = acts.filter(act => isAcknowledged(evidence, act) && act.kind !== 'list')
	const unheard = acts.filter(act => !isAcknowledged(evidence, act) && act.kind !== 'list')
	const kept: Record<string, { acknowledged: number; there: number }> = {}
	for (const { word, kind, platform } of acknowledged) {
		const name = platform === 'teams' && kind !== 'answer' ? `${kind} in Teams` : kind
		const count = (kept[name] ??= { acknowledged: 0, there: 0 })
		count.acknowledged += 1
		if (there.has(word)) count.there += 1
		else breaches.push(`${word} (${kind}) was acknowledged, and is not there`)
	}
	for (const { word, kind, ticket } of acts) {
		const places = there.get(word) ?? []
		if (places.length > 1) breaches.push(`${word} (${kind}) is there ${places.length} times`)
		if (ticket && places.some(place => place.ticket !== ticket.number))
			breaches.push(`${word} is on another request`)
	}
	const files = await judgeFiles(evidence, acknowledged, there, breaches)
	const told = judgeTold(evidence, there, breaches)
	await judgeWhole(evidence, breaches)
	return {
		kept,
		unheard: { acts: unheard.length, there: unheard.filter(({ word }) => there.has(word)).length },
		files,
		...told,
		breaches,
	}
}

/** What Slack sends by itself was acknowledged where the ledger says so. */
function isAcknowledged({ slack }: Evidence, { kind, word, acknowledged }: Act): boolean {
	if (kind !== 'thread') return acknowledged
	return slack.ledger.some(
		({ way, what, status, request }) =>
			way === 'to_service' &&
			what.startsWith('event message.im') &&
			status === 200 &&
			(request as { readonly event?: { readonly text?: string } }).event?.text === `Try ${word}.`,
	)
}

/** A message that says something, and when it came; by whom only Slack's wire tells. */
type Said = { readonly channel: string; readonly at: number; readonly life?: number | undefined }

type Place = { readonly ticket: number; readonly sequence: number }

async function readWords({ database }: OpenStore): Promise<ReadonlyMap<string, readonly Place[]>> {
	const rows = await database.store.kysely
		.selectFrom('comments')
		.select(['ticket_id', 'sequence', 'text'])
		.execute()
	const there = new Map<string, Place[]>()
	for (const { ticket_id: ticket, sequence, text } of rows) {
		for (const [found] of text.matchAll(word)) {
			there.set(found, [...(there.get(found) ?? []), { ticket, sequence }])
		}
	}
	return there
}

async function judgeFiles(
	{ store }: Evidence,
	acknowledged: readonly Act[],
	there: ReadonlyMap<string, readonly Place[]>,
	breaches: string[],
): Promise<Verdict['files']> {
	const rows = await store.database.store.kysely.selectFrom('attachments').selectAll().execute()
	const expected = acknowledged.filter(({ kind }) => kind === 'form')
	let count = 0
	for (const { word } of expected) {
		const [place] = there.get(word) ?? []
		const found = rows.filter(
			({ ticket_id, sequence }) => ticket_id === place?.ticket && sequence === place.sequence,
		)
		const [file] = found
		if (found.length !== 1 || !file?.key) {
			breaches.push(`${word} has ${found.length} files, ${file?.state ?? 'none'}`)
			continue
		}
		const hash = createHash('sha256')
		for await (const chunk of (await store.files.get(file.key)) ?? []) hash.update(chunk)
		const right = createHash('sha256').update(bytesOf(word)).digest('hex')
		if (hash.digest('hex') === right && file.name === `${word}.bin`) count += 1
		else breaches.push(`the file of ${word} is not what it was`)
	}
	return { acknowledged: expected.length, there: count }
}

/**
 * Every answer stands once in the thread of whoever asked in Slack, where one message stands for each request, and
 * came once in Teams.
 */
function judgeTold(
	{ slack, teams, acts, postings, killed }: Evidence,
	there: ReadonlyMap<string, readonly Place[]>,
	breaches: string[],
): Pick<Verdict, 'news' | 'toldAgain'> {
	const told = new Map<string, Said[]>()
	const said = (what: string, one: Said) => told.set(what, [...(told.get(what) ?? []), one])
	for (const { channel, ts, threadTs, byBot, ephemeralFor, blocks } of slack.world.messages) {
		if (!byBot || ephemeralFor) continue
		const text = JSON.stringify(blocks)
		const one = { channel, at: Number(ts) * 1_000, life: postings.get(`${channel}:${ts}`)?.life }
		if (threadTs) for (const found of new Set(text.match(word))) said(found, one)
		else said(`#${/#(\d+)/.exec(text)?.[1]}`, one)
	}
	for (const { conversation: channel, from, came, at } of teams.world.messages) {
		if (from !== teams.world.botId) continue
		for (const found of new Set(JSON.stringify(came).match(word))) said(found, { channel, at })
	}
	const due = acts.filter(({ kind, word }) => kind === 'answer' && there.has(word))
	const missing = due.filter(({ word }) => !told.has(word))
	for (const { word, ticket } of missing) breaches.push(`${word} is on #${ticket?.number}, and was not told`)
	for (const { word, channel } of due) {
		if (told.get(word)?.some(one => one.channel !== channel))
			breaches.push(`${word} was told to somebody else`)
	}
	const isExplained = ({ at, life }: Said) => {
		const deaths = life === undefined ? [...killed.values()] : [killed.get(life) ?? 0]
		return deaths.some(death => at <= death && death - at < unmarked)
	}
	let toldAgain = 0
	for (const [what, times] of told) {
		for (const [index] of times.slice(1).entries()) {
			const first = times[index]
			if (first && isExplained(first)) toldAgain += 1
			else breaches.push(`${what} ${what.startsWith('#') ? 'stands' : 'was told'} ${times.length} times`)
		}
	}
	const inTeams = due.filter(({ platform, word }) => platform === 'teams' && told.has(word)).length
	const news = { due: due.length, told: due.length - missing.length, inTeams, missing: missing.length }
	return { news, toldAgain }
}

async function judgeWhole({ store, slack, teams, acts }: Evidence, breaches: string[]): Promise<void> {
	const { database } = store
	const log = await database.store.kysely
		.selectFrom('deliveries')
		.select(['ticket_id', 'state', 'channel', 'why'])
		.execute()
	const inTeams = new Set(
		acts.flatMap(({ platform, ticket }) => (platform === 'teams' ? ticket?.number : [])),
	)
	for (const { ticket_id: ticket, state, channel, why } of log) {
		if (state !== 'sent' || channel !== (inTeams.has(ticket) ? 'teams' : 'slack'))
			breaches.push(`a notice is ${state}: ${why ?? 'no reason'}`)
	}
	for (const { queue, givenUp } of await database.backlog()) {
		if (givenUp > 0) breaches.push(`${givenUp} ${queue} were given up`)
	}
	breaches.push(...(await recount(database)), ...(await database.integrity()))
	// What was not answered is counted where it was passed on.
	const refused = slack.problems.filter(
		({ problem }) => !/^(answered with status 50[23]|dispatch_failed)$/.test(problem),
	)
	breaches.push(...refused.map(problem => `Slack would refuse: ${JSON.stringify(problem)}`))
	const refusedByTeams = teams.problems.filter(problem => !/^the service answers 50[23]$/.test(problem))
	breaches.push(...new Set(refusedByTeams.map(problem => `Teams would refuse: ${problem}`)))
}
