import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../../../adapters/database/seed/random.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { post } from '../../standins/slack/acts.ts'
import type { Person, SlackStandIn } from '../../standins/slack/index.ts'
import { directMessage } from '../../standins/slack/world.ts'
import { contentsOf, type Field } from '../../standins/teams/find.ts'
import type { Person as TeamsPerson, Teams } from '../../standins/teams/index.ts'
import { actionsOf } from '../../standins/teams/nodes.ts'
import { messageText } from '../../standins/teams/screen.ts'
import { cardOf, type Message } from '../../standins/teams/world.ts'
import type { Desk } from '../crash/desk.ts'

const say = wordsOf('en')
const kinds = ['list', 'open', 'reply', 'form', 'thread', 'answer'] as const
type Kind = (typeof kinds)[number]
const peoples = ['list', 'open', 'reply', 'form', 'thread'] as const
const inTeamsToo = ['list', 'open', 'reply'] as const
const replying = ['reply.text', 'reply.submit'] as const

/** One thing that somebody does, known by a word that stands in nothing else. */
export type Act = {
	readonly word: string
	/**
	 * `list` changes nothing. `open`: a new request, by a form. `reply`: in one line. `form`: an addition by a form,
	 * with a file. `thread`: a message under the one that stands for the request. `answer`: support's, by the API.
	 */
	readonly kind: Kind
	/** Where it was done, or where whoever hears of it is. */
	readonly platform: 'slack' | 'teams'
	/** Absent for a new one. */
	readonly ticket?: Desk['tickets'][number]
	/** Of whoever asked. */
	readonly channel: string
	/** Whether the service has said that it was done; nobody knows where it has said nothing. */
	acknowledged: boolean
	/** How often it was asked for again, for want of an answer. */
	again: number
}

/** Who writes, and where: everybody through the balancer. */
export type House = {
	readonly desk: Desk
	/** The requests of those who are in Teams. */
	readonly inTeams: Desk['tickets']
	readonly slack: SlackStandIn
	readonly teams: Teams
	readonly address: string
	readonly random: Random
}

export type Load = {
	readonly acts: readonly Act[]
	/**
	 * Goes on until each kind was done once, which a slow machine takes longer for, and lets what is under way come to
	 * its end.
	 * @returns what was never done
	 */
	end(): Promise<readonly Pick<Act, 'kind' | 'platform'>[]>
}

const every = [
	...kinds.map(kind => ({ kind, platform: 'slack' }) as const),
	...inTeamsToo.map(kind => ({ kind, platform: 'teams' }) as const),
]
/** For what was never done it goes on so long after its end, in milliseconds. */
const longest = 120_000

/** Between two tries at what nobody answered, in milliseconds, and how many there are. */
const betweenTries = 300
const mostTries = 40

