import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { type Channel, name, openChannel } from './channel.ts'

const say = wordsOf('en')

let channel: Channel
let number = 0
beforeEach(async () => {
	channel = await openChannel()
	number = await channel.asked()
})
afterEach(async () => {
	const { desk } = channel
	await channel.close()
	expect(desk.slack.problems).toEqual([])
	expect(desk.world.faults).toEqual([])
})

const notes = async () => (await channel.said(number)).filter(({ note }) => note).map(({ text }) => text)
/** What stands under the card, as someone sees it. */
const under = (person = channel.diego) =>
	person.messages(name).filter(({ threadTs }) => threadTs === channel.card().ts)
const newest = (person = channel.diego) => {
	const message = under(person).at(-1)
	if (!message) throw new Error('nothing is under the card')
	return message
}
const refusal = () => say('triage.note.refused', { number: String(number) })
/** The threads about which the database is asked from now on. */
function lookups(): readonly string[] {
	const { triage } = channel.desk.world.app.ports
	const asked: string[] = []
	const ask = triage.ticketAt.bind(triage)
	triage.ticketAt = (room, standing) => {
		asked.push(standing)
		return ask(room, standing)
	}
	return asked
}
/** The last event of a message in a channel, as Slack sent it. */
const event = () =>
	channel.desk.slack.ledger.findLast(({ what }) => what === 'event message.channels')?.request as {
		readonly event: object
	}

describe('what an agent writes under a card', () => {
	it('is a note, whatever it reads like, and has a mark', async () => {
		for (const text of ['Looks like tray 3', 'help', `take ${number}`, 'ask <@U0ADA> & *hurry*']) {
			await channel.diego.writes(text, { thread: channel.card() })
			expect((await notes()).at(-1)).toBe(text.replace('<@U0ADA>', '@ada'))
			expect(newest()).toMatchObject({ from: 'Diego Sala', reactions: ['white_check_mark'] })
		}
		expect(under().filter(({ from }) => from === 'Sportello')).toEqual([])
		await channel.settled()
		expect(channel.desk.ada.screen()).not.toContain(say('ticket.note'))
	})

	it('brings its files', async () => {
		await channel.diego.writes('', { thread: channel.card(), files: [{ name: 'log.txt', bytes: 'jam' }] })
		await channel.settled()
		const { tickets } = channel.desk.world.app.ports
		const { diego } = channel.desk.world.cast
		const ticket = await tickets.find(diego, number)
		const { comments } = await tickets.conversation(diego, ticket?.id ?? '', { size: 100 })
		expect(comments.at(-1)).toMatchObject({
			public: false,
			attachments: [{ name: 'log.txt', state: 'stored' }],
		})
	})

	it('is one note, however often Slack tells it, and to the channel too', async () => {
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		const contentType = 'application/json'
		await channel.desk.slack.forge({ body: JSON.stringify(event()), contentType })
		const broadcast = { ...event(), event: { ...event().event, subtype: 'thread_broadcast' } }
		await channel.desk.slack.forge({ body: JSON.stringify(broadcast), contentType })
		expect(await notes()).toEqual(['Looks like tray 3'])
	})

	it('mentions the bot and still is only a note', async () => {
		const text = `<@${channel.desk.slack.world.app.botUserId}> look`
		await channel.diego.writes(text, { thread: channel.card() })
		expect(await notes()).toHaveLength(1)
		expect(under()).toHaveLength(1)
	})

	it('changes and goes with the message', async () => {
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		for (const text of ['Looks like tray 4', `reply ${number} tray 5`]) {
			await channel.diego.edits(newest(), text)
			expect(await notes()).toEqual([text])
		}
		await channel.diego.deletes(newest())
		expect(await notes()).toEqual([''])
		expect(under()).toEqual([])
	})

	it('is refused on a closed request, where only they see it', async () => {
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		const { tickets } = channel.desk.world.app.ports
		const ticket = await tickets.find(channel.desk.world.cast.diego, number)
		for (const status of ['solved', 'closed'] as const) {
			await tickets.setStatus({ ...channel.desk.world.diego, ticket: ticket?.id ?? '', status })
		}
		await channel.diego.writes('Too late', { thread: channel.card() })
		expect(newest()).toMatchObject({ from: 'Sportello', ephemeral: true })
		const [mine] = under()
		if (mine) await channel.diego.edits(mine, 'Too late as well')
		expect(newest().blocks).not.toEqual([])
		expect(JSON.stringify(newest().blocks)).toContain(say('edit.closed'))
		expect(await notes()).toEqual(['Looks like tray 3'])
		expect(under(channel.desk.ada).every(({ ephemeral }) => !ephemeral)).toBe(true)
	})

	it('is answered in words where the app may put no mark, for them alone', async () => {
		await channel.desk.slack.fail('reactions.add', { answer: 'missing_scope' })
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		expect(newest()).toMatchObject({ from: 'Sportello', ephemeral: true })
		expect(newest().text).toContain(say('note.done', { number: String(number) }))
	})

	it('comes again when it failed, and is written once', async () => {
		await channel.desk.slack.fail('reactions.add', { answer: 503 })
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		expect(await notes()).toEqual(['Looks like tray 3'])
		expect(newest().reactions).toEqual(['white_check_mark'])
		expect(channel.desk.world.faults).toHaveLength(1)
		;(channel.desk.world.faults as string[]).length = 0
		await channel.desk.slack.forget()
	})
})

