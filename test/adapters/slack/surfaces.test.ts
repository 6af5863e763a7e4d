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

describe('a slash command', () => {
	it('is answered in its own response, for nobody else to see', async () => {
		await answeredRequest(desk)
		const seen = await desk.ada.types('/tickets')
		expect(seen.message).toMatchObject({
			ephemeral: true,
			text: expect.stringContaining(say('scope.requested')),
		})
		expect(seen.screen).toContain('The printer is jammed')
		// Who she is was asked once; the answer took no call.
		expect(desk.called().filter(what => !['auth.test', 'users.info'].includes(what))).toEqual([])
	})

	it('opens requests and forms in a window, and says nothing in the channel', async () => {
		const number = await answeredRequest(desk)
		const page = await desk.ada.types(`/tickets ${number}`)
		expect(page.modal?.title).toBe(say('ticket.number', { number: String(number) }))
		expect(page.screen.indexOf('tray 3')).toBeLessThan(page.screen.indexOf('It jams.'))
		await desk.ada.closes()
		expect((await desk.ada.types('/tickets new Coffee')).modal?.title).toBe(say('new.title'))
		expect(desk.ada.messages('general')).toEqual([])
	})

	it('that changes something says so in the channel, to that person', async () => {
		const number = await answeredRequest(desk)
		const seen = await desk.ada.types(`/tickets reply ${number} It works again`)
		expect(seen.modal).toBeUndefined()
		expect(seen.message?.ephemeral).toBe(true)
		expect(seen.screen).toContain(say('reply.done', { number: String(number) }))
	})

	it('offers the window again when Slack would not open it', async () => {
		desk.slack.world.now = () => desk.clock.now() + 4_000
		await desk.slack.fail('views.open', { answer: 'expired_trigger_id' })
		const seen = await desk.ada.types('/tickets new Coffee')
		expect(seen.modal).toBeUndefined()
		expect(seen.screen).toContain(say('new.title'))
		desk.slack.world.now = () => desk.clock.now()
		const opened = await desk.ada.presses(say('chat.continue'))
		expect(opened.modal?.title).toBe(say('new.title'))
		expect(opened.screen).toContain('|Coffee|')
	})

	it('takes addresses as Slack writes them', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types(`/tickets cc ${number} add <mailto:ben@elsewhere.example|ben@elsewhere.example>`)
		expect((await desk.ada.types(`/tickets ${number}`)).screen).toContain(
			`${say('ticket.ccs')}: ben@elsewhere.example`,
		)
		await desk.ada.closes()
		await desk.ada.types(`/tickets reply ${number} 3 &lt; 4 &amp; <https://a.example|a.example>`)
		expect((await saidOn(desk, number)).at(-1)).toBe('3 < 4 & a.example (https://a.example)')
	})
})

describe('a button', () => {
	it('in a message puts the answer in its place, or opens a window', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types('/tickets')
		await desk.ada.chooses(
			say('list.choose.status'),
			say('list.status.one', { status: say('status.solved'), count: 0 }),
		)
		expect(desk.ada.messages()).toHaveLength(1)
		expect(desk.ada.screen()).toContain(say('list.empty.filtered'))
		await desk.ada.chooses(say('list.choose.status'), say('list.status.any', { count: 1 }))
		const page = await desk.ada.presses(say('ticket.open'))
		expect(page.modal?.title).toBe(say('ticket.number', { number: String(number) }))
		expect(desk.ada.messages()).toHaveLength(1)
	})

	it('in a window changes what is in it, one window deep', async () => {
		await answeredRequest(desk)
		await desk.ada.types('/tickets')
		await desk.ada.presses(say('ticket.open'))
		const buttons = ['ticket.solve', 'ticket.open', 'ticket.mute', 'ticket.open', 'ticket.reply'] as const
		for (const button of buttons) {
			const seen = await desk.ada.presses(say(button))
			expect(seen.modal?.depth, button).toBe(1)
		}
		expect(desk.ada.modal?.title).toBe(say('reply.title'))
	})

	it('pressed in a window that was closed meanwhile does no harm', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types(`/tickets ${number}`)
		await desk.slack.fail('views.update', { answer: 'not_found' })
		expect((await desk.ada.presses(say('ticket.mute'))).error).toBeUndefined()
		await desk.slack.fail('views.update', { answer: 'hash_conflict' })
		expect((await desk.ada.presses(say('ticket.mute'))).error).toBeUndefined()
		await desk.slack.fail('views.update', { answer: 500 })
		expect((await desk.ada.presses(say('ticket.mute'))).error).toBeUndefined()
	})

	it('of another time says how to start again', async () => {
		await desk.ada.types('/tickets help')
		const [message] = desk.slack.world.messages
		const elements = message?.blocks.at(-1)?.elements
		if (elements?.[0]) elements[0].value = '{"do":"fly"}'
		expect((await desk.ada.presses(say('scope.requested'))).screen).toContain(
			say('refused.stale', { command: '/tickets' }),
		)
	})

	it('that leads to an address asks nothing', async () => {
		const number = await answeredRequest(desk)
		const page = await desk.ada.types(`/tickets ${number}`)
		const followed = await desk.ada.presses(say('ticket.web'))
		expect(followed.url).toContain(`/requests/${number}`)
		expect(followed.screen).toBe(page.screen)
	})
})

