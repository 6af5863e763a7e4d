import { afterEach, beforeEach, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { type Channel, name, openChannel } from './channel.ts'
import { link } from './desk.ts'

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

const assignee = async () => {
	const { app, cast } = channel.desk.world
	return (await app.ports.tickets.find(cast.diego, number))?.assignee?.name
}
const pressed = (button: Parameters<typeof say>[0], person = channel.diego) =>
	person.presses(say(button as 'ticket.take'), { in: channel.card() })
/** What someone else in the channel sees of it. */
const others = () => channel.desk.mallory.messages(name).map(({ text }) => text)

it('an agent takes a request: only they are told, and the card follows', async () => {
	const before = channel.card()
	const seen = await pressed('ticket.take')
	expect(seen.modal).toBeUndefined()
	expect(seen.message).toMatchObject({ ephemeral: true, channel: before.channel })
	expect(seen.message?.text).toContain(say('take.done', { number: String(number) }))
	expect(seen.message?.text).not.toContain('printer')
	expect(others()).toHaveLength(1)
	expect(others()[0]).toContain('The printer is jammed')
	await channel.settled()
	expect(await assignee()).toBe('Diego Sala')
	expect(channel.card().ts).toBe(before.ts)
	expect(channel.diego.thread(channel.card())).toContain('Diego Sala')
	expect(channel.diego.buttons(channel.card()).map(({ text }) => text)).not.toContain(say('ticket.take'))
})

it('the page and the forms open in a window, and the card stays', async () => {
	for (const button of ['ticket.open', 'ticket.replyTo', 'ticket.status'] as const) {
		const before = channel.card()
		const seen = await pressed(button)
		expect(seen.modal, button).toBeDefined()
		expect(channel.card()).toEqual({ ...before, fresh: channel.card().fresh })
		await channel.diego.closes({ all: true })
	}
	expect(others()).toHaveLength(1)
})

it('what is sent from such a window does not take the card’s place', async () => {
	const { ts } = channel.card()
	await pressed('ticket.replyTo')
	await channel.diego.fills({ [say('reply.text')]: 'Have you tried tray 3?' })
	const sent = await channel.diego.submits()
	expect(sent.modal?.title).toBe(say('ticket.number', { number: String(number) }))
	await channel.settled()
	expect(channel.card().ts).toBe(ts)
	expect(channel.diego.thread(channel.card())).not.toContain('tray')
	expect((await channel.said(number)).at(-1)).toEqual({ text: 'Have you tried tray 3?', note: false })
})

it('where no window opens, what would be in it is told to whoever pressed', async () => {
	await channel.desk.slack.fail('views.open', { answer: 'expired_trigger_id' })
	const seen = await pressed('ticket.open')
	expect(seen.message).toMatchObject({ ephemeral: true })
	expect(seen.message?.text).toContain('The printer is jammed')
	expect(others()).toHaveLength(1)
})

it('a requester is refused, which nobody else sees, and nothing changes', async () => {
	const before = channel.card()
	const { ada } = channel.desk
	for (const button of ['ticket.take', 'ticket.status'] as const) {
		const seen = await pressed(button, ada)
		expect(seen.modal).toBeUndefined()
		expect(seen.message).toMatchObject({ ephemeral: true })
		expect(seen.screen).toContain(say('refused.role'))
	}
	await channel.settled()
	expect(channel.card().blocks).toEqual(before.blocks)
	expect(await assignee()).toBeUndefined()
	expect(others()).toHaveLength(1)
	expect(channel.diego.messages(name).filter(({ ephemeral }) => ephemeral)).toHaveLength(1)
})

it('who may not see the request is told nothing of it', async () => {
	const { mallory, world } = channel.desk
	// Not connected: the way to connect, in a window of her own.
	expect((await pressed('ticket.open', mallory)).modal?.title).toBe(say('connect.title'))
	expect(mallory.modal?.blocks.map(block => JSON.stringify(block)).join()).not.toContain('printer')
	await mallory.closes({ all: true })
	await link(world, 'U0MALLORY', world.cast.mallory)
	for (const button of ['ticket.open', 'ticket.replyTo'] as const) {
		const seen = await pressed(button, mallory)
		expect(seen.modal).toBeUndefined()
		expect(seen.message).toMatchObject({ ephemeral: true })
		expect(seen.screen).toContain(say('refused.ticket', { number: String(number) }))
	}
	expect(await assignee()).toBeUndefined()
})

it('an agent who was one a second ago is refused', async () => {
	const { app, cast } = channel.desk.world
	await app.ports.accounts.change(cast.diego.id, { role: 'user' })
	const seen = await pressed('ticket.take')
	expect(seen.message).toMatchObject({ ephemeral: true })
	expect(seen.screen).toContain(say('refused.role'))
	await app.ports.accounts.change(cast.diego.id, { role: 'agent' })
	expect(await assignee()).toBeUndefined()
})

it('a stranger in the channel gets the one answer that strangers get', async () => {
	const before = channel.card()
	for (const button of ['ticket.take', 'ticket.open', 'ticket.replyTo'] as const) {
		const seen = await pressed(button, channel.stranger)
		expect(seen.modal).toBeUndefined()
		expect(seen.message).toMatchObject({ ephemeral: true })
		expect(seen.message?.text).toContain(say('chat.stranger'))
	}
	await channel.settled()
	expect(channel.card().blocks).toEqual(before.blocks)
	expect(await assignee()).toBeUndefined()
	expect(others()).toHaveLength(1)
})

it('a button whose message Slack does not describe replaces nothing', async () => {
	await pressed('ticket.take')
	// The card follows by itself, and stands still from then on.
	await channel.settled()
	const told = channel.desk.slack.ledger.findLast(({ what }) => what === 'block_actions')?.request as object
	const card = channel.card()
	const { container: _, channel: __, ...bare } = told as { container: unknown; channel: unknown }
	const body = { ...bare, trigger_id: 'another' }
	await channel.desk.slack.forge({
		body: new URLSearchParams({ payload: JSON.stringify(body) }).toString(),
	})
	await channel.desk.slack.idle()
	expect(channel.card().blocks).toEqual(card.blocks)
})
