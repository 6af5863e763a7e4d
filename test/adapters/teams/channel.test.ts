import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { commentBytes } from '../../../src/rules/limits.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { attach } from '../../standins/teams/inputs.ts'
import { type Attachment, cardOf, channelId, type Message } from '../../standins/teams/world.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')

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

const open = async (): Promise<Ticket> => {
	const { tickets } = service.world.app.ports
	const act = { by: service.world.cast.ada.id, via: 'test', subject: 'The lamp', text: 'Dark.', files: [] }
	const { ticket } = allowed(await tickets.open(act))
	await service.world.app.drain()
	return ticket
}
const cards = () => service.teams.channel().filter(message => cardOf(message))
const card = (): Message => {
	const newest = cards().at(-1)
	if (!newest) throw new Error('there is no card in the channel')
	return newest
}
const said = (under?: Message) =>
	service.teams
		.channel(under)
		.filter(({ from, text }) => from.startsWith('28:') && text)
		.map(({ text }) => text)
const notes = async (ticket: Ticket) => {
	const { tickets } = service.world.app.ports
	const { comments } = await tickets.conversation(service.world.cast.diego, ticket.id, { size: 50 })
	return comments
		.filter(comment => !comment.public)
		.map(({ text, attachments }) => ({ text, files: attachments.map(({ name }) => name) }))
}
const room = () => ({ platform: 'teams', space: service.teams.tenantId, channel: channelId })
const shows = async () => (await service.world.app.ports.triage.find(room())) !== undefined

describe('a note under a card', () => {
	let ticket: Ticket
	let note: string
	beforeEach(async () => {
		await service.diego.mentions('triage here', 'channel')
		ticket = await open()
		note = say('note.done', { number: String(ticket.number) })
	})
	const writes = async (text: string, ...attached: Attachment[]) => {
		await service.diego.mentions(text, 'channel', card(), attached)
		return said(card()).at(-1)
	}
	const html = (content: string): Attachment => ({ contentType: 'text/html', content })
	const url = () => `${service.world.app.ports.settings.publicUrl}/requests/${ticket.number}`
	const unread = (count: number) =>
		say('triage.note.files', { count, words: `note ${ticket.number}`, url: url() })

	it('says which files it cannot keep, and where to send them', async () => {
		const marked = html('<p>See</p><attachment id="1"></attachment><attachment id="2"></attachment>')
		expect(await writes('See', marked)).toBe(`${note} ${unread(2)}`)
		const named = { contentType: 'reference', contentUrl: 'https://acme.example/x', name: 'plan.pdf' }
		expect(await writes('And this', named, html('<attachment id="3"></attachment>'))).toBe(
			`${note} ${unread(1)}`,
		)
		const pasted = html('<img src="https://graph.example/hosted/1"><img itemtype="Emoji" alt=":)">')
		expect(await writes('Look', pasted)).toBe(`${note} ${unread(1)}`)
		expect(await notes(ticket)).toEqual(['See', 'And this', 'Look'].map(text => ({ text, files: [] })))
	})

	it('is none where there was nothing but a file', async () => {
		const nothing = say('triage.note.not', { number: String(ticket.number) })
		expect(await writes('', html('<attachment id="1"></attachment>'))).toBe(`${nothing} ${unread(1)}`)
		expect(await notes(ticket)).toEqual([])
	})

	it('can have its file after all in the chat of one’s own', async () => {
		const told = await writes('See', html('<attachment id="1"></attachment>'))
		const words = /“(.+?)”/.exec(told ?? '')?.[1] ?? ''
		await service.diego.types(words)
		await service.diego.writes('The plan', { files: [{ name: 'plan.txt', bytes: Buffer.from('x') }] })
		await service.diego.submits()
		expect(await notes(ticket)).toContainEqual({ text: 'The plan', files: ['plan.txt'] })
	})

	it('keeps pictures that the connector hands over, and says so', async () => {
		const { world } = service.teams
		const picture = attach(world, { name: 'x.png', bytes: Buffer.from('png'), type: 'image/png' }, true)
		const kept = say('triage.note.with', { count: 1, names: 'image-1.png' })
		expect(await writes('Look', picture, html('<img src="https://x.example/1">'))).toBe(`${note} ${kept}`)
		expect(await notes(ticket)).toEqual([{ text: 'Look', files: ['image-1.png'] }])
		const elsewhere = { ...picture, contentUrl: 'https://umbra.example/1.png' }
		expect(await writes('And', elsewhere)).toContain(say('chat.file.lost', { name: 'image-1.png' }))
		expect((service.world.faults as string[]).splice(0)).toHaveLength(1)
	})

	it('comes back with its message, and says that its files do not', async () => {
		const { diego, teams } = service
		const picture = attach(teams.world, { name: 'x.png', bytes: Buffer.from('png'), type: 'image/png' }, true)
		await writes('Look', picture)
		const message = teams.channel(card()).find(({ from }) => from === diego.id) as Message
		await diego.deletes(message)
		expect(await notes(ticket)).toEqual([{ text: '', files: [] }])
		await diego.restores(message, [picture])
		expect(await notes(ticket)).toEqual([{ text: 'Look', files: [] }])
		expect(said(card()).at(-1)).toBe(say('edit.restored'))
	})

	it('has no quoted message or plain words for a file', async () => {
		const quoted = { contentType: 'messageReference', content: '{}' }
		expect(await writes('Yes', quoted, html('<attachment id="1"></attachment>Yes'))).toBe(note)
		expect(await writes('No', html('<p>No</p>'))).toBe(note)
	})

	it('is refused with a sentence when it is too long, and stays in the thread', async () => {
		const told = await writes('x'.repeat(commentBytes + 1))
		expect(told).toContain(say('triage.note.not', { number: String(ticket.number) }))
		expect(told).toContain('The message is too long')
		expect(await notes(ticket)).toEqual([])
		expect(service.teams.channel(card()).some(({ text }) => text.length > commentBytes)).toBe(true)
	})

	it('fetches nothing for whoever is no agent', async () => {
		const { ada, world, link } = service
		await link(ada, world.cast.ada)
		// To fetch it would be a fault.
		const picture = { contentType: 'image/png', contentUrl: 'https://umbra.example/1.png' }
		await ada.mentions('Mine', 'channel', card(), [picture])
		expect(said(card()).at(-1)).toBe(say('triage.note.refused', { number: String(ticket.number) }))
		expect(await notes(ticket)).toEqual([])
	})
})

