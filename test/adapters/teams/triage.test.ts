import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { triageCard } from '../../../src/triage/card.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { type Card, cardOf, type Message } from '../../standins/teams/world.ts'
import { messageText } from '../../standins/teams/screen.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')

describe('triage in a channel', () => {
	let service: Service
	beforeEach(async () => {
		service = await openService()
		await service.diego.types('help')
		await service.link(service.diego, service.world.cast.diego)
	})
	afterEach(async () => {
		await service.close()
		expect(service.teams.problems).toEqual([])
		expect(service.world.faults).toEqual([])
	})

	const open = async (subject = 'The lamp is dark'): Promise<Ticket> => {
		const { tickets } = service.world.app.ports
		const act = { by: service.world.cast.ada.id, via: 'test', subject, text: 'Secret: behind the door.' }
		return allowed(await tickets.open({ ...act, files: [] })).ticket
	}
	const here = async () => {
		await service.diego.mentions('triage here', 'channel')
	}
	/** Cards in the channel, oldest first. */
	const cards = () => service.teams.channel().filter(message => cardOf(message))
	const card = (): Message => {
		const newest = cards().at(-1)
		if (!newest) throw new Error('there is no card in the channel')
		return newest
	}
	/** What the bot said in sentences, in the whole channel or in one thread. */
	const said = (under?: Message) =>
		service.teams
			.channel(under)
			.filter(({ from, text }) => from.startsWith('28:') && text)
			.map(({ text }) => text)
	const now = async ({ number }: Ticket) => {
		const found = await service.world.app.ports.tickets.find(service.world.cast.diego, number)
		if (!found) throw new Error('it is gone')
		return found
	}
	const comments = async (ticket: Ticket) => {
		const { tickets } = service.world.app.ports
		const found = await tickets.conversation(service.world.cast.diego, ticket.id, { size: 50 })
		return found.comments.map(({ text, public: open }) => ({ text, open }))
	}

	describe('begins and ends with words of an agent', () => {
		it('says what holds, in the channel, and no more', async () => {
			const { diego } = service
			const alone = diego.messages().length
			await diego.mentions('triage', 'channel')
			expect(said()).toEqual([`${say('triage.none')} ${say('triage.how')}`])
			await diego.mentions('triage here word lamp', 'channel')
			expect(said().at(-1)).toBe(`${say('triage.shown.word', { word: 'lamp' })} ${say('triage.explain')}`)
			await diego.mentions('triage off', 'channel')
			expect(said().at(-1)).toBe(say('triage.closed'))
			expect(diego.messages()).toHaveLength(alone)
		})

		it('shows from then on each new request that fits, and no longer after that', async () => {
			const { diego, world } = service
			await open('An old lamp')
			await diego.mentions('triage here word lamp', 'channel')
			await open()
			await open('The chair is broken')
			await world.app.drain()
			expect(cards().map(messageText)).toEqual([expect.stringContaining('The lamp is dark')])
			await diego.mentions('triage off', 'channel')
			await open('Another lamp')
			await world.app.drain()
			expect(cards()).toHaveLength(1)
		})

		it('is not for people who ask for support, nor for whoever is not connected', async () => {
			const { ada, mallory, link, world, teams } = service
			await link(ada, world.cast.ada)
			await ada.mentions('triage here', 'channel')
			expect(said()).toEqual([say('refused.role')])
			await mallory.mentions('triage here', 'channel')
			expect(said().at(-1)).toBe(say('chat.pointer.personal'))
			await teams
				.person({ id: '29:guest', name: 'Guest', tenantId: crypto.randomUUID() })
				.mentions('triage here', 'channel')
			expect(said().at(-1)).toBe(say('chat.stranger'))
			await open()
			await world.app.drain()
			expect(cards()).toEqual([])
		})

		it('says what is the matter with other words, and points whoever asks for anything else home', async () => {
			const { diego } = service
			await diego.mentions('triage everything', 'channel')
			expect(said().at(-1)).toBe(say('refused.argument', { word: 'everything', usage: say('usage.triage') }))
			const ticket = await open()
			for (const words of ['queue', String(ticket.number), `take ${ticket.number}`, '']) {
				await diego.mentions(words, 'channel')
				expect(said().at(-1)).toBe(say('chat.pointer.personal'))
			}
			expect((await now(ticket)).assignee).toBeUndefined()
		})

		it('needs a channel: a group chat has no threads', async () => {
			const { diego, teams } = service
			await diego.mentions('triage here')
			const group = teams.world.messages.filter(({ conversation }) => conversation === '19:groupChat')
			expect(group.map(({ text }) => text)).toEqual([say('triage.where')])
		})
	})

	describe('has one card for each request', () => {
		it('which says who asks and where it stands, nothing that was said, and is one post', async () => {
			await here()
			const ticket = await open()
			await service.world.app.drain()
			const shown = messageText(card())
			expect(shown).toContain(`#${ticket.number} · ${say('status.agent.new')}`)
			expect(shown).toContain(`${say('ticket.requester')}: Ada Rossi`)
			expect(shown).toContain(`${say('ticket.organization')}: Acme`)
			expect(shown).toContain(`${say('ticket.assignee')}: ${say('ticket.assignee.none')}`)
			expect(JSON.stringify(cardOf(card()))).not.toContain('Secret')
			expect(card().summary).toContain(`#${ticket.number}`)
		})

		it('which follows it in place', async () => {
			const { world } = service
			await here()
			const ticket = await open()
			await world.app.drain()
			const { id } = card()
			const { tickets } = world.app.ports
			allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'pending' }))
			allowed(await tickets.assign({ ...world.diego, ticket: ticket.id, assignee: world.cast.diego.id }))
			await world.app.drain()
			expect(cards().map(each => each.id)).toEqual([id])
			expect(messageText(card())).toContain(say('status.agent.pending'))
			expect(messageText(card())).toContain(`${say('ticket.assignee')}: Diego Sala`)
			expect(messageText(card())).not.toContain(`[${say('ticket.take')}]`)
		})

		it('which is posted anew where it was deleted', async () => {
			const { world, teams } = service
			await here()
			const ticket = await open()
			await world.app.drain()
			const { id } = card()
			teams.world.messages = teams.world.messages.filter(message => message.id !== id)
			const { tickets } = world.app.ports
			allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'pending' }))
			await world.app.drain()
			expect(cards()).toHaveLength(1)
			expect(card().id).not.toBe(id)
			await service.diego.mentions('found again', 'channel', card())
			expect(await comments(ticket)).toContainEqual({ text: 'found again', open: false })
		})

		it('beside which is said what is to be done soon', async () => {
			const { world } = service
			const { chats } = world.app.ports
			await here()
			const ticket = await open()
			await world.app.drain()
			const room = await theRoom()
			const view = triageCard(world.app.ports.settings, ticket)
			const again = await chats.post(room, view, card().id, 'Soon')
			expect(again).toBe(card().id)
			expect(said(card())).toEqual(['Soon'])
			const another = await chats.post(room, view, undefined, 'Now')
			expect(another).toBe(card().id)
			expect(said(card())).toEqual(['Now'])
		})

		it('and none when the bot was taken out: the channel is forgotten, quietly', async () => {
			const { world, teams } = service
			await here()
			const ticket = await open()
			await world.app.drain()
			teams.shuts()
			const { tickets, jobs } = world.app.ports
			allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'pending' }))
			await world.app.drain()
			expect(await world.app.ports.triage.find((await theRoom('gone')).room)).toBeUndefined()
			expect(await jobs.nextDue()).toBeUndefined()
		})

		it('once the connector takes it, however often it asks to wait', async () => {
			const { world, teams } = service
			await here()
			await open()
			teams.refuse({ status: 429, retryAfter: '60' })
			await world.app.drain()
			expect(cards()).toEqual([])
			world.clock.advance(60_000)
			await world.app.drain()
			expect(cards()).toHaveLength(1)
		})

		const theRoom = async (why?: 'gone') => {
			const room = { platform: 'teams', space: service.teams.tenantId, channel: '19:desk@thread.tacv2' }
			const found = await service.world.app.ports.triage.find(room)
			if (!found && !why) throw new Error('no such room')
			return { room, reference: found?.reference ?? '' }
		}
	})

	describe('has buttons that ask by the rights of whoever presses them', () => {
		let ticket: Ticket
		beforeEach(async () => {
			await here()
			ticket = await open()
			await service.world.app.drain()
		})
		const press = (who: Service['ada'], label: string) => who.presses(label, { in: card() })

		it('lets an agent take it, and shows all the same card with that', async () => {
			const alone = service.diego.messages().length
			const seen = await press(service.diego, say('ticket.take'))
			expect(seen.toast).toBeUndefined()
			expect((await now(ticket)).assignee?.name).toBe('Diego Sala')
			expect(messageText(card())).toContain(`${say('ticket.assignee')}: Diego Sala`)
			expect(JSON.stringify(cardOf(card()))).not.toContain('Secret')
			expect(service.diego.messages()).toHaveLength(alone)
			// The card is not the conversation.
			expect(
				await service.world.app.ports.tickets.seen(service.world.cast.diego.id, ticket.id),
			).toBeUndefined()
			const inPlace = cardOf(card())
			await service.world.app.drain()
			expect(cardOf(card())).toEqual(inPlace)
		})

		it('asks in the chat of their own before it closes anything', async () => {
			await service.diego.chooses(say('ticket.status'), say('status.agent.closed'), card())
			expect((await now(ticket)).status).not.toBe('closed')
			const question = service.diego.looks().screen
			expect(question).toContain(say('status.close.title'))
			await service.diego.presses(say('status.close.yes'))
			expect((await now(ticket)).status).toBe('closed')
		})

		it('lets an agent choose a status in the card', async () => {
			const seen = await service.diego.chooses(say('ticket.status'), say('status.agent.hold'), card())
			expect(seen.toast).toBeUndefined()
			expect((await now(ticket)).status).toBe('hold')
			expect(messageText(card())).toContain(`· ${say('status.agent.hold')}`)
		})

		it('sends the answer’s form to the agent alone, where it is sent', async () => {
			const { diego } = service
			const before = cardOf(card())
			const seen = await press(diego, say('ticket.replyTo'))
			expect(seen.toast).toBe(say('chat.sent.personal'))
			expect(cardOf(card())).toEqual(before)
			expect(diego.screen()).toContain(say('reply.title'))
			await diego.fills({ [say('reply.text')]: 'Which lamp?' })
			await diego.presses(say('reply.submit'))
			expect(await comments(ticket)).toContainEqual({ text: 'Which lamp?', open: true })
		})

		it('says where to write when the agent has no chat with the bot', async () => {
			service.diego.blocks()
			expect((await press(service.diego, say('ticket.replyTo'))).toast).toBe(say('chat.pointer.personal'))
		})

		it('leads to the web to open it', async () => {
			const seen = await press(service.diego, say('ticket.open'))
			expect(seen.url).toBe(`${service.world.app.ports.settings.publicUrl}/requests/${ticket.number}`)
		})

		it.each([
			[
				'Ada, who asks',
				() => service.link(service.ada, service.world.cast.ada),
				() => service.ada,
				say('refused.role'),
			],
			[
				'Mallory, who is not connected',
				async () => {},
				() => service.mallory,
				say('chat.connect.first', { word: 'connect' }),
			],
		])('does nothing for %s, and says so to them alone', async (_, first, who, toast) => {
			await first()
			const before = { card: cardOf(card()) as Card, messages: service.teams.world.messages.length }
			for (const label of [say('ticket.take'), say('ticket.replyTo')]) {
				expect((await press(who(), label)).toast).toBe(toast)
			}
			const chosen = await who().chooses(say('ticket.status'), say('status.agent.solved'), card())
			expect(chosen.toast).toBe(toast)
			expect(cardOf(card())).toEqual(before.card)
			expect(service.teams.world.messages).toHaveLength(before.messages)
			expect(await now(ticket)).toMatchObject({ status: 'new' })
			expect((await now(ticket)).assignee).toBeUndefined()
		})

		it('tells the second of two who has it', async () => {
			const { world, diego } = service
			const elena = await world.app.ports.accounts.add({
				email: 'elena@support.example',
				firstName: 'Elena',
				lastName: 'Bo',
				role: 'agent',
				proved: true,
			})
			if (!elena) throw new Error('there is an Elena already')
			const act = { by: elena.id, via: 'test', ticket: ticket.id, assignee: elena.id }
			allowed(await world.app.ports.tickets.assign(act))
			const seen = await press(diego, say('ticket.take'))
			expect(seen.toast).toBe(say('take.taken', { number: String(ticket.number), name: 'Elena Bo' }))
			expect((await now(ticket)).assignee?.name).toBe('Elena Bo')
		})

		it('answers nothing of a page to whatever else a button might carry', async () => {
			const { diego, teams } = service
			const press = (command: object) =>
				teams.activity(
					{ id: diego.id },
					{
						type: 'invoke',
						name: 'adaptiveCard/action',
						conversation: {
							id: card().conversation,
							conversationType: 'channel',
							tenantId: teams.tenantId,
							isGroup: true,
						},
						replyToId: card().id,
						value: { action: { type: 'Action.Execute', verb: 'x', data: { command } } },
					},
				)
			const { number } = ticket
			for (const command of [
				{ do: 'home' },
				{ do: 'queue' },
				{ do: 'comment', number, sequence: 1 },
				{ do: 'history', number },
				{ do: 'note', number, text: 'x', sent: 'yes' },
				{ do: 'reply', number, text: 'x', sent: 'yes' },
				{ do: 'status', number },
				{ do: 'view', number },
			]) {
				const bearer = `Bearer ${await teams.issuer.sign()}`
				const { body } = await teams.post(JSON.stringify(press(command)), bearer)
				expect(body).toMatchObject({ type: 'application/vnd.microsoft.activity.message' })
				expect(JSON.stringify(body)).not.toContain('Secret')
			}
			expect(await comments(ticket)).toHaveLength(1)
		})

		it('takes by the number on it, but shows only the card that stands there', async () => {
			const other = await open('The chair')
			await service.world.app.drain()
			const [first] = cards()
			await service.diego.mentions('triage off', 'channel')
			const seen = await service.diego.presses(say('ticket.take'), { in: first as Message })
			expect(seen.toast).toBe(say('take.done', { number: String(ticket.number) }))
			expect((await now(other)).assignee).toBeUndefined()
		})
	})

	describe('has notes written under its cards', () => {
		let ticket: Ticket
		beforeEach(async () => {
			await here()
			ticket = await open()
			await service.world.app.drain()
		})

		it('by agents who mention the bot there, which follow the message', async () => {
			const { diego, teams } = service
			await diego.mentions('Ask the electrician', 'channel', card())
			expect(said(card())).toEqual([say('note.done', { number: String(ticket.number) })])
			expect(await comments(ticket)).toContainEqual({ text: 'Ask the electrician', open: false })
			const message = teams.channel(card()).find(({ from }) => from === diego.id) as Message
			await diego.edits('Ask the caretaker', message)
			expect(await comments(ticket)).toContainEqual({ text: 'Ask the caretaker', open: false })
			await diego.deletes(message)
			expect((await comments(ticket)).map(({ text }) => text)).not.toContain('Ask the caretaker')
			expect(said(card())).toHaveLength(1)
		})

		it('but not by others, who are told so', async () => {
			const { ada, mallory, link, world } = service
			await link(ada, world.cast.ada)
			const refused = say('triage.note.refused', { number: String(ticket.number) })
			await ada.mentions('It is behind the door', 'channel', card())
			await mallory.mentions('And so am I', 'channel', card())
			expect(said(card())).toEqual([refused, refused])
			expect(await comments(ticket)).toHaveLength(1)
		})

		it('not elsewhere in the channel, and not of words about the channel', async () => {
			const { diego } = service
			await diego.mentions('Just talking', 'channel')
			expect(said().at(-1)).toBe(say('chat.pointer.personal'))
			await diego.mentions('triage', 'channel', card())
			expect(said(card())).toEqual([`${say('triage.shown')} ${say('triage.how')}`])
			await diego.mentions('triage this with Elena', 'channel', card())
			expect(await comments(ticket)).toContainEqual({ text: 'triage this with Elena', open: false })
			expect(await comments(ticket)).toHaveLength(2)
		})

		it('once, however often the connector brings it', async () => {
			await service.diego.mentions('Once', 'channel', card())
			await service.teams.repeat()
			expect((await comments(ticket)).filter(({ text }) => text === 'Once')).toHaveLength(1)
		})

		it('which are changed by their authors only, and nowhere else', async () => {
			const { diego, mallory, teams } = service
			await diego.mentions('Ask the electrician', 'channel', card())
			const message = teams.channel(card()).find(({ from }) => from === diego.id) as Message
			const before = teams.world.messages.length
			await mallory.edits('Forged', message)
			await mallory.deletes(message)
			expect(await comments(ticket)).toContainEqual({ text: 'Ask the electrician', open: false })
			await diego.mentions('Just talking', 'channel')
			const other = teams.channel().findLast(({ from }) => from === diego.id) as Message
			await diego.edits('x'.repeat(70_000), other)
			expect(teams.world.messages).toHaveLength(before - 1 + 2)
		})

		it('not on a closed one', async () => {
			const { world, diego } = service
			const { tickets } = world.app.ports
			allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'closed' }))
			await diego.mentions('Too late', 'channel', card())
			expect(said(card())).toEqual([say('desk.closed', { number: String(ticket.number) })])
			expect(await comments(ticket)).toHaveLength(1)
		})
	})
})