/** Everyone does one thing after the other, and support answers beside them. @param pause between two, at most */
export function startLoad({ desk, inTeams, slack, teams, address, random }: House, pause: number): Load {
	const acts: Act[] = []
	const known = new Set<Message>()
	let endsBy: number | undefined
	const act = (kind: Kind, ticket: Desk['tickets'][number]): Act => {
		const word = `w${String(acts.length + 1).padStart(5, '0')}`
		const place = { channel: ticket.channel, ...(kind !== 'open' && { ticket }) }
		const platform = inTeams.includes(ticket) ? 'teams' : 'slack'
		const begun: Act = { word, kind, platform, ...place, acknowledged: false, again: 0 }
		acts.push(begun)
		return begun
	}
	/** Of a message under another Slack alone hears whether it was taken. */
	const wasDone = ({ kind, platform }: (typeof every)[number]) =>
		acts.some(
			one => one.kind === kind && one.platform === platform && (one.acknowledged || kind === 'thread'),
		)
	const neverDone = () => every.filter(one => !wasDone(one))
	const goesOn = () => endsBy === undefined || (performance.now() < endsBy && neverDone().length > 0)
	const keepOn = async (one: () => Promise<void>, most = pause) => {
		while (goesOn()) {
			await one()
			await wait(random.below(most))
		}
	}

	const lives = [...byUser(desk.tickets)].map(([user, tickets]) => {
		const person = slack.person({ id: user })
		return keepOn(async () => {
			const kind = random.pick(peoples)
			const ticket = random.pick(tickets)
			if (kind === 'thread') return void [ticket, ...tickets].some(writeUnder)
			await doIt(person, act(kind, ticket))
		})
	})
	for (const [user, tickets] of byUser(inTeams)) {
		const person = teams.person({ id: user })
		lives.push(keepOn(() => doInTeams(person, act(random.pick(inTeamsToo), random.pick(tickets)))))
	}
	// Each request in its turn: what is told of one that was told of a moment ago waits.
	const all = desk.tickets.flatMap((ticket, index) => [ticket, ...inTeams.slice(index, index + 1)])
	let turn = 0
	lives.push(
		keepOn(async () => {
			const ticket = all[(turn += 1) % all.length]
			if (ticket) await answer(act('answer', ticket))
		}, pause / 3),
	)

	return {
		acts,
		async end() {
			endsBy = performance.now() + longest
			await Promise.all(lives)
			return neverDone()
		},
	}

	async function doIt(person: Person, one: Act): Promise<void> {
		const { kind, word, ticket } = one
		if (kind === 'list') {
			one.acknowledged = !(await person.types('/tickets mine', { channel: 'bot' })).error
		} else if (kind === 'reply') {
			const seen = await person.types(`/tickets reply ${ticket?.number} Try ${word}.`, { channel: 'bot' })
			one.acknowledged = !seen.error && isDone(seen.screen) && seen.screen.includes(`#${ticket?.number}`)
		} else {
			const words = kind === 'open' ? 'new Something' : `reply ${ticket?.number}`
			const opened = await person.types(`/tickets ${words}`, { channel: 'bot' })
			if (opened.error || !person.modal) return
			await person.fills({ [say(kind === 'open' ? 'new.text' : 'reply.text')]: `Try ${word}.` })
			const file = { name: `${word}.bin`, bytes: bytesOf(word) }
			if (kind === 'form') await person.attaches(say('reply.files'), [file])
			let screen = ''
			for (let tries = 0; tries < mostTries; tries += 1) {
				screen = (await person.submits()).screen
				// Sent again, as people do with a form that still stands there.
				if (!person.modal?.failure) break
				one.again += 1
				await wait(betweenTries)
			}
			const { failure, errors } = person.modal ?? {}
			if (errors && Object.keys(errors).length > 0)
				throw new Error(`${word} was refused: ${JSON.stringify(errors)}`)
			one.acknowledged = failure === undefined && isDone(screen)
			if (person.modal) await person.closes({ all: true })
		}
	}

	/**
	 * Types a message and, but for the list, fills in the card that comes and sends it (Action.Execute). What nobody
	 * answered stays unheard: pressed again it would be another act.
	 */
	async function doInTeams(person: TeamsPerson, one: Act): Promise<void> {
		const { kind, word, ticket } = one
		if (kind === 'list') {
			one.acknowledged = !(await person.types('mine')).error
			return
		}
		const [label, submit] = kind === 'open' ? (['new.text', 'new.submit'] as const) : replying
		const asked = await person.types(kind === 'open' ? 'new Something' : `reply ${ticket?.number}`)
		// News may come beside it.
		const form = person.messages().findLast(message => fieldIn(message, say(label)) && !known.has(message))
		const field = form && fieldIn(form, say(label))
		if (asked.error || !form || !field) return
		known.add(form)
		const index = actionsOf(cardOf(form)).findIndex(
			({ type, title }) => type === 'Action.Execute' && title === say(submit),
		)
		const sent = await person.does(form, index, { [field.id]: `Try ${word}.` })
		one.acknowledged = !sent.error && !fieldIn(form, say(label)) && isDone(messageText(form))
	}

	/**
	 * Slack sends it by itself, again where it is not answered; the ledger says whether it was.
	 * @returns false where no message stands for the request yet
	 */
	function writeUnder(ticket: Desk['tickets'][number]): boolean {
		const { id: channel } = directMessage(slack.world, ticket.user)
		const standing = slack.world.messages.findLast(
			message =>
				message.channel === channel &&
				message.byBot &&
				!message.threadTs &&
				!message.ephemeralFor &&
				JSON.stringify(message.blocks).includes(`#${ticket.number}`) &&
				// The service knows where it stands before it says anything under it.
				slack.world.messages.some(({ byBot, threadTs }) => byBot && threadTs === message.ts),
		)
		if (!standing) return false
		const text = `Try ${act('thread', ticket).word}.`
		const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] }
		const blocks = [{ type: 'rich_text', elements: [section] }]
		post(slack.world, { channel, user: ticket.user, text, blocks, threadTs: standing.ts })
		return true
	}

	/** Asked for again under the same key until it is answered, as the API's users do. */
	async function answer(one: Act): Promise<void> {
		const key = randomUUID()
		for (let tries = 0; tries < mostTries && !one.acknowledged; tries += 1) {
			const response = await fetch(`${address}/api/v1/tickets/${one.ticket?.number}/comments`, {
				method: 'POST',
				headers: {
					authorization: `Bearer ${desk.token}`,
					'content-type': 'application/json',
					'idempotency-key': key,
				},
				body: JSON.stringify({ text: `Try ${one.word}.` }),
			})
			const said = await response.text()
			one.acknowledged = response.status === 201
			if (one.acknowledged) return
			if (response.status < 500) throw new Error(`the API answered ${response.status}: ${said}`)
			one.again += 1
			await wait(betweenTries)
		}
	}
}

/** Whether an answer says neither that there is none just now, nor that something has failed. */
function isDone(screen: string): boolean {
	return !screen.includes(say('unavailable.title')) && !screen.includes(say('failed.title'))
}

type Tickets = readonly [Desk['tickets'][number], ...Desk['tickets']]

function byUser(tickets: Desk['tickets']): ReadonlyMap<string, Tickets> {
	const found = new Map<string, Tickets>()
	for (const ticket of tickets) found.set(ticket.user, [ticket, ...(found.get(ticket.user) ?? [])])
	return found
}

function fieldIn(message: Message, label: string): Field | undefined {
	const card = cardOf(message)
	return card && contentsOf(card).fields.find(field => field.label === label)
}

/** Up to 100 KB, the same for the same word. */
export function bytesOf(word: string): Buffer {
	const seed = createHash('sha256').update(word).digest()
	return Buffer.alloc(1 + (seed.readUInt16BE(0) % 3_000) * 32, seed)
}
