import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Identity } from '../../../src/domain/identity.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { TryLater, Unreachable } from '../../../src/ports/outside.ts'
import { mayBeWriting, patience, readStanding, writeStanding } from '../../../adapters/teams/standing.ts'
import type { World } from '../../../adapters/teams/turn.ts'
import { commentBytes } from '../../../src/rules/limits.ts'
import type { NoticeView } from '../../../src/views/view.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { checkCard } from '../../standins/teams/check.ts'
import { contentsOf } from '../../standins/teams/find.ts'
import { type Card, cardOf, type Json, type Message, valueOf } from '../../standins/teams/world.ts'
import { noticeExample } from '../../views/notices.ts'
import { commentExample } from '../../views/tickets.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')
const fromBot = ({ from }: Message) => from.startsWith('28:')

describe('notices', () => {
	let service: Service
	let ticket: Ticket
	let ada: Identity
	let kept: string[]
	beforeEach(async () => {
		service = await openService()
		const { world, teams, link } = service
		const act = { by: world.cast.ada.id, via: 'test' }
		ticket = allowed(
			await world.app.ports.tickets.open({ ...act, subject: 'Lamp', text: 'It is dark.', files: [] }),
		).ticket
		await link(service.ada, world.cast.ada)
		await service.ada.types('help')
		const { aadObjectId } = teams.activity({ id: '29:ada' }, {}).from as { aadObjectId: string }
		ada = { platform: 'teams', space: teams.tenantId, user: aadObjectId }
		kept = []
	})
	afterEach(async () => {
		await service.close()
		expect(service.teams.problems).toEqual([])
		expect(service.world.faults).toEqual([])
	})

	/** News of Ada's lamp, as the service composes it. */
	const news = (text: string): NoticeView => {
		const usual = noticeExample('en', 'usual')
		const { number, subject } = ticket
		const comment = commentExample('en', 'usual', 3, [{ kind: 'paragraph', spans: [{ text }] }])
		return {
			...usual,
			ticket: { ...usual.ticket, number, subject },
			title: `#${number}: Diego Sala answered`,
			news: [{ headline: 'Diego Sala answered', at: comment.at, comment }],
			...(usual.reply && { reply: { ...usual.reply, command: { do: 'reply', number, sent: 'yes' } } }),
			actions: [
				{ label: say('ticket.open'), command: { do: 'view', number } },
				{ label: say('ticket.reply'), command: { do: 'reply', number } },
			],
		}
	}
	const state = (text: string): NoticeView => {
		const { news: told, ...notice } = news(text)
		return { ...notice, news: [], ...(told[0]?.comment && { latest: told[0].comment }) }
	}
	const notify = (notice: NoticeView, standing = kept.at(-1)) =>
		service.world.app.ports.chats.notify(ada, notice, standing, async id => {
			kept.push(id)
		})
	/** What it was refused with. */
	const failure = (notice: NoticeView, standing?: string) =>
		notify(notice, standing).then(
			() => undefined,
			(error: unknown) => error,
		)
	const cards = () => service.ada.messages().filter(fromBot)
	const idOf = (reference: string | undefined) => reference?.split('@')[0]
	/** Nobody writes for so long. */
	const later = () => service.world.clock.advance(patience)
	const cardAt = (reference: string | undefined) => {
		const id = idOf(reference)
		const message = cards().find(each => each.id === id)
		const card = message && cardOf(message)
		if (!message || !card) throw new Error(`no card ${id}`)
		return { message, card, shows: JSON.stringify(card), fields: contentsOf(card).fields }
	}
	const said = async () => {
		const { tickets } = service.world.app.ports
		const { comments } = await tickets.conversation(service.world.cast.diego, ticket.id, { size: 100 })
		return comments.map(({ text }) => text)
	}
	const place = () => service.world.app.database.places.find(ada)

	it('come as a card of their own, with what was said, its files and a field to answer in', async () => {
		const before = cards().length
		await notify(news('Which bulb?'))
		expect(cards()).toHaveLength(before + 1)
		const { message, shows, fields } = cardAt(kept[0])
		expect(message.summary).toBe(`#${ticket.number}: Diego Sala answered`)
		expect(service.ada.screen()).toContain('Which bulb?')
		expect(service.ada.screen()).toContain(`#${ticket.number} · ${say('status.awaiting')}`)
		expect(shows).toContain('photo.png')
		expect(fields.map(({ label }) => label)).toEqual([say('reply.text')])
		expect(service.ada.link(say('ticket.web'))).toMatch(/^https:/)
	})

	it('leave of the earlier card where the request stands', async () => {
		await notify(news('Which bulb?'))
		later()
		const before = cards().length
		let atKeep: string | undefined
		await service.world.app.ports.chats.notify(ada, news('E27?'), kept[0], async id => {
			// Whoever dies here has told the news once and knows where.
			atKeep = cardAt(kept[0]).shows
			kept.push(id)
		})
		expect(kept).toHaveLength(2)
		expect(cards()).toHaveLength(before + 1)
		expect(atKeep).toContain('Which bulb?')
		expect(cardAt(kept[1]).fields).toHaveLength(1)
		const earlier = cardAt(kept[0])
		expect(earlier.fields).toEqual([])
		expect(earlier.shows).toContain('E27?')
		expect(earlier.shows).not.toContain('Which bulb?')
		expect(earlier.shows).not.toContain('Diego Sala answered')
		expect(earlier.message.summary).toBe(`#${ticket.number} Lamp – ${say('status.awaiting')}`)
	})

	it('without news only change the card that stands there, and nobody is called', async () => {
		await notify(news('Which bulb?'))
		later()
		const before = cards().length
		await notify(state('A 60 W one.'))
		expect(cards()).toHaveLength(before)
		expect(kept).toHaveLength(1)
		expect(cardAt(kept[0]).shows).toContain('A 60 W one.')
		expect(cardAt(kept[0]).fields).toEqual([])
		const { calls } = service.teams.world
		await service.world.app.ports.chats.notify(ada, state('None stands'), undefined, async () => {
			throw new Error('nothing new')
		})
		expect(service.teams.world.calls).toBe(calls)
	})

	it('are told though the earlier card is gone, and without news nothing is', async () => {
		await notify(news('Which bulb?'), '1700000000000')
		expect(kept).toHaveLength(1)
		const before = cards().length
		await notify(state('A 60 W one.'), '1700000000000')
		expect(cards()).toHaveLength(before)
		expect(kept).toHaveLength(1)
	})

	it.each([
		{ status: 502 },
		{ status: 429, retryAfter: '60' },
		{ status: 403, code: 'ConversationBlockedByUser' },
	])('are told once though the earlier card cannot be changed: $status', async refusal => {
		const { app } = service.world
		await notify(news('Which bulb?'))
		later()
		const before = cards().length
		await app.ports.chats.notify(ada, news('E27?'), kept[0], async id => {
			kept.push(id)
			service.teams.refuse(refusal)
		})
		expect(cards()).toHaveLength(before + 1)
		expect(cardAt(kept[0]).shows).toContain('Which bulb?')
	})

	it.each([
		{ status: 403, code: 'ConversationBlockedByUser' },
		{ status: 403, code: 'BotNotInConversationRoster' },
		{ status: 404, code: 'ConversationNotFound' },
	])('are for nobody where the bot is not let in: $code', async refusal => {
		await notify(news('Which bulb?'))
		later()
		for (const notice of [news('E27?'), state('E27?')]) {
			await service.ada.types('help')
			service.teams.refuse(refusal)
			expect(await failure(notice, kept[0])).toBeInstanceOf(Unreachable)
			expect(await place()).toMatchObject({ blocked: true })
			const { calls } = service.teams.world
			expect(await failure(notice, kept[0])).toBeInstanceOf(Unreachable)
			expect(service.teams.world.calls).toBe(calls)
		}
		expect(kept).toHaveLength(1)
	})

	it('wait as long as the connector asks', async () => {
		service.teams.refuse({ status: 429, retryAfter: '90' })
		expect(await failure(news('Which bulb?'))).toMatchObject({ wait: 90_000 })
		expect(kept).toEqual([])
		await notify(news('Which bulb?'))
		later()
		service.teams.refuse({ status: 429, retryAfter: '30' })
		const error = await failure(state('E27?'))
		expect(error).toBeInstanceOf(TryLater)
		expect(error).toMatchObject({ wait: 30_000 })
		expect(await place()).toMatchObject({ blocked: false })
	})

	it.each([{ status: 500 }, { status: 502 }, { status: 429 }, { status: 403, code: 'InvalidBotApiHost' }])(
		'are worth another try when the connector fails: $status $code',
		async refusal => {
			service.teams.refuse(refusal, refusal)
			for (const [notice, standing] of [[news('Which bulb?')], [state('E27?'), '1700000000000']] as const) {
				const error = await failure(notice, standing)
				expect(error).toBeInstanceOf(Error)
				expect(error).not.toBeInstanceOf(Unreachable)
				expect(error).not.toBeInstanceOf(TryLater)
			}
			expect(kept).toEqual([])
			expect(await place()).toMatchObject({ blocked: false })
		},
	)

	describe('that come while someone may be writing in an earlier one', () => {
		const fills = (reference: string | undefined, text: string) => {
			cardAt(reference).message.inputs.set('text', text)
		}
		const typedIn = (reference: string | undefined) => cardAt(reference).message.inputs.get('text')

		it('leave that one as it is, with what was typed, which can be sent', async () => {
			await notify(news('Which bulb?'))
			fills(kept[0], 'It is an')
			await notify(news('E27?'))
			await notify(state('Meanwhile'))
			expect(kept).toHaveLength(2)
			expect(typedIn(kept[0])).toBe('It is an')
			expect(cardAt(kept[0]).shows).toContain('Which bulb?')
			expect(cardAt(kept[1]).fields).toHaveLength(1)
			expect(cardAt(kept[1]).shows).not.toContain('Meanwhile')
			const { message } = cardAt(kept[0])
			await service.ada.presses(say('reply.submit'), { in: message })
			expect(await said()).toEqual(['It is dark.', 'It is an'])
		})

		it('bring it up to date once it was answered, or half an hour has gone by', async () => {
			await notify(news('Which bulb?'))
			await notify(news('E27?'))
			fills(kept[1], 'Yes')
			await service.ada.presses(say('reply.submit'), { in: cardAt(kept[1]).message })
			await notify(state('Yes'))
			expect(cardAt(kept[1]).shows).toContain('Yes')
			expect(cardAt(kept[0]).fields).toHaveLength(1)
			later()
			await notify(news('Thank you'))
			const { calls } = service.teams.world
			expect(cardAt(kept[0]).fields).toEqual([])
			expect(cardAt(kept[0]).shows).toContain('Thank you')
			await notify(state('Once'))
			expect(service.teams.world.calls).toBe(calls)
			later()
			await notify(state('Again'))
			expect(service.teams.world.calls).toBe(calls + 1)
		})

		it('are no reason to leave what may no longer be seen', async () => {
			await notify(news('Which bulb?'))
			await service.world.app.ports.chats.replace(ada, kept[0] ?? '', state('Gone'))
			expect(cardAt(kept[0]).shows).not.toContain('Which bulb?')
		})

		it('know it also after the service was started again, or in another of it', async () => {
			await notify(news('Which bulb?'))
			const { clock } = service.world
			const world = { ports: { clock }, writing: { get: () => undefined } } as unknown as World
			const card = readStanding(kept[0] ?? '')
			expect(writeStanding(card)).toBe(kept[0])
			expect(mayBeWriting(world, ada, card)).toBe(true)
			later()
			expect(mayBeWriting(world, ada, card)).toBe(false)
			expect(mayBeWriting(world, ada, readStanding('1700000000000'))).toBe(false)
		})
	})

	describe('answered in the card', () => {
		beforeEach(() => notify(news('Which bulb?')))

		it('show what was said in its place, and later where the request stands', async () => {
			const before = cards().length
			await service.ada.fills({ [say('reply.text')]: 'E27, I *think*' })
			const seen = await service.ada.submits()
			expect(seen.screen).toContain(say('reply.done', { number: String(ticket.number) }))
			expect(seen.screen).toContain('E27, I think')
			expect(seen.message?.id).toBe(idOf(kept[0]))
			await service.teams.repeat()
			expect(await said()).toEqual(['It is dark.', 'E27, I *think*'])
			await notify(state('E27, I think'))
			expect(cards()).toHaveLength(before)
			expect(cardAt(kept[0]).shows).toContain('E27, I think')
			expect(cardAt(kept[0]).shows).toContain(say('status.awaiting'))
		})

		it('ask for the words that are missing', async () => {
			const empty = await service.ada.submits()
			expect(empty.screen).toContain(`! ${say('refused.text.missing')}`)
			await service.ada.fills({ [say('reply.text')]: ' \n ' })
			const blank = await service.ada.submits()
			expect(blank.screen).toContain(say('refused.text.missing'))
			await service.ada.fills({ [say('reply.text')]: 'E27' })
			expect((await service.ada.submits()).screen).toContain('E27')
			expect(await said()).toEqual(['It is dark.', 'E27'])
		})

		it('give back what is too long', async () => {
			const { teams } = service
			const text = 'E27 '.repeat(commentBytes / 4 + 1)
			const data = { command: { do: 'reply', number: ticket.number, sent: 'yes' }, text }
			const activity = teams.activity(
				{ id: '29:ada' },
				{
					type: 'invoke',
					name: 'adaptiveCard/action',
					conversation: { id: 'a:29:ada', conversationType: 'personal', tenantId: teams.tenantId },
					replyToId: idOf(kept[0]),
					value: { action: { type: 'Action.Execute', verb: 'reply', data } },
				},
			)
			const answer = await teams.post(JSON.stringify(activity), `Bearer ${await teams.issuer.sign()}`)
			const card = (answer.body as Json).value as Card
			expect(checkCard(card)).toEqual([])
			expect(JSON.stringify(card)).toContain('The message is too long')
			const [field] = contentsOf(card).fields
			expect(field && valueOf(field.element)).toContain('E27 E27')
			expect(await said()).toHaveLength(1)
		})

		it('are answered from clients that only know the older buttons', async () => {
			await service.ada.fills({ [say('reply.text')]: 'From an old phone' })
			const seen = await service.ada.presses(say('reply.submit'), { old: true })
			expect(seen.screen).toContain(say('reply.done', { number: String(ticket.number) }))
			expect(await said()).toEqual(['It is dark.', 'From an old phone'])
		})

		it('do not change under the hands of whoever writes in a form there', async () => {
			await service.ada.presses(say('ticket.reply'))
			await service.ada.fills({ [say('reply.text')]: 'It is an' })
			await notify(state('Meanwhile'))
			expect(cardAt(kept[0]).shows).not.toContain('Meanwhile')
			expect((await service.ada.submits()).screen).toContain('It is an')
			await notify(state('Afterwards'))
			expect(cardAt(kept[0]).shows).toContain('Afterwards')
		})
	})
})
