import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlackApi } from '../../../adapters/slack/api.ts'
import { createShow } from '../../../adapters/slack/surfaces.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { examples } from '../../views/examples.ts'
import { answeredRequest, type Desk, openDesk, saidOn } from './desk.ts'

const say = wordsOf('en')

describe('a form in a window', () => {
	let desk: Desk
	beforeEach(async () => {
		desk = await openDesk()
	})
	afterEach(async () => {
		const { problems } = desk.slack
		await desk.close()
		expect(problems).toEqual([])
		expect(desk.world.faults).toEqual([])
	})

	it('that was refused is taken once something else is in it, and a refusal stays one', async () => {
		const number = await answeredRequest(desk)
		const shown = { number: String(number) }
		await desk.ada.types(`/tickets cc ${number} add carla@acme.example`)
		await desk.ada.types(`/tickets cc ${number}`)
		for (const _ of ['once', 'again']) {
			await desk.ada.fills({ [say('cc.email')]: 'carla@acme.example' })
			const refused = await desk.ada.submits()
			expect(refused.screen).toContain(say('cc.unchanged.add', { ...shown, email: 'carla@acme.example' }))
			if (refused.modal?.depth === 2) await desk.ada.closes()
		}
		await desk.ada.fills({ [say('cc.email')]: 'ben@elsewhere.example' })
		const done = await desk.ada.submits()
		expect(done.screen).toContain(say('cc.added', { ...shown, email: 'ben@elsewhere.example' }))
	})

	it('that is sent again with something else in it is another act, and with the same it is none', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types(`/tickets reply ${number}`)
		await desk.ada.fills({ [say('reply.text')]: 'First' })
		await desk.ada.submits()
		const sent = desk.slack.ledger.findLast(({ what }) => what === 'view_submission')
		for (const [index, text] of ['First', 'Second', 'Second'].entries()) {
			// The answer was lost on its way, so the same window is sent once more.
			const payload = JSON.stringify({ ...(sent?.request as object), trigger_id: `again.${index}` })
			const body = new URLSearchParams({ payload: payload.replace('"First"', JSON.stringify(text)) })
			expect((await desk.slack.forge({ body: body.toString() })).status).toBe(200)
		}
		// What takes its time is answered before it is done.
		await expect.poll(async () => (await saidOn(desk, number)).length).toBe(4)
		await desk.world.app.drain()
		expect((await saidOn(desk, number)).slice(2)).toEqual(['First', 'Second'])
	})

	it('keeps what was typed while another page is looked at above it, three windows deep at most', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types(`/tickets reply ${number}`)
		for (const depth of [1, 2]) {
			await desk.ada.fills({ [say('reply.text')]: `typed in window ${depth}` })
			const above = await desk.ada.presses(say('ticket.conversation'))
			expect(above.modal?.depth).toBe(depth + 1)
			expect(above.screen).toContain('tray 3')
			await desk.ada.presses(say('ticket.reply'))
		}
		// Nothing can open above the third, so that nothing there leads away from what is typed.
		expect(desk.ada.buttons('modal').map(({ text }) => text)).not.toContain(say('ticket.conversation'))
		await desk.ada.closes()
		expect(desk.ada.screen()).toContain('typed in window 2')
		await desk.ada.closes()
		expect(desk.ada.screen()).toContain('typed in window 1')
		await desk.ada.submits()
		expect((await saidOn(desk, number)).at(-1)).toBe('typed in window 1')
	})

	it('that is refused in the deepest window says so beside its first field', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types(`/tickets cc ${number} add carla@acme.example`)
		await desk.ada.types(`/tickets reply ${number}`)
		await desk.ada.presses(say('ticket.conversation'))
		await desk.ada.presses(say('ticket.reply'))
		await desk.ada.presses(say('ticket.conversation'))
		await desk.ada.presses(say('ticket.copy'))
		await desk.ada.fills({ [say('cc.email')]: 'carla@acme.example' })
		const refused = await desk.ada.submits()
		expect(refused.modal?.depth).toBe(3)
		expect(refused.error).toBeUndefined()
		expect(refused.screen).toContain('|carla@acme.example|')
		expect(refused.screen).toContain(
			say('cc.unchanged.add', { email: 'carla@acme.example', number: String(number) }),
		)
	})

	it('stays where it is for another code, and signing up opens above it', async () => {
		await desk.mallory.types('/tickets')
		await desk.mallory.fills({ [say('connect.email')]: 'mallory@umbra.example' })
		expect((await desk.mallory.presses(say('signup.action'))).modal?.depth).toBe(2)
		expect((await desk.mallory.closes()).screen).toContain('|mallory@umbra.example|')
		await desk.mallory.submits()
		await desk.mallory.fills({ [say('connect.code')]: 'ABCD' })
		const again = await desk.mallory.presses(say('connect.code.again'))
		expect(again.modal?.depth).toBe(1)
		expect(again.screen).toContain('|ABCD|')
	})

	it('settles the offer that led to it once it is sent, and not before', async () => {
		await desk.ada.writes('The coffee is cold')
		await desk.ada.presses(say('offer.new'))
		await desk.ada.closes()
		expect(desk.ada.screen()).toContain(`[${say('offer.discard')}]`)
		await desk.ada.presses(say('offer.new'))
		await desk.ada.fills({ [say('new.subject')]: '   ' })
		await desk.ada.submits()
		expect(JSON.stringify(desk.ada.messages('bot').at(-1)?.blocks)).toContain(say('offer.discard'))
		await desk.ada.fills({ [say('new.subject')]: 'Coffee' })
		await desk.ada.submits()
		await desk.ada.closes({ all: true })
		expect(desk.ada.messages('bot')).toHaveLength(2)
		expect(desk.ada.screen()).toContain(say('new.done', { number: '1001' }))
		expect(desk.ada.buttons().map(({ text }) => text)).toEqual([say('ticket.open')])
		expect((await desk.ada.presses(say('ticket.open'))).screen).toContain('The coffee is cold')
	})

	it('sends the files that came with it, and none that a button or a form names', async () => {
		const number = await answeredRequest(desk)
		const file = { name: 'x', size: 1, type: 't', at: 'platform', platform: 'slack', source: '{"id":"F1"}' }
		const forged = { do: 'reply', number, text: 'Look', sent: 'yes', files: [file] }
		await desk.ada.types('/tickets help')
		const elements = desk.slack.world.messages[0]?.blocks.at(-1)?.elements
		if (elements?.[0]) elements[0].value = JSON.stringify(forged)
		await desk.ada.presses(say('scope.requested'))
		await desk.ada.types(`/tickets reply ${number}`)
		const { spec } = desk.slack.world.modals.get('U0ADA')?.[0] ?? {}
		if (spec) spec.private_metadata = JSON.stringify({ ...forged, text: undefined })
		await desk.ada.fills({ [say('reply.text')]: 'And look' })
		await desk.ada.attaches(say('reply.files'), [{ name: 'mine.txt', bytes: 'm' }])
		await desk.ada.submits()
		const { tickets } = desk.world.app.ports
		const ticket = await tickets.find(desk.world.cast.diego, number)
		const { comments } = await tickets.conversation(desk.world.cast.diego, ticket?.id ?? '', { size: 9 })
		expect(
			comments.slice(2).map(({ text, attachments }) => [text, attachments.map(({ name }) => name)]),
		).toEqual([
			['Look', []],
			['And look', ['mine.txt']],
		])
	})
})

it('that Slack does not open in time is offered in a message while there still is some', async () => {
	const form = examples('en').find(({ name }) => name === 'form, usual')?.view
	if (!form) throw new Error('no form')
	const api = { openView: () => new Promise<void>(() => {}) } as Partial<SlackApi> as SlackApi
	const log = { info: () => {}, warn: () => {}, error: () => {} }
	const show = createShow(api, log)
	const reply = await show({
		origin: { kind: 'command', trigger: '1', channel: undefined },
		view: form,
		again: async () => ({ do: 'new', draft: 'd1' }),
		by: performance.now(),
	})
	expect(reply).toMatchObject({ response_type: 'ephemeral' })
	expect(JSON.stringify(reply)).toContain(JSON.stringify('{"do":"new","draft":"d1"}'))
})
