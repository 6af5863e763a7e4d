import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bursts } from '../../../src/rules/limits.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { answeredRequest, type Desk, openDesk, saidOn } from './desk.ts'

const say = wordsOf('en')

let desk: Desk
let number = 0
beforeEach(async () => {
	desk = await openDesk()
	number = await answeredRequest(desk)
	await told()
})
afterEach(async () => {
	const { problems } = desk.slack
	await desk.close()
	expect(problems).toEqual([])
	expect(desk.world.faults).toEqual([])
})

/** Lets everyone hear what waits for them. */
async function told(): Promise<void> {
	await desk.world.app.drain()
	desk.clock.advance(bursts.spacing)
	await desk.world.app.drain()
	await desk.slack.idle()
}

/** The message that stands for the request, in Ada's conversation with the bot. */
function living() {
	const found = desk.ada.messages('bot').find(({ threadTs }) => !threadTs)
	if (!found) throw new Error('nothing stands for the request')
	return found
}

const inThread = () => desk.ada.messages('bot').filter(({ threadTs }) => threadTs === living().ts)
const newest = () => {
	const message = inThread().at(-1)
	if (!message) throw new Error('nothing is in the thread')
	return message
}

/** What was said last, as Diego reads it. */
async function lastComment() {
	const { tickets } = desk.world.app.ports
	const ticket = await tickets.find(desk.world.cast.diego, number)
	const { comments } = await tickets.conversation(desk.world.cast.diego, ticket?.id ?? '', { size: 100 })
	const last = comments.at(-1)
	if (!ticket || !last) throw new Error('nothing was said')
	return { ticket, ...last }
}

describe('an answer under the message that stands for a request', () => {
	it('is a comment, whatever it reads like, and has a mark', async () => {
		for (const text of ['It works now', 'help', 'solve 1', `reply ${number} <@U0CARLA> & *me*`, 'connect']) {
			await desk.ada.writes(text, { thread: living() })
			expect((await saidOn(desk, number)).at(-1)).toBe(text.replace('<@U0CARLA>', '@carla'))
			expect(newest()).toMatchObject({ from: 'Ada Rossi', reactions: ['white_check_mark'] })
		}
		expect(inThread().filter(({ from }) => from === 'Sportello')).toHaveLength(1)
	})

	it('brings its files, byte for byte', async () => {
		const bytes = randomBytes(200_000)
		await desk.ada.writes('The log', { thread: living(), files: [{ name: 'log.bin', bytes }] })
		await desk.ada.writes('', { thread: living(), files: [{ name: 'more.txt', bytes: 'more' }] })
		await desk.world.app.drain()
		const { tickets, files } = desk.world.app.ports
		const more = await lastComment()
		expect(more).toMatchObject({ text: '', attachments: [{ name: 'more.txt', state: 'stored' }] })
		const { comments } = await tickets.conversation(desk.world.cast.diego, more.ticket.id, { size: 100 })
		const log = comments.at(-2)
		expect(log).toMatchObject({ text: 'The log', attachments: [{ name: 'log.bin', state: 'stored' }] })
		const stored = await tickets.file(desk.world.cast.diego, log?.attachments[0]?.id ?? '')
		const chunks: Uint8Array[] = []
		for await (const chunk of (stored && (await files.get(stored.key))) ?? []) chunks.push(chunk)
		expect(Buffer.concat(chunks)).toEqual(bytes)
		expect(inThread().every(({ from, reactions }) => from === 'Sportello' || reactions.length === 1)).toBe(
			true,
		)
	})

	it('that was sent to the conversation too is one comment', async () => {
		const before = await saidOn(desk, number)
		await desk.ada.writes('Both here and there', { thread: living() })
		const event = desk.slack.ledger.findLast(({ what }) => what === 'event message.im')?.request as {
			readonly event: object
		}
		const broadcast = { ...event, event: { ...event.event, subtype: 'thread_broadcast' } }
		const forged = { body: JSON.stringify(broadcast), contentType: 'application/json' }
		expect((await desk.slack.forge(forged)).status).toBe(200)
		expect(await saidOn(desk, number)).toEqual([...before, 'Both here and there'])
	})

	it('shows what it will cause before it is sent', async () => {
		const { ticket } = await lastComment()
		await desk.world.app.ports.tickets.setStatus({ ...desk.world.diego, ticket: ticket.id, status: 'solved' })
		await desk.ada.writes('It jams again', { thread: living() })
		expect(newest()).toMatchObject({ from: 'Sportello', threadTs: living().ts })
		expect(JSON.stringify(newest().blocks)).toContain(say('reply.reopens'))
		const form = await desk.ada.presses(say('chat.continue'), { in: newest() })
		expect(form.screen).toContain('It jams again')
		await desk.ada.submits()
		expect((await lastComment()).text).toBe('It jams again')
		expect((await lastComment()).ticket.status).toBe('open')
	})

	it('of someone who is not connected any more asks them to connect', async () => {
		await desk.ada.types('/tickets disconnect')
		await desk.ada.presses(say('disconnect.yes'))
		const before = await saidOn(desk, number)
		await desk.ada.writes('It works now', { thread: living() })
		expect(await saidOn(desk, number)).toEqual(before)
		expect(desk.ada.messages('bot').at(-1)).toMatchObject({ from: 'Sportello' })
	})

	it('with nothing in it that can be had says so', async () => {
		const before = await saidOn(desk, number)
		await desk.ada.writes('x', { thread: living() })
		const event = desk.slack.ledger.findLast(({ what }) => what === 'event message.im')?.request as {
			readonly event: object
		}
		const files = [{ id: 'F0DUMP', name: 'dump.bin', file_access: 'check_file_info' }]
		for (const text of ['', 'The dump']) {
			const about = { ...event, event_id: `Ev0${text}`, event: { ...event.event, text, blocks: [], files } }
			await desk.slack.forge({ body: JSON.stringify(about), contentType: 'application/json' })
			await desk.slack.idle()
			expect(JSON.stringify(newest().blocks)).toContain(say('chat.file.lost', { name: 'dump.bin' }))
		}
		expect(await saidOn(desk, number)).toEqual([...before, 'x', 'The dump'])
	})

	it('is answered in words where the app may put no mark', async () => {
		await desk.slack.fail('reactions.add', { answer: 'missing_scope' })
		await desk.ada.writes('It works now', { thread: living() })
		expect(JSON.stringify(newest().blocks)).toContain(say('reply.done', { number: String(number) }))
		expect((await lastComment()).text).toBe('It works now')
	})
})

