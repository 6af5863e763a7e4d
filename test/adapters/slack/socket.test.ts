import { afterEach, beforeEach, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { answeredRequest, type Desk, openDesk, saidOn } from './desk.ts'

const say = wordsOf('en')

let desk: Desk
beforeEach(async () => {
	desk = await openDesk({ socket: true })
})
afterEach(() => desk.close())

it('answers commands, buttons, forms and messages over the socket', async () => {
	const number = await answeredRequest(desk)
	expect((await desk.ada.types('/tickets')).screen).toContain('The printer is jammed')
	await desk.ada.presses(say('ticket.open'))
	await desk.ada.presses(say('ticket.reply'))
	await desk.ada.fills({ [say('reply.text')]: 'By socket' })
	expect((await desk.ada.submits()).screen).toContain(say('reply.done', { number: String(number) }))
	expect(await saidOn(desk, number)).toContain('By socket')
	await desk.ada.closes()
	await desk.ada.writes('whoami')
	expect(desk.ada.messages('bot')).toHaveLength(2)
	expect(desk.slack.problems).toEqual([])
})

it('acknowledges what it cannot read, so that it does not come again', async () => {
	expect((await desk.ada.usesShortcut('')).error).toBeUndefined()
	expect(desk.slack.problems).toEqual([])
})

it('takes nothing over HTTP', async () => {
	const response = await fetch(`${desk.world.address}/slack/events`, { method: 'POST', body: 'x' })
	expect(response.status).toBe(404)
})
