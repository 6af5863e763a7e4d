import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')

let service: Service
let lamp: Ticket
beforeEach(async () => {
	service = await openService()
	const { world, diego, link } = service
	await diego.types('help')
	await link(diego, world.cast.diego)
	lamp = await open(world.cast.ada.id, 'The lamp is dark')
	const outage = await open(world.cast.mallory.id, 'Nobody can sign in')
	allowed(
		await world.app.ports.tickets.setPriority({ ...world.diego, ticket: outage.id, priority: 'urgent' }),
	)
})
afterEach(async () => {
	await service.close()
	expect(service.teams.problems).toEqual([])
	expect(service.world.faults).toEqual([])
})

async function open(by: string, subject: string): Promise<Ticket> {
	const act = { by, via: 'test', subject, text: `About: ${subject}`, files: [] }
	return allowed(await service.world.app.ports.tickets.open(act)).ticket
}

it('the queue is a card with its filters folded away', async () => {
	const { diego } = service
	const { screen } = await diego.types('queue')
	expect(screen).toContain(say('queue.unassigned'))
	expect(screen).toContain('Nobody can sign in')
	expect(screen).not.toContain(`${say('ticket.priority')}: «`)
	const urgent = await diego.chooses(say('ticket.priority'), say('priority.urgent'))
	expect(urgent.screen).toContain('Nobody can sign in')
	expect(urgent.screen).not.toContain('The lamp')
	const any = await diego.chooses(say('ticket.priority'), say('queue.priority.any'))
	expect(any.screen).toContain('The lamp')
	const acme = await diego.chooses(say('ticket.organization'), 'Acme')
	expect(acme.screen).toContain('The lamp')
	expect(acme.screen).not.toContain('Nobody can sign in')
	const mine = await diego.presses(say('queue.one', { queue: say('queue.mine'), count: 0 }))
	expect(mine.screen).toContain(say('list.empty.filtered'))
})

it('a request has few buttons at once for an agent, and the rest folded away', async () => {
	const { diego } = service
	const { screen } = await diego.types(String(lamp.number))
	for (const key of ['ticket.take', 'ticket.replyTo', 'ticket.note', 'ticket.status'] as const) {
		expect(screen).toContain(`[${say(key)}]`)
	}
	expect(screen).not.toContain(`[${say('ticket.merge')}]`)
	const more = await diego.presses(say('chat.more'))
	expect(more.screen).toContain(`[${say('ticket.merge')}]`)
	const history = await diego.presses(say('history.action'))
	expect(history.screen).toContain(say('history.title', { number: String(lamp.number) }))
})

it('files sent while a note is written come along with it', async () => {
	const { diego, world } = service
	await diego.types(String(lamp.number))
	await diego.presses(say('ticket.note'))
	await diego.sends({ name: 'bulb.txt', bytes: Buffer.from('E27') })
	await diego.fills({ [say('note.text')]: 'A spare bulb' })
	await diego.presses(say('note.submit'))
	await world.app.drain()
	const { comments } = await world.app.ports.tickets.conversation(world.cast.diego, lamp.id, { size: 9 })
	expect(comments.at(-1)).toMatchObject({ text: 'A spare bulb', public: false })
	expect(comments.at(-1)?.attachments.map(({ name }) => name)).toEqual(['bulb.txt'])
})
