import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')
const fromBot = ({ from }: { readonly from: string }) => from.startsWith('28:')

describe('the personal chat', () => {
	let service: Service
	let ticket: Ticket
	beforeEach(async () => {
		service = await openService()
		const { tickets } = service.world.app.ports
		const by = { by: service.world.cast.ada.id, via: 'test' }
		ticket = allowed(
			await tickets.open({ ...by, subject: 'Broken printer', text: 'It **jams**.', files: [] }),
		).ticket
	})
	afterEach(async () => {
		await service.close()
		expect(service.teams.problems).toEqual([])
		expect(service.world.faults).toEqual([])
	})

	const said = async () => {
		const { tickets } = service.world.app.ports
		const { comments } = await tickets.conversation(service.world.cast.diego, ticket.id, { size: 100 })
		return comments.map(({ text }) => text)
	}

	it('connects by a mailed code, each step in place of the one before', async () => {
		const { ada, world } = service
		const first = await ada.types('mine')
		expect(first.screen).toContain(say('connect.title'))
		await ada.fills({ [say('connect.email')]: 'nobody' })
		const wrong = await ada.submits()
		expect(wrong.screen).toContain(say('refused.email', { email: 'nobody' }))
		expect(wrong.screen).toContain('«nobody»')
		await ada.fills({ [say('connect.email')]: 'ada@acme.example' })
		await ada.submits()
		await world.app.drain()
		const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(world.mail.newestTo('ada@acme.example').text)?.[0] ?? ''
		await ada.fills({ [say('connect.code')]: code })
		expect((await ada.submits()).screen).toContain('a•••@acme.example')
		const done = await ada.presses(say('connect.yes'))
		expect(done.screen).toContain(say('connect.done', { name: 'Ada Rossi' }))
		expect(done.screen).toContain(say('scope.requested'))
		expect(ada.messages().filter(fromBot)).toHaveLength(1)
	})

	it('goes from the list to a request and back, changes the list, filters and searches', async () => {
		const { ada, world, link } = service
		await link(ada, world.cast.ada)
		await ada.types('mine')
		const page = await ada.presses(say('ticket.open'), { beside: 'Broken printer' })
		expect(page.screen).toContain('It jams.')
		expect((await ada.presses(say('chat.details'))).screen).toContain(say('ticket.requester'))
		expect((await ada.presses(say('ticket.back'))).screen).toContain(say('scope.requested'))
		const solved = say('list.status.one', { status: 'Solved', count: 0 })
		expect((await ada.chooses(say('list.choose.status'), solved)).screen).toContain(
			say('list.empty.filtered'),
		)
		const any = say('list.status.any', { count: 1 })
		expect((await ada.chooses(say('list.choose.status'), any)).screen).toContain('Broken printer')
		const sorted = await ada.chooses(say('list.choose.sort'), say('list.sort.created'))
		expect(sorted.screen).toContain('Broken printer')
		expect((await ada.presses(say('scope.ccd'))).screen).toContain(say('list.empty.ccd'))
		await ada.presses(say('list.search'))
		await ada.fills({ [say('search.words')]: 'jams', [say('search.where')]: say('scope.requested') })
		expect((await ada.submits()).screen).toContain('Broken printer')
	})

	it('offers words to go on with, in one’s own language', async () => {
		const { ada, world, link } = service
		const offered = async (text: string) =>
			(await ada.types(text)).message?.suggestions.map(({ value }) => value)
		expect(await offered('help')).toEqual(['connect', 'help'])
		expect(await offered('whoami')).toEqual(['connect', 'help'])
		await link(ada, world.cast.ada)
		expect((await ada.types('mine')).message?.summary).toContain(say('scope.requested'))
		expect(await offered('mine')).toEqual(['new', 'help'])
		expect(await offered('help')).toEqual(['mine', 'new'])
		expect(await offered(String(ticket.number))).toEqual(['mine', 'new', 'help'])
		expect(await offered('new')).toEqual([])
		await world.app.ports.accounts.change(world.cast.ada.id, { locale: 'it' })
		expect(await offered(String(ticket.number))).toEqual(['mie', 'nuova', 'aiuto'])
		expect((await ada.types('mie')).screen).toContain(wordsOf('it')('scope.requested'))
	})

	it('answers a greeting with where to begin, and makes no request of it', async () => {
		const { ada, world, link } = service
		expect((await ada.types('Hi!')).screen).toContain(say('connect.intro', { support: 'Support' }))
		await link(ada, world.cast.ada)
		for (const text of ['hello', 'Good morning :)', 'Ciao', 'menu']) {
			expect((await ada.types(text)).screen).toContain(say('home.title'))
		}
		expect((await ada.types('hi printer is dead')).screen).toContain(say('offer.title'))
	})

	it('lets every question be left, and every request', async () => {
		const { ada, world, link } = service
		await link(ada, world.cast.ada)
		for (const text of ['disconnect', 'forget me', 'language']) {
			await ada.types(text)
			expect((await ada.presses(say('chat.cancel'))).screen).toContain(say('chat.cancelled'))
		}
		expect((await ada.types('whoami')).screen).toContain('Ada Rossi')
		expect((await ada.types('hello printer')).screen).not.toContain(say('chat.cancel'))
		await ada.types(String(ticket.number))
		expect((await ada.presses(say('scope.requested'))).screen).toContain('Broken printer')
	})

	it('keeps what was typed when a form cannot be sent, and cancels', async () => {
		const { ada, world, link } = service
		await link(ada, world.cast.ada)
		await ada.types(`reply ${ticket.number}`)
		await ada.fills({ [say('reply.text')]: 'x'.repeat(4_000) })
		const empty = await ada.types('new')
		expect(empty.screen).toContain(say('chat.file.how'))
		expect((await ada.submits()).screen).toContain(say('refused.subject.missing'))
		await ada.fills({ [say('new.subject')]: 'A *lamp*', [say('new.text')]: ' ' })
		const refused = await ada.submits()
		expect(refused.screen).toContain(say('refused.text.missing'))
		expect(refused.screen).toContain('«A *lamp*»')
		expect((await ada.presses(say('chat.cancel'))).screen).toContain(say('chat.cancelled'))
	})

	it('serves clients that only know the older buttons', async () => {
		const { ada, world, link } = service
		await link(ada, world.cast.ada)
		await ada.types(`reply ${ticket.number}`)
		await ada.fills({ [say('reply.text')]: 'From an old phone' })
		const seen = await ada.presses(say('reply.submit'), { old: true })
		expect(seen.screen).toContain(say('reply.done', { number: String(ticket.number) }))
		expect(ada.messages().filter(fromBot)).toHaveLength(2)
		expect(await said()).toEqual(['It **jams**.', 'From an old phone'])
	})

	it('has each effect once, however often the connector asks', async () => {
		const { ada, world, link, teams } = service
		await link(ada, world.cast.ada)
		await ada.types(`reply ${ticket.number} Only once`)
		await teams.repeat()
		await ada.types(`reply ${ticket.number}`)
		await ada.fills({ [say('reply.text')]: 'By form' })
		await ada.submits()
		const again = await teams.repeat()
		expect(again.status).toBe(200)
		expect(JSON.stringify(again.body)).toContain(say('reply.done', { number: String(ticket.number) }))
		expect(await said()).toEqual(['It **jams**.', 'Only once', 'By form'])
		const both = await Promise.all([teams.repeat(), teams.repeat()])
		expect(both.map(({ status }) => status)).toEqual([200, 200])
		expect(await said()).toHaveLength(3)
	})

	it('answers a card from another time, or one that was altered, politely and without effect', async () => {
		const { ada, world, link, teams } = service
		await link(ada, world.cast.ada)
		const stored = await world.app.ports.files.put(bytesOf('secret'), 100)
		const altered: readonly unknown[] = [
			{},
			{ command: 'mine' },
			{ command: { do: 'drop' } },
			{ command: { do: 'solve', number: '1 or 1' } },
			{ command: { do: 'toString' } },
			{ command: [] },
			{ file: 'a1' },
			{ command: { do: 'reply', number: 999_999, text: 'x', sent: 'yes' } },
			// Someone else's file, by its key in the store.
			{ command: { do: 'offer', draft: stored.key } },
		]
		for (const data of altered) {
			const activity = teams.activity(
				{ id: '29:ada' },
				{
					type: 'invoke',
					name: 'adaptiveCard/action',
					conversation: { id: 'a:29:ada', conversationType: 'personal', tenantId: teams.tenantId },
					value: { action: { type: 'Action.Execute', verb: 'x', data } },
				},
			)
			const answer = await teams.post(JSON.stringify(activity), `Bearer ${await teams.issuer.sign()}`)
			expect(answer.status).toBe(200)
			const { type, value } = answer.body as { type: string; value: unknown }
			if (type.endsWith('message')) expect(value).toBe(say('chat.file.gone'))
			else expect(JSON.stringify(value)).toContain(say('refused.title'))
		}
		expect(await said()).toHaveLength(1)
	})

	it('shows nothing more to someone who has lost the right', async () => {
		const { carla, world, link } = service
		await link(carla, world.cast.carla)
		const { message } = await carla.types('org')
		expect(carla.screen()).toContain('Broken printer')
		await world.app.ports.accounts.setGrant(world.cast.acme.id, 'none')
		const seen = await carla.presses(say('ticket.open'), {
			beside: 'Broken printer',
			...(message && { in: message }),
		})
		expect(seen.screen).toContain(say('refused.ticket', { number: String(ticket.number) }))
		expect(seen.screen).not.toContain('jams')
	})

	it('points from groups and channels to the personal chat, and shows nothing there', async () => {
		const { ada, world, link, teams } = service
		await link(ada, world.cast.ada)
		for (const place of ['groupChat', 'channel'] as const) {
			await ada.mentions(`view ${ticket.number}`, place)
			const message = teams.world.messages.at(-1)
			expect(message).toMatchObject({
				conversation: expect.stringMatching(
					place === 'channel' ? /^19:desk.*;messageid=/ : /^19:groupChat$/,
				) as string,
				text: say('chat.pointer.personal'),
				attachments: [],
			})
		}
		const activity = teams.activity(
			{ id: '29:ada' },
			{
				type: 'invoke',
				name: 'adaptiveCard/action',
				conversation: { id: '19:channel', conversationType: 'channel', tenantId: teams.tenantId },
				value: { action: { data: { command: { do: 'view', number: ticket.number } } } },
			},
		)
		const answer = await teams.post(JSON.stringify(activity), `Bearer ${await teams.issuer.sign()}`)
		expect(answer.body).toMatchObject({ value: say('refused.role') })
	})

	it('says nothing where it was not mentioned', async () => {
		const { teams } = service
		const before = teams.world.messages.length
		const activity = teams.activity(
			{ id: '29:ada' },
			{
				type: 'message',
				text: 'lunch?',
				conversation: { id: '19:group', conversationType: 'groupChat', tenantId: teams.tenantId },
			},
		)
		await teams.post(JSON.stringify(activity), `Bearer ${await teams.issuer.sign()}`)
		expect(teams.world.messages).toHaveLength(before)
	})
})

async function* bytesOf(text: string) {
	yield Buffer.from(text)
}