describe('an answer elsewhere', () => {
	it('under another message is what it always was', async () => {
		const before = await saidOn(desk, number)
		await desk.ada.writes('whoami')
		const other = desk.ada.messages('bot').findLast(({ from, threadTs }) => from === 'Sportello' && !threadTs)
		if (!other) throw new Error('nothing was answered')
		await desk.ada.writes('The coffee is cold', { thread: other })
		expect(desk.ada.messages('bot').at(-1)).toMatchObject({ from: 'Sportello', threadTs: other.ts })
		expect(desk.ada.screen()).toContain(say('offer.new'))
		await desk.ada.writes('help', { thread: other })
		expect(await saidOn(desk, number)).toEqual(before)
	})
})

describe('what was answered', () => {
	beforeEach(async () => {
		await desk.ada.writes('It works now', { thread: living() })
	})

	it('changes with the message', async () => {
		await desk.ada.edits(newest(), 'It works *mostly*, ask <@U0CARLA>')
		expect(await lastComment()).toMatchObject({
			text: 'It works *mostly*, ask @carla',
			editedAt: expect.any(Number),
		})
		for (const text of ['help', `reply ${number} It works`]) {
			await desk.ada.edits(newest(), text)
			expect((await lastComment()).text).toBe(text)
		}
		expect(newest()).toMatchObject({ from: 'Ada Rossi' })
	})

	it('is changed by nobody but its author', async () => {
		await desk.ada.edits(newest(), 'It works')
		const told = desk.slack.ledger.findLast(({ what }) => what === 'event message.im')?.request as {
			readonly event: { readonly message: object }
		}
		const about = (edited: object, event_id: string) => {
			const message = { ...told.event.message, text: 'It never worked', blocks: [], edited }
			return { body: JSON.stringify({ ...told, event_id, event: { ...told.event, message } }) }
		}
		const contentType = 'application/json'
		await desk.slack.forge({ ...about({ user: 'U0MALLORY', ts: '1.1' }, 'Ev0M'), contentType })
		expect((await lastComment()).text).toBe('It works')
		await desk.slack.forge({ ...about({ user: 'U0ADA', ts: '1.1' }, 'Ev0A'), contentType })
		expect((await lastComment()).text).toBe('It never worked')
	})

	it('goes with the message', async () => {
		await desk.ada.deletes(newest())
		expect(await lastComment()).toMatchObject({ text: '', withdrawn: true })
		expect(newest().from).toBe('Sportello')
	})

	it('stays when the request is closed, which is said there', async () => {
		const { ticket } = await lastComment()
		const { tickets } = desk.world.app.ports
		await tickets.setStatus({ ...desk.world.diego, ticket: ticket.id, status: 'solved' })
		await tickets.setStatus({ ...desk.world.diego, ticket: ticket.id, status: 'closed' })
		await desk.ada.edits(newest(), 'It never worked')
		expect(newest().from).toBe('Sportello')
		expect(JSON.stringify(newest().blocks)).toContain(say('edit.closed'))
		expect((await lastComment()).text).toBe('It works now')
	})

	it('is not touched by a preview that Slack puts below it', async () => {
		const { ticket, ...before } = await lastComment()
		const { tickets } = desk.world.app.ports
		await tickets.setStatus({ ...desk.world.diego, ticket: ticket.id, status: 'closed' })
		await desk.ada.edits(newest(), before.text)
		expect(newest()).toMatchObject({ from: 'Ada Rossi' })
		expect(await lastComment()).toMatchObject(before)
	})
})

describe('an answer in words', () => {
	it('changes and goes with its message, also when others have answered under that', async () => {
		await desk.ada.writes(`reply ${number} It works now`)
		const typed = desk.ada.messages('bot').findLast(({ from }) => from === 'Ada Rossi')
		if (!typed) throw new Error('nothing was written')
		await desk.ada.edits(typed, `reply ${number} It works *mostly*`)
		expect((await lastComment()).text).toBe('It works *mostly*')
		await desk.ada.writes('thanks', { thread: typed })
		await desk.ada.deletes(typed)
		expect(await lastComment()).toMatchObject({ text: '', withdrawn: true })
	})

	it('that asked something else may change as it likes', async () => {
		const before = await saidOn(desk, number)
		await desk.ada.writes('whoami')
		const typed = desk.ada.messages('bot').findLast(({ from }) => from === 'Ada Rossi')
		if (!typed) throw new Error('nothing was written')
		const count = desk.ada.messages('bot').length
		await desk.ada.edits(typed, `reply ${number} It works now`)
		await desk.ada.deletes(typed)
		expect(desk.ada.messages('bot')).toHaveLength(count - 1)
		expect(await saidOn(desk, number)).toEqual(before)
	})
})
