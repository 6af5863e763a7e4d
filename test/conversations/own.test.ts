import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { wordsOf } from '../../src/words/index.ts'
import { answered, connect, conversation, opened, stories, told } from './told.ts'

stories('what is one’s own', ({ say, locale, platform, open }) => {
	it('explains what can be typed, for anyone', async () => {
		const stage = await open()
		const help = await stage.ada.types('help')
		expect(help).toContain(say('help.list'))
		expect(help).toContain(say('usage.reply'))
		expect(help).not.toContain(say('help.section.agents'))
		expect(await stage.ada.types('help reply')).not.toContain(say('help.list'))
	})

	it('speaks the language that one chooses, from then on', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const other = wordsOf(locale === 'en' ? 'it' : 'en')
		expect(await ada.types(`language ${locale === 'en' ? 'it' : 'en'}`)).toContain(other('language.done'))
		expect(await ada.types('mine')).toContain(other('list.empty.requested'))
		expect(await ada.types('language klingon')).toContain('klingon')
	})

	it('keeps what one wants to hear', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await ada.types('notify')
		const wrong = await ada.sends({ [say('notify.quietFrom')]: '25:00', [say('notify.quietTo')]: '08:00' })
		expect(wrong).toContain(say('notify.time.invalid'))
		const saved = await ada.sends({
			[say('notify.answer')]: say('notify.channel.mail'),
			[say('notify.quietFrom')]: '18:30',
			[say('notify.quietTo')]: '08:00',
		})
		expect(saved).toContain(say('notify.done'))
		expect(await world.app.ports.accounts.preferences(world.cast.ada.id)).toMatchObject({
			notices: { answer: 'mail' },
			quiet: { from: '18:30', to: '08:00' },
		})
	})

	it('mutes one request for a while', async () => {
		const stage = await open()
		const { ada, world } = stage
		const { id, number } = await opened(stage, world.cast.ada, 'Lamp')
		await connect(stage, say, ada, world.cast.ada)
		await ada.types(`mute ${number} 2d`)
		const until = await world.app.ports.accounts.mutedUntil(world.cast.ada.id, id)
		expect(Math.round(((until ?? 0) - world.clock.now()) / 3_600_000)).toBe(48)
		expect(await ada.presses(say('ticket.unmute'))).toContain(say('mute.ended', { number: String(number) }))
		expect(await world.app.ports.accounts.mutedUntil(world.cast.ada.id, id)).toBeUndefined()
	})

	it('gives one’s data as a file, to oneself alone and for a quarter of an hour', async () => {
		const stage = await open()
		const { ada, world } = stage
		const lamp = await opened(stage, world.cast.ada, 'Lamp', 'It flickers.')
		const other = await opened(stage, world.cast.carla, 'Canary')
		await connect(stage, say, ada, world.cast.ada)
		const comment = { by: world.cast.ada.id, via: 'web', ticket: other.id, files: [] }
		await world.app.ports.accounts.change(world.cast.ada.id, { grant: 'comment' })
		await world.app.ports.tickets.addComment({ ...comment, text: 'So is mine.' })
		await world.app.ports.accounts.change(world.cast.ada.id, { grant: 'none' })
		await answered(stage, lamp, 'Which one?')
		await told(stage)
		await ada.types(`mute ${lamp.number}`)
		await ada.writes('My screen is black')
		await ada.types('export')
		const address = ada.link(say('export.link'))
		const text = await (await fetch(address)).text()
		expect(JSON.parse(text)).toMatchObject({
			account: { email: world.cast.ada.email },
			mutes: [{ number: lamp.number }],
			chats: [
				{
					identity: { platform: platform.name },
					drafts: [{ text: 'My screen is black' }],
					messages: [{ number: lamp.number }],
				},
			],
			requests: [
				{ ticket: { subject: 'Lamp' }, comments: [{ text: 'It flickers.' }, { text: 'Which one?' }] },
			],
			comments: [{ number: other.number, text: 'So is mine.' }],
			notices: expect.arrayContaining([
				expect.objectContaining({
					number: lamp.number,
					event: 'commented',
					state: 'sent',
					channel: platform.name,
				}),
			]) as unknown,
		})
		expect(text).toContain('It flickers.')
		expect(text).not.toContain('Canary')
		world.clock.advance(15 * 60_000 + 1)
		expect((await fetch(address)).status).toBe(404)
	})

	it('forgets a chat identity', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await ada.types('forget me')
		expect(await ada.presses(say('forget.yes'))).toContain(say('forget.done'))
		expect(await world.app.ports.links.of(world.cast.ada.id)).toEqual([])
		expect(await ada.types('whoami')).toContain(say('whoami.none'))
	})

	it('offers what is said to the bot as a new request or an addition', async () => {
		const stage = await open()
		const { ada, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Lamp')
		await connect(stage, say, ada, world.cast.ada)
		const asked = await ada.writes('My screen is *black* since today', [
			{ name: 'log.txt', bytes: randomBytes(2_000) },
		])
		expect(asked).toContain(say('offer.title'))
		expect(asked).toContain('log.txt')
		await ada.presses(say('offer.reply'))
		const page = await ada.sends({
			[say('reply.ticket')]: `#${ticket.number} · ${say('status.open')} · Lamp`,
		})
		expect(page).toContain(say('reply.done', { number: String(ticket.number) }))
		await world.app.drain()
		const last = (await conversation(stage, ticket.number)).comments.at(-1)
		expect(last?.text).toContain('My screen is')
		expect(last?.attachments).toMatchObject([{ name: 'log.txt', size: 2_000, state: 'stored' }])
		await ada.writes('Never mind this')
		expect(await ada.presses(say('offer.discard'))).toContain(say('offer.discarded'))
	})

	it('takes what is said for something to say, also when it begins with a word of a command', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		for (const text of [
			'Disconnect problem with the VPN since noon',
			'export of invoices fails',
			'Help my laptop is dead',
			'2 printers are broken',
		]) {
			expect(await ada.writes(text)).toContain(say('offer.title'))
		}
		expect(await ada.writes('mine')).toContain(say('scope.requested'))
	})

	it('leaves out files that cannot be taken, by name, and keeps the text', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const asked = await ada.writes('Two files', [
			{ name: 'empty.txt', bytes: new Uint8Array() },
			{ name: 'log.txt', bytes: randomBytes(10) },
		])
		const form = await ada.presses(say('offer.new'))
		// Some places say it when the files arrive, others in the form.
		expect(asked + form).toContain('empty.txt')
		const page = await ada.sends({ [say('new.subject')]: 'Logs' })
		const { comments } = await conversation(stage, Number(/#(\d+)/.exec(page)?.[1]))
		expect(comments[0]?.text).toBe('Two files')
		expect(comments[0]?.attachments.map(({ name }) => name)).toEqual(['log.txt'])
	})
})
