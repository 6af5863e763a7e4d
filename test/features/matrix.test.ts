import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandNames } from '../../src/commands/command.ts'
import { parseWords } from '../../src/commands/parse.ts'
import { table } from '../../src/commands/table.ts'
import { wordsOf } from '../../src/words/index.ts'
import { type About, allAsked, type Asked, asked, commandIn, typed } from './matrix/commands.ts'
import { canaries, type Case, openStage, type Stage } from './matrix/stage.ts'
import { surfaces } from './matrix/surfaces.ts'
import {
	type Answer,
	answers,
	otherwise,
	people,
	verdictOn,
	verdicts,
	type Way,
	ways,
	type Who,
} from './matrix/verdicts.ts'

const say = wordsOf('en')
const sample: About = { number: 1_042, into: 1_043, name: 'Hello' }

let stage: Stage
let cells = 0
beforeAll(async () => {
	stage = await openStage()
})
afterAll(async () => {
	await stage.close()
	expect(stage.slack.problems).toEqual([])
	expect(stage.teams.problems).toEqual([])
	expect(stage.world.faults).toEqual([])
})

test('every command of the table has its verdicts, and no other', () => {
	expect(commandNames.toSorted()).toEqual(Object.keys(table).toSorted())
	expect(Object.keys(verdicts).toSorted()).toEqual(allAsked.toSorted())
	const known: readonly string[] = answers
	for (const way of ways) {
		for (const name of allAsked) {
			for (const who of people)
				expect(known, `${way}: ${name} by ${who}`).toContain(verdictOn(way, name, who))
		}
		expect([...allAsked, 'rest']).toEqual(expect.arrayContaining(Object.keys(otherwise[way])))
	}
})

test('every command that is typed is asked by its words', () => {
	for (const name of commandNames) {
		const words = typed[name]?.(sample)
		expect([name, words !== undefined]).toEqual([name, table[name].spoken !== undefined])
		if (words !== undefined) expect(parseWords(words)).toMatchObject({ do: name })
	}
	for (const name of allAsked) expect(asked[name](sample).do).toBe(commandIn(name))
})

/** Requests that nobody has changed yet, for the next to try; by whose they are, and how they stand. */
const untouched = new Map<string, Case[]>()

function poolFor(way: Way, who: Who, name: Asked): Case[] {
	const asker = who === 'agent: requester' ? who : 'Ada'
	const key = [way.split(',')[0], asker, name === 'rate'].join(' ')
	const pool = untouched.get(key) ?? []
	untouched.set(key, pool)
	return pool
}

async function caseFor(way: Way, who: Who, name: Asked): Promise<Case> {
	const kept = poolFor(way, who, name).pop()
	if (kept) return kept
	const at = ++cells
	const source = way.startsWith('Slack')
		? `slack:T0WORLD:D0SOMEONE:1700000000.${String(at).padStart(6, '0')}`
		: `teams:${stage.teams.tenantId}:a:someone:${at}`
	const made = await stage.ask(who, source)
	if (name === 'rate') {
		const { tickets } = stage.world.app.ports
		await tickets.setStatus({ ...stage.world.diego, ticket: made.ticket.id, status: 'solved' })
	}
	return made
}

/** What someone was answered, by all that was said. */
function answerIn(heard: string, { number }: About, before: string, after: string): Answer | 'failed' {
	const has = (words: string) => heard.includes(words)
	if (has(say('failed.title'))) return 'failed'
	if (has(say('refused.role'))) return 'role'
	if (has(say('refused.ticket', { number: String(number) })) || has(say('portal.notFound'))) return 'absent'
	if (has(say('connect.title')) || has(connectFirst) || signIn.some(has)) return 'link'
	if (has(say('chat.pointer.personal'))) return 'aside'
	if (has(say('refused.title')) || has(say('portal.malformed')) || has(taken)) return 'no'
	if (after !== before) return 'done'
	return heard ? 'shown' : 'silent'
}
const connectFirst = say('chat.connect.first', { word: 'connect' })
const signIn = [say('portal.signIn.needed'), say('portal.signedOut.text'), say('web.unsent')]
/** Beside a card in a channel a refusal has no title. */
const taken = say('take.taken', { number: '', name: 'Diego Sala' }).split('#')[0] ?? ''

/** Whom what stands where is for. */
function leakedTo(who: Who, heard: string, answer: Answer | 'failed'): readonly string[] {
	const outsider = who === 'nobody' || who === 'user: stranger'
	const refused = ['role', 'absent', 'link', 'aside', 'silent'].includes(answer)
	const hidden = [
		...(outsider || refused ? [canaries.subject] : []),
		...(who === 'nobody' || who.startsWith('user') || refused ? [canaries.note] : []),
	]
	return hidden.filter(word => heard.includes(word))
}

describe.each(ways)('%s', way => {
	const { asks, takes } = surfaces[way]
	describe.each(allAsked.filter(takes))('%s', name => {
		test.each(people.map(who => [who, verdictOn(way, name, who)] as const))(
			'by %s: %s',
			async (who, verdict) => {
				const { ports, database } = stage.world.app
				const chosen = await caseFor(way, who, name)
				const other = name === 'merge' ? await caseFor(way, who, name) : chosen
				const { ticket, source } = chosen
				const about = { number: ticket.number, into: other.ticket.number, name: `Hello ${++cells}` }
				const { account } = stage.cast[who]
				if (name === 'unmute' && account) {
					const until = stage.world.clock.now() + 60_000
					await ports.accounts.mute({ by: account.id, via: 'test', ticket: ticket.id, until })
				}
				const before = await stage.state(ticket)
				const heard = await asks(stage, { who, name, about, source })
				const after = await stage.state(ticket)
				const answer = answerIn(heard, about, before, after)
				expect(answer, heard).toBe(verdict)
				if (verdict !== 'done') expect(after).toBe(before)
				expect(leakedTo(who, heard, answer)).toEqual([])
				for (const table of ['triage_rooms', 'mutes'] as const) {
					await database.store.kysely.deleteFrom(table).execute()
				}
				if (after === before) poolFor(way, who, name).push(...new Set([chosen, other]))
			},
		)
	})
})