describe('a channel that other teams share', () => {
	it('is refused where requests are to appear in it', async () => {
		const { diego, ada, link, world, teams } = service
		await link(ada, world.cast.ada)
		teams.world.channelType = 'shared'
		await diego.mentions('triage here', 'channel')
		expect(said()).toEqual([say('chat.triage.sharable')])
		expect(await shows()).toBe(false)
		await ada.mentions('triage here', 'channel')
		expect(said().at(-1)).toBe(say('refused.role'))
		await diego.mentions('queue', 'channel')
		expect(said().at(-1)).toBe(say('chat.pointer.personal'))
	})

	it('is taken like any other when it is private', async () => {
		service.teams.world.channelType = 'private'
		await service.diego.mentions('triage here', 'channel')
		expect(await shows()).toBe(true)
	})

	const closed = () => `${say('triage.closed')} ${say('chat.triage.sharable')}`

	it.each([
		['channelShared', 'standard'],
		['channelMemberAdded', 'shared'],
	] as const)('shows no more of them from then on: %s, %s', async (event, type) => {
		const { diego, teams } = service
		await diego.mentions('triage here', 'channel')
		await open()
		expect(await teams.becomes(event, type)).toMatchObject({ status: 200 })
		expect(await shows()).toBe(false)
		expect(said().at(-1)).toBe(closed())
		const before = cards().length
		await open()
		expect(cards()).toHaveLength(before)
		await teams.becomes(event, type)
		expect(said().filter(text => text === closed())).toHaveLength(1)
	})

	it('is found out by whatever happens there', async () => {
		const { diego, teams } = service
		await diego.mentions('triage here', 'channel')
		const ticket = await open()
		teams.world.channelType = 'shared'
		const seen = await diego.presses(say('ticket.take'), { in: card() })
		expect(seen.toast).toBe(say('chat.triage.sharable'))
		expect(await shows()).toBe(false)
		expect(
			(await service.world.app.ports.tickets.find(service.world.cast.diego, ticket.number))?.status,
		).toBe('new')
	})

	it('takes no note, and says so', async () => {
		const { diego, teams } = service
		await diego.mentions('triage here', 'channel')
		const ticket = await open()
		const under = card()
		teams.world.channelType = 'shared'
		await diego.mentions('Behind the door', 'channel', under)
		expect(said(under)).toEqual([closed(), say('triage.note.not', { number: String(ticket.number) })])
		expect(await notes(ticket)).toEqual([])
	})

	it('that is deleted is forgotten, and what is restored is asked again', async () => {
		const { diego, teams } = service
		await diego.mentions('triage here', 'channel')
		await teams.becomes('channelRenamed')
		expect(await shows()).toBe(true)
		await teams.becomes('channelDeleted')
		expect(await shows()).toBe(false)
		await teams.becomes('channelRestored')
		expect(await shows()).toBe(false)
		await diego.mentions('triage here', 'channel')
		expect(await shows()).toBe(true)
	})
})
