import { openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { SlackStandIn } from '../../standins/slack/index.ts'
import type { Desk } from './desk.ts'
import type { Change, Found } from './talk.ts'
import type { Wire } from './wire.ts'

export type Evidence = {
	readonly environment: Readonly<Record<string, string>>
	readonly clock: { now(): number }
	readonly desk: Desk
	readonly changes: readonly Change[]
	readonly acknowledged: ReadonlySet<Change>
	/** What each life of the service found in the database. */
	readonly lives: readonly Found[]
	readonly wire: Wire
	readonly slack: SlackStandIn
}

export type Verdict = {
	readonly changes: number
	readonly acknowledged: number
	/** Answers that are there though nobody heard that they are. */
	readonly unheardButThere: number
	/** Times that an answer was told to its requester. */
	readonly told: number
	/** Of these more than once, because the platform took it and the service ended before it could mark it. */
	readonly toldAgain: number
	/** Messages that stand for a request beside another one, for the same reason. */
	readonly standingAgain: number
	/** What must not be. */
	readonly breaches: readonly string[]
}

/** A message that the platform took, as the wire saw it. */
type Post = {
	readonly reference: string
	readonly channel: string
	readonly life: number
	readonly heard: boolean
}

const word = /\bw\d{5}\b/g

/** Compares what is in the database with what was acknowledged and with what stands in people's chats. */
export async function judge(evidence: Evidence): Promise<Verdict> {
	const breaches: string[] = []
	const there = await readAnswers(evidence, breaches)
	const told = new Map<string, Post[]>()
	const standing = new Map<string, Post[]>()
	for (const { channel, ts, threadTs, blocks } of evidence.slack.world.messages) {
		const reference = `${channel}:${ts}`
		const posting = evidence.wire.postings.get(reference)
		if (!posting) {
			breaches.push(`${reference} came from nobody`)
			continue
		}
		const post = { reference, channel, ...posting }
		const said = JSON.stringify(blocks)
		if (threadTs) for (const [found] of said.matchAll(word)) add(told, found, post)
		else add(standing, `${channel} ${/#(\d+)/.exec(said)?.[1]}`, post)
	}

	for (const change of evidence.acknowledged) {
		if (!there.has(change.word)) breaches.push(`${change.word} was acknowledged, and is not there`)
	}
	for (const { word, ticket } of evidence.changes) {
		const posts = told.get(word) ?? []
		const requester = evidence.desk.tickets.find(({ id }) => id === ticket)?.channel
		if (there.has(word) && posts.length === 0)
			breaches.push(`${word} is there, at ${there.get(word)}, and was not told`)
		if (!there.has(word) && posts.length > 0) breaches.push(`${word} was told, and is not there`)
		if (posts.some(({ channel }) => channel !== requester)) breaches.push(`${word} was told to somebody else`)
	}

	const waited = (life: number, word: string) => evidence.lives[life]?.waiting.includes(there.get(word) ?? '')
	const kept = (life: number, reference: string) => evidence.lives[life]?.standing.includes(reference)
	const toldAgain = again(told, (first, word) => waited(first.life, word) === true, breaches)
	const standingAgain = again(standing, first => kept(first.life, first.reference) === false, breaches)
	breaches.push(...evidence.slack.problems.map(problem => `Slack would refuse: ${JSON.stringify(problem)}`))
	return {
		changes: evidence.changes.length,
		acknowledged: evidence.acknowledged.size,
		unheardButThere: [...there.keys()].length - evidence.acknowledged.size,
		told: [...told.values()].reduce((sum, posts) => sum + posts.length, 0),
		toldAgain,
		standingAgain,
		breaches,
	}
}

/**
 * Counts what was said more than once; each time, the one before must have been taken from a life that ended
 * before it had marked that, which the next life found, or whose service never heard of it.
 * @param unmarked whether the life after the first found it unmarked; lives count from 1, so that is at its index
 */
function again(
	said: ReadonlyMap<string, readonly Post[]>,
	unmarked: (first: Post, what: string) => boolean,
	breaches: string[],
): number {
	let count = 0
	for (const [what, posts] of said) {
		for (const [index, second] of posts.entries()) {
			const first = posts[index - 1]
			if (!first) continue
			count += 1
			const explained = first.life === second.life ? !first.heard : unmarked(first, what)
			if (explained) continue
			breaches.push(`${what} was told in life ${first.life} and, though that was known, in ${second.life}`)
		}
	}
	return count
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
	const list = lists.get(key) ?? []
	list.push(value)
	lists.set(key, list)
}

/** @returns each answer's place as `<ticket>/<sequence>`, by its word */
async function readAnswers(
	{ environment, clock, desk, changes }: Evidence,
	breaches: string[],
): Promise<ReadonlyMap<string, string>> {
	const store = await openStore(readSettings(environment), { clock })
	const there = new Map<string, string>()
	const ticketOf = new Map(changes.map(({ word, ticket }) => [word, ticket]))
	try {
		const { tickets, notices, jobs } = store.database
		for (const { id, number } of desk.tickets) {
			const { comments } = await tickets.conversation(desk.diego, id, { size: 10_000 })
			for (const [index, { sequence, text }] of comments.entries()) {
				if (sequence !== index + 1) breaches.push(`#${number} has a gap before ${sequence}`)
				for (const [found] of text.matchAll(word)) {
					if (there.has(found)) breaches.push(`${found} is there twice`)
					if (ticketOf.get(found) !== id) breaches.push(`${found} is on another request`)
					there.set(found, `${id}/${sequence}`)
				}
			}
			const log = await notices.log({ ticket: id, size: 10_000 })
			for (const { state, channel, why } of log) {
				if (state === 'sent' && channel === 'slack') continue
				breaches.push(`#${number}: one is ${state} (${channel ?? why ?? 'no reason'})`)
			}
			// Nobody is told of the request that they opened.
			if (log.length !== comments.length - 1) {
				breaches.push(`#${number} has ${comments.length - 1} answers and ${log.length} notices`)
			}
		}
		if ((await notices.nextDue()) !== undefined) breaches.push('notices wait')
		if ((await jobs.nextDue()) !== undefined) breaches.push('jobs wait')
	} finally {
		await store.close()
	}
	return there
}