describe('what others write there', () => {
	it('is written nowhere, and they are told', async () => {
		const { ada, mallory } = channel.desk
		for (const person of [ada, mallory]) {
			const before = await channel.said(number)
			await person.writes('It is urgent', { thread: channel.card() })
			expect(newest(person)).toMatchObject({ from: 'Sportello', ephemeral: true })
			expect(JSON.stringify(newest(person).blocks)).toContain(refusal())
			expect(under().filter(({ from }) => from === 'Sportello')).toEqual([])
			expect(await channel.said(number)).toEqual(before)
		}
	})

	it('is refused to who was an agent a second ago, and what they had written stays', async () => {
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		const { app, cast } = channel.desk.world
		await app.ports.accounts.change(cast.diego.id, { role: 'user' })
		const [mine] = under()
		if (mine) await channel.diego.edits(mine, 'Something else')
		await channel.diego.writes('And more', { thread: channel.card() })
		expect(JSON.stringify(newest().blocks)).toContain(refusal())
		await app.ports.accounts.change(cast.diego.id, { role: 'agent' })
		expect(await notes()).toEqual(['Looks like tray 3'])
	})

	it('has no answer at all for a stranger, and none for another app', async () => {
		await channel.stranger.writes('Hello', { thread: channel.card() })
		const told = event()
		const bot = { ...told, event_id: 'Ev0BOT', event: { ...told.event, user: 'U0DIEGO', bot_id: 'B0OTHER' } }
		await channel.desk.slack.forge({ body: JSON.stringify(bot), contentType: 'application/json' })
		await channel.desk.slack.idle()
		expect(under(channel.stranger)).toHaveLength(1)
		expect(await notes()).toEqual([])
	})
})

describe('what is said elsewhere in the channel', () => {
	it('is nobody’s business here', async () => {
		await channel.diego.writes('The coffee is cold', { to: name })
		const coffee = channel.cards().at(-1)
		if (!coffee) throw new Error('nothing was said')
		await channel.desk.slack.forget()
		const asked = lookups()
		await channel.diego.writes('Indeed', { thread: coffee })
		await channel.desk.ada.writes('Mine too', { thread: coffee })
		const answer = channel.diego.messages(name).findLast(({ own }) => own)
		if (answer) await channel.diego.edits(answer, 'Indeed it is')
		await channel.diego.edits(coffee, 'The tea is cold')
		await channel.diego.deletes(coffee)
		expect(asked).toEqual([])
		expect(await notes()).toEqual([])
		expect(channel.desk.called()).toEqual([])
		await channel.diego.writes('Looks like tray 3', { thread: channel.card() })
		expect(asked).toHaveLength(1)
	})

	it('is no note either once the channel shows no requests', async () => {
		await channel.diego.types('/tickets triage off', { channel: name })
		await channel.desk.ada.writes('Is it done?', { thread: channel.card() })
		await channel.diego.writes('Not yet', { thread: channel.card() })
		expect(under().map(({ from }) => from)).toEqual(['Ada Rossi', 'Diego Sala'])
		expect(await notes()).toEqual([])
	})
})