describe('a form', () => {
	it('that is refused keeps what was typed and says why beside the field', async () => {
		await desk.ada.types('/tickets new')
		await desk.ada.fills({ [say('new.subject')]: '   ', [say('new.text')]: 'It is broken' })
		const refused = await desk.ada.submits()
		expect(refused.modal?.errors).toEqual({ [say('new.subject')]: say('refused.subject.missing') })
		expect(refused.screen).toContain('|It is broken|')
		await desk.ada.fills({ [say('new.subject')]: 'Printer' })
		const done = await desk.ada.submits()
		expect(done.modal?.errors).toEqual({})
		expect(done.screen).toContain(say('new.done', { number: '1001' }).slice(-20))
	})

	it('refuses a file that is too large by its name', async () => {
		await desk.ada.types('/tickets new Printer')
		await desk.ada.attaches(say('reply.files'), [{ name: 'dump.bin', bytes: 'x' }])
		const files = desk.ada.modal?.state['files:new']?.value?.files
		if (files?.[0]) files[0].size = 60 * 1024 * 1024
		const refused = await desk.ada.submits()
		expect(refused.modal?.errors).toEqual({
			[say('reply.files')]: say('refused.file.large', { name: 'dump.bin', size: '60 MB', most: '50 MB' }),
		})
		expect(refused.screen).toContain('|Printer|')
	})

	it('that fails is still there, with what was typed, below the reason', async () => {
		await desk.ada.types('/tickets new Printer')
		await desk.ada.fills({ [say('new.text')]: 'A long story' })
		const { tickets } = desk.world.app.ports
		const working = { ...tickets }
		Object.assign(tickets, {
			open: async () => {
				throw new Error('the disk is full')
			},
		})
		const failed = await desk.ada.submits()
		expect(failed.modal?.depth).toBe(2)
		expect(failed.screen).toContain(say('failed.title'))
		Object.assign(tickets, working)
		expect((await desk.ada.closes()).screen).toContain('|A long story|')
		expect((await desk.ada.submits()).modal?.title).toContain('#')
		faults = 1
	})

	it('that is sent twice has its effect once, and the next one in the same window has its own', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.types(`/tickets ${number}`)
		for (const text of ['First', 'Second']) {
			await desk.ada.presses(say('ticket.reply'))
			await desk.ada.fills({ [say('reply.text')]: text })
			const id = desk.ada.modal?.id
			await desk.ada.submits()
			// What Slack sends when the button was pressed twice: the same view with another trigger.
			const sent = desk.slack.ledger.filter(({ what }) => what === 'view_submission').at(-1)
			const twin = { ...(sent?.request as object), trigger_id: `again.${text}` }
			const body = new URLSearchParams({ payload: JSON.stringify(twin) }).toString()
			expect((await desk.slack.forge({ body })).status).toBe(200)
			expect(desk.ada.modal?.id).toBe(id)
		}
		expect((await saidOn(desk, number)).slice(2)).toEqual(['First', 'Second'])
	})

	it('has fields of its own, in which Slack keeps nothing of another form', async () => {
		const first = await answeredRequest(desk)
		const second = await answeredRequest(desk, 'The coffee is cold')
		const ids = async (words: string) =>
			Object.keys((await desk.ada.types(`/tickets ${words}`)).modal?.state ?? {})
		const fields = [
			await ids(`reply ${first}`),
			await ids(`reply ${second}`),
			await ids('new'),
			await ids(`cc ${first}`),
		]
		const all = fields.flat()
		expect(new Set(all).size).toBe(all.length)
		expect(await ids(`reply ${first}`)).toEqual(fields[0])
	})
})

describe('the home tab', () => {
	it('shows the lists, and opens them and forms in windows', async () => {
		await answeredRequest(desk)
		const home = await desk.ada.opensHome()
		expect(home.screen).toContain(say('home.connected', { name: 'Ada Rossi' }))
		expect((await desk.ada.presses(`${say('home.all')} ${say('scope.requested')}`)).modal?.title).toBe(
			say('scope.requested'),
		)
		await desk.ada.closes()
		await desk.ada.opensHome()
		expect((await desk.ada.presses(say('new.action'))).modal?.title).toBe(say('new.title'))
	})

	it('follows when one disconnects', async () => {
		await desk.ada.opensHome()
		await desk.ada.presses(say('home.disconnect'))
		await desk.ada.presses(say('home.disconnect'))
		expect(desk.ada.screen('home')).not.toContain(say('home.connected', { name: 'Ada Rossi' }))
		expect(desk.ada.screen('home')).toContain(`[${say('connect.action')}]`)
	})

	it('is not shown to someone who looks at the messages', async () => {
		await desk.ada.opensHome('messages')
		expect(desk.called()).not.toContain('views.publish')
	})
})
