import { createHash } from 'node:crypto'
import { type OpenStore, openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { recount } from '../../adapters/database/recount.ts'
import type { SlackStandIn } from '../../standins/slack/index.ts'
import type { Act, Kept } from './acts.ts'
import type { Desk } from './desk.ts'
import type { Found } from './talk.ts'
import { judgeTold, type ToldOf } from './told.ts'
import type { Wire } from './wire.ts'

export type Evidence = {
	readonly environment: Readonly<Record<string, string>>
	readonly clock: { now(): number }
	readonly desk: Desk
	readonly acts: readonly Act[]
	readonly acknowledged: ReadonlySet<Act>
	/** Files whose upload was acknowledged. */
	readonly kept: readonly Kept[]
	/** What each life of the service found in the database; lives count from 1. */
	readonly lives: readonly Found[]
	readonly wire: Wire
	readonly slack: SlackStandIn
}

export type Verdict = ToldOf & {
	readonly acts: number
	readonly acknowledged: number
	/** Files on comments, compared byte for byte. */
	readonly files: number
}

/** Where the comment with a word stands. */
export type Place = {
	readonly ticket: string
	readonly number: number
	readonly sequence: number
	/** Of the person who asked. */
	readonly channel: string
}

const word = /\bw\d{5}\b/g

/** Compares what is in the store with what was acknowledged and with what stands in people's chats. */
export async function judge(evidence: Evidence): Promise<Verdict> {
	const { environment, clock, acts, acknowledged } = evidence
	const breaches: string[] = []
	const store = await openStore(readSettings(environment), { clock })
	try {
		const there = await readPlaces(store, evidence, breaches)
		for (const { word, kind } of acknowledged) {
			if (!there.has(word)) breaches.push(`${word} (${kind}) was acknowledged, and is not there`)
		}
		const files = await judgeFiles(store, evidence, there, breaches)
		await judgeWhole(store, evidence, there, breaches)
		const told = judgeTold(evidence, there)
		return {
			...told,
			acts: acts.length,
			acknowledged: acknowledged.size,
			files,
			breaches: [...breaches, ...told.breaches],
		}
	} finally {
		await store.close()
	}
}

/** Reads every conversation as support does. */
async function readPlaces(
	{ database }: OpenStore,
	{ desk, acts }: Evidence,
	breaches: string[],
): Promise<ReadonlyMap<string, Place>> {
	const { tickets, notices, jobs } = database
	const there = new Map<string, Place>()
	const actOf = new Map(acts.map(act => [act.word, act]))
	const channelOf = new Map(desk.tickets.map(({ requester, channel }) => [requester, channel]))
	const all = await database.store.kysely.selectFrom('tickets').select('id').orderBy('id').execute()
	for (const { id: number } of all) {
		const ticket = await tickets.find(desk.diego, number)
		if (!ticket) throw new Error(`#${number} is not shown to support`)
		const { comments } = await tickets.conversation(desk.diego, ticket.id, { size: 10_000 })
		let news = 0
		for (const [index, { sequence, text, attachments }] of comments.entries()) {
			if (sequence !== index + 1) breaches.push(`#${number} has a gap before ${sequence}`)
			for (const [found] of text.matchAll(word)) {
				const act = actOf.get(found)
				if (act?.kind !== 'reply') news += 1
				if (there.has(found)) breaches.push(`${found} is there twice`)
				const isOn = act?.kind === 'ticket' ? sequence === 1 : act?.ticket.id === ticket.id
				if (!isOn) breaches.push(`${found} is on another request`)
				if (attachments.length !== (act?.kind === 'file' ? 1 : 0)) {
					breaches.push(`${found} has ${attachments.length} files`)
				}
				const channel = channelOf.get(ticket.requester.id) ?? ''
				there.set(found, { ticket: ticket.id, number, sequence, channel })
			}
		}
		const log = await notices.log({ ticket: ticket.id, size: 10_000 })
		for (const { state, channel, why } of log) {
			if (state === 'sent' && channel === 'slack') continue
			breaches.push(`#${number}: one is ${state} (${channel ?? why ?? 'no reason'})`)
		}
		if (log.length !== news) breaches.push(`#${number} has ${news} pieces of news and ${log.length} notices`)
	}
	if ((await notices.nextDue()) !== undefined) breaches.push('notices wait')
	if ((await jobs.nextDue()) !== undefined) breaches.push('jobs wait')
	return there
}

/** What was uploaded is there to the byte, and so is all that the database speaks of. */
async function judgeFiles(
	{ database, files }: OpenStore,
	{ kept, acts }: Evidence,
	there: ReadonlyMap<string, Place>,
	breaches: string[],
): Promise<number> {
	const sums = new Map<string, string>()
	const sumOf = async (key: string) => {
		const bytes = await files.get(key)
		const hash = createHash('sha256')
		if (bytes) for await (const chunk of bytes) hash.update(chunk)
		return bytes ? hash.digest('hex') : 'absent'
	}
	for (const { word, key, sha256 } of kept) {
		sums.set(key, sha256)
		if ((await sumOf(key)) !== sha256)
			breaches.push(`the file of ${word} was acknowledged, and is not what it was`)
	}
	let count = 0
	for await (const { key, sha256 } of database.attached()) {
		count += 1
		if (sums.get(key) !== sha256) breaches.push(`the file ${key} is on a comment, and was never acknowledged`)
		if ((await sumOf(key)) !== sha256) breaches.push(`the file ${key} is on a comment without its bytes`)
	}
	const expected = acts.filter(({ word, kind }) => kind === 'file' && there.has(word)).length
	if (count !== expected) breaches.push(`${count} files are on comments, and ${expected} should be`)
	return count
}

/** Nothing is half done: counters, what is repeated, what finds things, what belongs together. */
async function judgeWhole(
	{ database }: OpenStore,
	{ desk }: Evidence,
	there: ReadonlyMap<string, Place>,
	breaches: string[],
): Promise<void> {
	breaches.push(...(await recount(database)), ...(await database.integrity()))
	for (const [word, { number }] of there) {
		const { tickets } = await database.tickets.queue(desk.diego, {
			queue: 'all',
			sort: 'created',
			search: word,
			size: 5,
		})
		const found = tickets.map(ticket => ticket.number)
		if (found.join() !== String(number))
			breaches.push(`${word} is on #${number}, and found on #${found.join(', #')}`)
	}
}
