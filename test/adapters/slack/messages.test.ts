import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { answeredRequest, type Desk, openDesk, saidOn } from './desk.ts'

const say = wordsOf('en')

let desk: Desk
/** How many failures a story is about. */
let faults = 0
beforeEach(async () => {
	desk = await openDesk()
	faults = 0
})
afterEach(async () => {
	const { problems } = desk.slack
	await desk.close()
	expect(problems).toEqual([])
	expect(desk.world.faults).toHaveLength(faults)
})

describe('a message to the bot', () => {
	it('that is a command is answered there, and in its thread', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.writes(`${number}`)
		expect(desk.ada.messages('bot')).toHaveLength(2)
		const thread = desk.ada.messages('bot')[0]
		await desk.ada.writes('help', thread ? { thread } : {})
		expect(desk.ada.messages('bot').at(-1)).toMatchObject({ threadTs: thread?.ts })
		expect(desk.ada.screen()).not.toContain('/tickets reply')
	})

	it('that needs a form has a button to it', async () => {
		await desk.ada.writes('new The coffee is cold')
		const form = await desk.ada.presses(say('chat.continue'))
		expect(form.screen).toContain('|The coffee is cold|')
	})

	it('that is anything else is offered as a request, once however often Slack tells it', async () => {
		await desk.ada.writes('The coffee *is* cold')
		const told = desk.slack.ledger.find(({ what }) => what === 'event message.im')
		const again = {
			body: JSON.stringify(told?.request),
			contentType: 'application/json',
			headers: { 'X-Slack-Retry-Num': '1' },
		}
		const answers = await Promise.all([desk.slack.forge(again), desk.slack.forge(again)])
		expect(answers.map(({ status }) => status)).toEqual([200, 200])
		expect(desk.ada.messages('bot')).toHaveLength(2)
		const form = await desk.ada.presses(say('offer.new'))
		expect(form.screen).toContain('The coffee *is* cold')
	})

	it('is answered when Slack comes again after its own failure', async () => {
		await desk.slack.fail('chat.postMessage', { answer: 503 })
		await desk.ada.writes('The coffee is cold')
		expect(desk.ada.messages('bot')).toHaveLength(2)
		faults = 1
		await desk.slack.forget()
	})

	it.each(['channel_not_found', 'thread_not_found', 'is_archived'])(
		'whose answer Slack will never take (%s) is not asked for again',
		async answer => {
			await desk.slack.fail('chat.postMessage', { answer })
			await desk.ada.writes('The coffee is cold')
			const told = desk.slack.ledger.filter(({ what }) => what.startsWith('event message'))
			expect(told.map(({ status }) => status)).toEqual([200])
		},
	)

	it('takes files along: as an answer, a new request, or an offer', async () => {
		const number = await answeredRequest(desk)
		const files = [{ name: 'log.txt', bytes: 'jam' }]
		await desk.ada.writes(`reply ${number} The log`, { files })
		expect((await saidOn(desk, number)).at(-1)).toBe('The log')
		await desk.ada.writes('new Another printer', { files })
		const form = await desk.ada.presses(say('chat.continue'))
		expect(form.screen).toContain(say('form.carried', { count: 1, names: 'log.txt' }))
		await desk.ada.closes()
		await desk.ada.writes('', { files })
		expect(desk.ada.screen()).toContain(say('offer.files', { count: 1, names: 'log.txt' }))
	})

	it('that is edited or taken back asks nothing', async () => {
		await desk.ada.writes('The coffee is cold')
		const [message] = desk.ada.messages('bot')
		if (!message) throw new Error('nothing was written')
		await desk.ada.edits(message, 'The tea is cold')
		await desk.ada.deletes(message)
		expect(desk.ada.messages('bot')).toHaveLength(1)
	})
})

describe('in a channel', () => {
	it('whoever mentions the bot is told where to ask, and nobody else', async () => {
		const bot = desk.slack.world.app.botUserId
		await desk.ada.writes(`<@${bot}> what about 1?`, { to: 'general' })
		expect(desk.ada.messages('general').at(-1)).toMatchObject({
			ephemeral: true,
			text: expect.stringContaining('/tickets'),
		})
		expect(desk.carla.messages('general')).toHaveLength(1)
	})

	it('someone of another workspace gets one answer, or none', async () => {
		const guest = desk.slack.person({ id: 'U0GUEST', realName: 'A guest', teamId: 'T0ELSEWHERE' })
		for (const words of ['', '1', 'connect', 'nonsense']) {
			expect((await guest.types(`/tickets ${words}`)).message?.text).toContain(say('chat.stranger'))
		}
		const before = guest.messages().length
		await guest.writes(`<@${desk.slack.world.app.botUserId}> hello`, { to: 'general' })
		await guest.writes('hello')
		expect(guest.messages()).toHaveLength(before + 2)
	})
})

describe('a shortcut', () => {
	it('opens a new request', async () => {
		expect((await desk.ada.usesShortcut('new_request')).modal?.title).toBe(say('new.title'))
	})

	it('makes a request of a message, with where it was said and its files', async () => {
		await desk.carla.writes('The *coffee* is cold', {
			to: 'general',
			files: [{ name: 'cup.png', bytes: 'p' }],
		})
		const [message] = desk.ada.messages('general')
		const form = await desk.ada.usesShortcut('create_request', message)
		expect(form.screen).toContain('The *coffee* is cold')
		expect(form.screen).toContain(say('new.from', { link: 'https://acme.slack.com/archives/' }))
		expect(form.screen).toContain(say('form.carried', { count: 1, names: 'cup.png' }))
	})

	it('adds a message to a request', async () => {
		const number = await answeredRequest(desk)
		await desk.carla.writes('The coffee is cold too', { to: 'general' })
		const [message] = desk.ada.messages('general')
		await desk.ada.usesShortcut('add_to_request', message)
		await desk.ada.fills({
			[say('reply.ticket')]: `#${number} · ${say('status.open')} · The printer is jammed`,
		})
		await desk.ada.submits()
		expect((await saidOn(desk, number)).at(-1)).toContain('The coffee is cold too')
	})

	it('does without what Slack does not tell', async () => {
		await desk.carla.writes('The coffee is cold', { to: 'general' })
		const [message] = desk.ada.messages('general')
		await desk.slack.fail('chat.getPermalink', { answer: 'channel_not_found' })
		const form = await desk.ada.usesShortcut('create_request', message)
		expect(form.screen).toContain('The coffee is cold')
		expect(form.screen).not.toContain(say('new.from', { link: '' }).trim())
	})

	it('on a message without anything in it says so', async () => {
		const stamp = (await desk.carla.writes(' ', { to: 'general' })).message
		const seen = await desk.ada.usesShortcut('create_request', stamp)
		expect(seen.screen).toContain(say('chat.shortcut.none'))
	})
})
