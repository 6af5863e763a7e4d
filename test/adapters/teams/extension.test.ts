import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')
const hostile = 'A <b>lamp</b> & "more" <script>'

describe('the message extension', () => {
	let service: Service
	let ticket: Ticket
	beforeEach(async () => {
		service = await openService()
		const { world, ada, link } = service
		const by = { by: world.cast.ada.id, via: 'test' }
		const { tickets } = world.app.ports
		ticket = allowed(await tickets.open({ ...by, subject: hostile, text: 'canary', files: [] })).ticket
		await link(ada, world.cast.ada)
	})
	afterEach(async () => {
		await service.close()
		expect(service.teams.problems).toEqual([])
		expect(service.world.faults).toEqual([])
	})

	it('finds requests of one’s own, and shares number and status only', async () => {
		const { ada, world } = service
		const by = { by: world.cast.ada.id, via: 'test' }
		allowed(await world.app.ports.tickets.open({ ...by, subject: 'Printer', text: 'x', files: [] }))
		for (const words of ['', 'canary', String(ticket.number), `#${ticket.number}`]) {
			const { results } = await ada.searches(words)
			const found = results.find(each => JSON.stringify(each.preview).includes('lamp'))
			expect(results).toHaveLength(words ? 1 : 2)
			const shared = JSON.stringify(found?.content)
			expect(shared).toContain(say('shared.ticket', { number: String(ticket.number), status: 'Open' }))
			expect(shared).not.toMatch(/lamp|canary|Rossi/)
			expect(JSON.stringify(found?.preview)).not.toMatch(/<b>|<script>/)
		}
		expect((await ada.searches('nothinglikethis')).results).toEqual([])
	})

	it('finds nothing of others, and says how to begin', async () => {
		const { mallory, world, link } = service
		const unknown = await mallory.searches('canary')
		expect(unknown.results).toEqual([])
		expect(unknown.toast).toBe(say('chat.connect.first', { word: 'connect' }))
		await link(mallory, world.cast.mallory)
		expect((await mallory.searches('canary')).results).toEqual([])
		expect((await mallory.searches(String(ticket.number))).results).toEqual([])
	})

	it('shows a pasted address of the portal to whoever may see the request, and to nobody else', async () => {
		const { ada, mallory, world, link } = service
		const { publicUrl } = world.app.ports.settings
		const { results } = await ada.pastes(`${publicUrl}/requests/${ticket.number}`)
		expect(results).toHaveLength(1)
		expect(JSON.stringify(results)).toContain(`#${ticket.number}`)
		expect(JSON.stringify(results)).not.toMatch(/lamp|canary/)
		const foreign = await mallory.pastes(`${publicUrl}/requests/${ticket.number}`)
		expect(foreign.results).toEqual([])
		await link(mallory, world.cast.mallory)
		const answers = [
			await mallory.pastes(`${publicUrl}/requests/${ticket.number}`),
			await mallory.pastes(`${publicUrl}/requests/999999`),
			await ada.pastes(`https://evil.example/requests/${ticket.number}`),
			await ada.pastes(`${publicUrl}/settings`),
			await ada.pastes('nonsense'),
		]
		for (const { answer } of answers) expect(answer).toEqual(foreign.answer)
	})

	it('is no reading: who only shares a request has not seen what stands in it', async () => {
		const { diego, world, link } = service
		const { tickets, settings } = world.app.ports
		await link(diego, world.cast.diego)
		expect((await diego.searches(String(ticket.number))).results).toHaveLength(1)
		expect((await diego.pastes(`${settings.publicUrl}/requests/${ticket.number}`)).results).toHaveLength(1)
		expect(await tickets.seen(world.cast.diego.id, ticket.id)).toBeUndefined()
		await diego.types(`view ${ticket.number}`)
		expect(await tickets.seen(world.cast.diego.id, ticket.id)).toBe(1)
	})

	it('leaves a form that waits for files waiting', async () => {
		const { ada, world } = service
		const { settings } = world.app.ports
		await ada.types(`reply ${ticket.number}`)
		await ada.searches(String(ticket.number))
		await ada.searches('canary')
		await ada.pastes(`${settings.publicUrl}/requests/${ticket.number}`)
		const seen = await ada.writes('Here', { files: [{ name: 'lamp.txt', bytes: new Uint8Array([120]) }] })
		expect(seen.screen).toContain(say('reply.about', { number: String(ticket.number), subject: hostile }))
		expect(seen.screen).toContain('lamp.txt')
	})

	const message = {
		id: '1700000000000',
		body: {
			contentType: 'html',
			content:
				'<div>The lamp is <b>dark</b> &amp; cold &lt;b&gt;<br>since <at id="0">Monday</at>&nbsp;</div><script>x</script>',
		},
		linkToMessage: 'https://teams.microsoft.com/l/message/19:team/1700000000000',
		attachments: [
			{
				id: '1',
				contentType: 'reference',
				contentUrl: 'https://contoso.sharepoint.com/sites/it/lamp.png',
				name: 'lamp.png',
			},
			{ id: '2', contentType: 'messageReference', content: '{}' },
		],
	}

	it('makes a request of a message, with its text, its link and its files’ addresses', async () => {
		const { ada, world } = service
		const form = await ada.uses('create_request', message)
		// The dialog has the title, and files cannot be sent into it.
		expect(form.screen.split(say('new.title'))).toHaveLength(2)
		expect(form.screen).not.toContain(say('chat.file.how'))
		const text = [
			'The lamp is dark & cold <b>',
			'since Monday',
			'x',
			'',
			'lamp.png https://contoso.sharepoint.com/sites/it/lamp.png',
			'',
			say('new.from', { link: message.linkToMessage }),
		].join('\n')
		expect(form.screen).toContain(text)
		await ada.fills({ [say('new.subject')]: '', [say('new.text')]: text })
		expect((await ada.submits()).screen).toContain(say('refused.subject.missing'))
		await ada.fills({ [say('new.subject')]: 'Lamp' })
		const done = await ada.submits()
		expect(done.dialog).toBeUndefined()
		const number = Number(/#(\d+)/.exec(done.toast ?? '')?.[1])
		expect(done.toast).toBe(say('new.done', { number: String(number) }))
		const made = await world.app.ports.tickets.find(world.cast.ada, number)
		const { comments } = await world.app.ports.tickets.conversation(world.cast.ada, made?.id ?? '', {
			size: 1,
		})
		expect(comments[0]?.text).toBe(text)
	})

	it('adds a message to a request, and can be left', async () => {
		const { ada } = service
		await ada.uses('add_to_request', message)
		await ada.fills({ [say('reply.ticket')]: `#${ticket.number} · ${say('status.open')} · ${hostile}` })
		const done = await ada.submits()
		expect(done.toast).toBe(say('reply.done', { number: String(ticket.number) }))
		await ada.uses('add_to_request', message)
		const left = await ada.presses(say('chat.cancel'))
		expect(left.dialog).toBeUndefined()
		expect(left.answer).toMatchObject({ status: 200, body: {} })
	})

	it('shows the request in the dialog, without what only the chat can do', async () => {
		const { ada, world } = service
		const { tickets, files } = world.app.ports
		const stored = await files.put(bytesOf('guide'), 100)
		const file = { at: 'store' as const, name: 'guide.pdf', type: 'application/pdf', ...stored }
		allowed(await tickets.addComment({ ...world.diego, ticket: ticket.id, text: 'Read this', files: [file] }))
		await ada.uses('add_to_request', message)
		const choice = `#${ticket.number} · ${say('status.open')} · ${hostile}`
		await ada.fills({ [say('reply.ticket')]: choice, [say('reply.text')]: '' })
		await ada.submits()
		const page = await ada.presses(say('ticket.conversation'))
		expect(page.screen).toContain('guide.pdf')
		expect(page.screen).not.toContain(say('chat.file.save', { drive: 'OneDrive' }))
		expect((await ada.presses(say('ticket.reply'))).screen).toContain(say('reply.text'))
	})

	it('connects in the dialog where that is needed, and goes on', async () => {
		const { mallory, world } = service
		const first = await mallory.uses('create_request', message)
		expect(first.screen).toContain(say('connect.title'))
		await mallory.fills({ [say('connect.email')]: world.cast.mallory.email })
		await mallory.submits()
		await world.app.drain()
		const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(world.mail.newestTo(world.cast.mallory.email).text)?.[0]
		await mallory.fills({ [say('connect.code')]: code ?? '' })
		await mallory.submits()
		const form = await mallory.presses(say('connect.yes'))
		expect(form.screen).toContain(say('new.title'))
		expect(form.screen).toContain('The lamp is dark')
	})

	it('says so when a message holds nothing', async () => {
		const { ada } = service
		const seen = await ada.uses('create_request', { body: { contentType: 'html', content: '<p></p>' } })
		expect(seen.screen).toContain(say('chat.shortcut.none'))
	})
})

async function* bytesOf(text: string) {
	yield Buffer.from(text)
}
