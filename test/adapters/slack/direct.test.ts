import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { answeredRequest, type Desk, openDesk, saidOn } from './desk.ts'

const say = wordsOf('en')

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

/** The same person writes once more, with what only Slack can say of a message. */
async function tells(event: object, id = 'Ev0TOLD'): Promise<void> {
	await desk.ada.writes('help')
	const told = desk.slack.ledger
		.map(({ request }) => request as { readonly event?: { readonly user: string } })
		.findLast(({ event }) => event?.user === desk.ada.id)
	const body = JSON.stringify({ ...told, event_id: id, event: { ...told?.event, blocks: [], ...event } })
	expect((await desk.slack.forge({ body, contentType: 'application/json' })).status).toBe(200)
	await desk.slack.idle()
}

const newest = () => JSON.stringify(desk.ada.messages('bot').at(-1)?.blocks)

describe('where no window can open, the button to the form', () => {
	const long = Array.from({ length: 700 }, (_, index) => `"word${index}"`).join(' ')

	it('brings all that was written, however long, and the files', async () => {
		await desk.ada.writes(`new Coffee\n${long}`, { files: [{ name: 'cup.png', bytes: 'p' }] })
		const form = await desk.ada.presses(say('chat.continue'))
		expect(form.screen).toContain('|Coffee|')
		expect(form.screen).toContain(say('form.carried', { count: 1, names: 'cup.png' }))
		await desk.ada.submits()
		expect((await saidOn(desk, 1001))[0]).toBe(long)
	})

	it('brings it also where Slack would not open the window', async () => {
		await desk.slack.fail('views.open', { answer: 'expired_trigger_id' })
		await desk.ada.types(`/tickets new ${long}`)
		await desk.ada.presses(say('chat.continue'))
		await desk.ada.fills({ [say('new.subject')]: 'Coffee' })
		await desk.ada.submits()
		expect((await saidOn(desk, 1001))[0]).toBe(long)
	})

	it('says what was wrong, and tries nothing twice', async () => {
		const wrong = (left: number) => say('connect.code.wrong', { left })
		await desk.mallory.writes('connect ZZZZ-ZZZZ')
		expect(desk.mallory.screen()).toContain(wrong(4))
		const form = await desk.mallory.presses(say('chat.continue'))
		expect(form.screen).toContain(say('connect.email'))
		await desk.mallory.closes()
		await desk.mallory.writes('connect ZZZZ-ZZZZ')
		expect(desk.mallory.screen()).toContain(wrong(3))
	})

	it('says which file was refused, and keeps the text', async () => {
		const number = await answeredRequest(desk)
		await desk.ada.writes(`reply ${number} The log`, { files: [{ name: 'log.txt', bytes: '' }] })
		expect(desk.ada.screen()).toContain(say('refused.file.empty', { name: 'log.txt' }))
		expect((await desk.ada.presses(say('chat.continue'))).screen).toContain('The log')
		await desk.ada.submits()
		expect((await saidOn(desk, number)).at(-1)).toBe('The log')
	})
})

describe('what is typed to be said', () => {
	it('has people and channels by their names, and Markdown', async () => {
		const number = await answeredRequest(desk)
		await tells({ text: `reply ${number} ask <@U0CARLA> in <#C0GENERAL|general> about *x* &amp; _y_` })
		expect((await saidOn(desk, number)).at(-1)).toBe('ask @carla in #general about **x** & _y_')
		const spans = [
			{ type: 'text', text: `reply ${number} ask ` },
			{ type: 'user', user_id: 'U0CARLA' },
			{ type: 'text', text: ' about ' },
			{ type: 'text', text: 'x', style: { bold: true } },
		]
		const section = { type: 'rich_text_section', elements: spans }
		const blocks = [{ type: 'rich_text', elements: [section] }]
		await tells({ text: `reply ${number} ask <@U0CARLA> about *x*`, blocks }, 'Ev0RICH')
		expect((await saidOn(desk, number)).at(-1)).toBe('ask @carla about **x**')
		await desk.ada.types(`/tickets reply ${number} **so** *so*`)
		expect((await saidOn(desk, number)).at(-1)).toBe('**so** **so**')
	})
})

describe('files that are not simply there', () => {
	const plan = {
		id: 'F0PLAN',
		title: 'Plan',
		mode: 'external',
		is_external: true,
		url_private: 'https://docs.example/1',
	}
	const untold = { id: 'F0DUMP', name: 'dump.bin', file_access: 'check_file_info' }

	it('are told as links where they are kept elsewhere', async () => {
		const number = await answeredRequest(desk)
		await tells({ text: `reply ${number} The plan`, files: [plan] })
		expect((await saidOn(desk, number)).at(-1)).toBe('The plan\n\nPlan (https://docs.example/1)')
	})

	it('are named where Slack does not tell of them, beside what was done with the rest', async () => {
		const number = await answeredRequest(desk)
		await tells({ text: `reply ${number} The dump`, files: [untold] })
		expect((await saidOn(desk, number)).at(-1)).toBe('The dump')
		expect(newest()).toContain(say('chat.file.lost', { name: 'dump.bin' }))
		expect(newest()).toContain(say('reply.done', { number: String(number) }))
	})

	it('are answered for where they were all there was', async () => {
		await tells({ text: '', files: [untold] })
		expect(newest()).toContain(say('chat.file.lost', { name: 'dump.bin' }))
	})

	it('are named in the offer', async () => {
		await tells({ text: 'Look at this', files: [untold, plan] })
		expect(newest()).toContain(say('chat.file.lost', { name: 'dump.bin' }))
		expect(newest()).toContain('https://docs.example/1')
	})
})
