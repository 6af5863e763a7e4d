import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TryLater, Unreachable } from '../../../src/ports/outside.ts'
import { triageCard } from '../../../src/triage/card.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Channel, name, openChannel, room } from './channel.ts'

const say = wordsOf('en')

let channel: Channel
afterEach(async () => {
	const { desk } = channel
	await channel.close()
	expect(desk.slack.problems).toEqual([])
	expect(desk.world.faults).toEqual([])
})

const found = (number: number) => {
	const { app, cast } = channel.desk.world
	return app.ports.tickets.find(cast.diego, number)
}

describe('a channel of support', () => {
	beforeEach(async () => {
		channel = await openChannel()
	})

	it('is told so, and only whoever asked sees the answer', async () => {
		const [answer] = channel.diego.messages(name)
		expect(answer).toMatchObject({ ephemeral: true, text: expect.stringContaining(say('triage.shown')) })
		expect(channel.desk.ada.messages(name)).toEqual([])
		const { triage } = channel.desk.world.app.ports
		expect(await triage.find(room)).toMatchObject({ room, reference: room.channel })
		await channel.diego.types('/tickets triage off', { channel: name })
		expect(await triage.find(room)).toBeUndefined()
	})

	it('shows what comes in, in one message that follows it', async () => {
		const number = await channel.asked()
		const shown = channel.desk.mallory.thread(channel.card())
		expect(shown).toContain(`#${number} The printer is jammed`)
		expect(shown).toContain(say('status.agent.new'))
		expect(shown).toContain(`${say('ticket.requester')}: Ada Rossi`)
		expect(shown).not.toContain('jams')
		expect(channel.diego.buttons(channel.card()).map(({ text }) => text)).toEqual([
			say('ticket.take'),
			say('ticket.replyTo'),
			say('ticket.status'),
			say('ticket.open'),
			say('ticket.web'),
		])
		expect(channel.card().text).toContain(`#${number}`)
		await channel.diego.types(`/tickets take ${number}`, { channel: name })
		await channel.settled()
		expect(channel.cards()).toHaveLength(1)
		expect(channel.diego.thread(channel.card())).toContain(`${say('ticket.assignee')}: Diego Sala`)
		expect(channel.diego.thread(channel.card())).toContain(say('status.agent.open'))
	})

	it('shows it anew where the message was deleted', async () => {
		const number = await channel.asked()
		const { messages } = channel.desk.slack.world
		messages.splice(
			messages.findIndex(({ ts }) => ts === channel.card().ts),
			1,
		)
		expect(channel.cards()).toHaveLength(0)
		await channel.diego.types(`/tickets take ${number}`, { channel: name })
		await channel.settled()
		expect(channel.cards()).toHaveLength(1)
		await channel.diego.types(`/tickets status ${number} pending`, { channel: name })
		await channel.settled()
		expect(channel.cards()).toHaveLength(1)
		expect(channel.diego.thread(channel.card())).toContain(say('status.agent.pending'))
	})

	it('is forgotten once the bot has no place there, or outsiders have', async () => {
		const { triage } = channel.desk.world.app.ports
		const { slack } = channel.desk
		for (const change of [{ leave: 'bot' }, { archived: true }, { shared: true }]) {
			await slack.alter(name, { join: 'bot', archived: false, shared: false })
			await channel.diego.types('/tickets triage here', { channel: name })
			const before = channel.cards().length
			await slack.alter(name, change)
			await channel.asked()
			expect(channel.cards()).toHaveLength(before)
			expect(await triage.find(room), JSON.stringify(change)).toBeUndefined()
		}
	})
})

