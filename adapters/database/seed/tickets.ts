import type { Priority, Status } from '../../../src/domain/ticket.ts'
import { shownStatus } from '../../../src/domain/ticket.ts'
import type { Phrases } from './phrases.ts'
import { phrases } from './phrases.ts'
import type { SeededCompany } from './people.ts'
import type { Random } from './random.ts'

/** A ticket as it is going to be written, with its conversation. */
export type SeededTicket = {
	readonly subject: string
	readonly status: Status
	readonly priority: Priority
	readonly requester: number
	readonly organization: number
	readonly assignee: number | null
	readonly ccs: readonly number[]
	readonly createdAt: number
	readonly activityAt: number
	readonly waitingSince: number | null
	readonly answeredAt: number | null
	readonly solvedAt: number | null
	readonly comments: readonly SeededComment[]
}

export type SeededComment = {
	readonly author: number
	readonly public: boolean
	/** Sentences, of which many tickets share most. */
	readonly sentences: readonly string[]
	readonly at: number
}

const largestCompanyShare = 0.1
const minute = 60_000
const day = 24 * 60 * minute

/** Everything that tickets are made from. */
export type Setting = {
	readonly companies: readonly [SeededCompany, ...SeededCompany[]]
	readonly agents: readonly [number, ...number[]]
	/** Ends with the newest ticket. */
	readonly now: number
	readonly span: number
}

/** @param age 1 for the oldest ticket, 0 for the newest */
export function seedTicket(random: Random, setting: Setting, age: number): SeededTicket {
	const company = random.chance(largestCompanyShare) ? setting.companies[0] : random.pick(setting.companies)
	const words = phrases[company.locale]
	const thing = random.pick(words.things)
	const requester = member(random, company)
	const agent = random.pick(setting.agents)
	const createdAt = Math.floor(setting.now - age * setting.span) - minute
	const status = statusAt(random, age)
	const comments = [...conversation(random, { words, thing, requester, agent, createdAt, status })]
	const spoken = comments.filter(comment => comment.public)
	const answers = spoken.filter(comment => comment.author === agent)
	const unanswered = spoken.slice(spoken.findLastIndex(comment => comment.author === agent) + 1)
	const activityAt = Math.min(setting.now, Math.max(createdAt, ...spoken.map(comment => comment.at)))
	const before = (at: number | undefined) => (at === undefined ? null : Math.min(setting.now, at))
	return {
		subject: random
			.pick(words.subjects)
			.replace('{thing}', thing)
			.replace('{place}', random.pick(words.places)),
		status,
		priority: random.chance(0.8) ? 'normal' : random.pick(['low', 'high', 'urgent']),
		requester,
		organization: company.id,
		assignee: status === 'new' ? null : agent,
		ccs: ccsOf(random, setting, company, requester),
		createdAt,
		activityAt,
		waitingSince: shownStatus[status] === 'open' ? before(unanswered[0]?.at) : null,
		answeredAt: before(answers[0]?.at),
		solvedAt: shownStatus[status] === 'solved' ? activityAt : null,
		comments,
	}
}

/** A few people of each company ask for most. */
function member(random: Random, company: SeededCompany): number {
	return company.first + Math.floor(company.size * random.next() ** 2)
}

function ccsOf(
	random: Random,
	setting: Setting,
	company: SeededCompany,
	requester: number,
): readonly number[] {
	if (!random.chance(0.25)) return []
	const ccs = new Set([member(random, company), member(random, random.pick(setting.companies))])
	ccs.delete(requester)
	return [...ccs]
}

/** The newer, the likelier it is under way. */
function statusAt(random: Random, age: number): Status {
	if (age > 0.02) return random.chance(0.97) ? 'closed' : random.pick(['open', 'pending', 'hold'])
	return random.pick(['new', 'new', 'open', 'open', 'pending', 'pending', 'hold', 'solved', 'solved'])
}

function* conversation(
	random: Random,
	story: {
		readonly words: Phrases
		readonly thing: string
		readonly requester: number
		readonly agent: number
		readonly createdAt: number
		readonly status: Status
	},
): Iterable<SeededComment> {
	const { words, thing, requester, agent } = story
	let at = story.createdAt
	const opening = [random.pick(words.openings).replace('{thing}', thing)]
	if (random.chance(0.5)) opening.push(random.pick(words.openings).replace('{thing}', thing))
	if (random.chance(0.2)) opening.push(`${words.tag} PC-${10_000 + random.below(90_000)}.`)
	yield { author: requester, public: true, sentences: opening, at }
	if (story.status === 'new') return
	do {
		at += random.below(day)
		yield { author: agent, public: true, sentences: [random.pick(words.answers)], at }
		if (random.chance(0.1)) {
			yield { author: agent, public: false, sentences: [random.pick(words.notes)], at }
		}
		if (story.status === 'pending' || random.chance(0.5)) continue
		at += random.below(day)
		yield { author: requester, public: true, sentences: [random.pick(words.replies)], at }
	} while (random.chance(0.25))
}