describe('asked to show requests', () => {
	it.each([
		['a channel that the bot is not in', { withoutBot: true }, 'invite'],
		['a private one that it is not in', { withoutBot: true, private: true }, 'invite'],
		['one that other companies share', { shared: true }, 'shared'],
	] as const)('%s is refused, with what to do', async (_, made, why) => {
		channel = await openChannel({ ...made, quiet: true })
		const seen = await channel.diego.types('/tickets triage here', { channel: name })
		expect(seen.message).toMatchObject({ ephemeral: true })
		expect(seen.screen).toContain(say(`chat.triage.${why}`))
		expect(await channel.desk.world.app.ports.triage.find(room)).toBeUndefined()
	})

	it('one of which Slack says nothing is refused, too', async () => {
		channel = await openChannel({ quiet: true })
		for (const answer of ['missing_scope', 'ratelimited', 500]) {
			await channel.desk.slack.fail('conversations.info', { answer })
			const seen = await channel.diego.types('/tickets triage here', { channel: name })
			expect(seen.screen).toContain(say('chat.triage.unknown'))
		}
		await channel.desk.slack.forget()
		expect(await channel.desk.world.app.ports.triage.find(room)).toBeUndefined()
	})

	it('a private one shows them like any other', async () => {
		channel = await openChannel({ private: true })
		const number = await channel.asked()
		expect(channel.card().text).toContain(`#${number}`)
	})

	it('a direct message is none, and neither is a group of them', async () => {
		channel = await openChannel({ quiet: true })
		const { slack } = channel.desk
		expect((await channel.diego.types('/tickets triage here', { channel: 'bot' })).screen).toContain(
			say('triage.where'),
		)
		await slack.channel({ id: 'C0GROUP', name: 'mpdm-diego--ada-1', members: ['U0DIEGO'] })
		const seen = await channel.diego.types('/tickets triage here', { channel: 'C0GROUP' })
		expect(seen.screen).toContain(say('triage.where'))
		expect(channel.desk.called()).not.toContain('conversations.info')
	})

	it('whoever is no agent hears just that', async () => {
		channel = await openChannel({ quiet: true, withoutBot: true })
		const seen = await channel.desk.ada.types('/tickets triage here', { channel: name })
		expect(seen.screen).toContain(say('refused.role'))
		expect(channel.desk.called()).not.toContain('conversations.info')
	})
})

describe('a card', () => {
	beforeEach(async () => {
		channel = await openChannel()
	})

	const post = async (standing?: string, beside?: string, reference = room.channel) => {
		const { ports } = channel.desk.world.app
		const ticket = await found(number)
		if (!ticket) throw new Error('there is no request')
		return ports.chats.post({ room, reference }, triageCard(ports.settings, ticket), standing, beside)
	}
	let number = 0
	beforeEach(async () => {
		number = await channel.asked()
	})

	it('says what is beside it in its thread', async () => {
		const { ts } = channel.card()
		const standing = `${room.channel}:${ts}`
		expect(await post(standing, 'It is due <!channel> by noon')).toBe(standing)
		const beside = channel.diego.messages(name).at(-1)
		expect(beside).toMatchObject({ threadTs: ts, broadcast: false, ephemeral: false })
		expect(beside?.text).toBe('It is due &lt;!channel&gt; by noon')
		expect(channel.cards()).toHaveLength(1)
	})

	it('stands once, also where saying what is beside it has to wait', async () => {
		await channel.desk.slack.pace()
		channel.desk.clock.advance(1_000)
		await expect(post(undefined, 'It is due')).rejects.toMatchObject({ wait: 1_000 })
		expect(channel.cards()).toHaveLength(2)
		channel.desk.clock.advance(1_000)
		expect(await post(undefined, 'It is due')).toBe(`${room.channel}:${channel.card().ts}`)
		expect(channel.cards()).toHaveLength(2)
		expect(channel.card().replies).toBe(1)
		// The next one is another.
		channel.desk.clock.advance(1_000)
		await post()
		expect(channel.cards()).toHaveLength(3)
	})

	it.each([
		['not_in_channel', Unreachable],
		['channel_not_found', Unreachable],
		['is_archived', Unreachable],
		['ratelimited', TryLater],
	])('that Slack answers with %s says so by a word of ours', async (answer, error) => {
		await channel.desk.slack.fail('chat.postMessage', { answer, retryAfter: 3 })
		await expect(post()).rejects.toBeInstanceOf(error)
	})

	it('is never of another workspace', async () => {
		const { ports } = channel.desk.world.app
		const ticket = await found(number)
		const elsewhere = { room: { ...room, space: 'T0OTHER' }, reference: room.channel }
		const card = ticket && triageCard(ports.settings, ticket)
		await expect(card && ports.chats.post(elsewhere, card, undefined)).rejects.toBeInstanceOf(Unreachable)
	})
})
