import { keepHouse } from '../../src/housekeeping.ts'
import { expect, it } from 'vitest'
import { bursts } from '../../src/rules/limits.ts'
import { answered, connect, conversation, opened, set, stories, taken, told } from './told.ts'

const day = 24 * 60 * 60_000

stories('notices', ({ say, platform, open }) => {
	const diego = say('ticket.support', { name: 'Diego Sala' })

	it('tells of support’s answer with its status as one notice, and takes the answer to it', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		await told(stage)
		await answered(stage, ticket, 'Is it **plugged in**?', { status: 'pending' })
		await told(stage)
		const news = await ada.news(ticket.number)
		expect(news).toContain('Broken printer')
		expect(news).toContain('plugged in')
		expect(news).toContain(say('news.answer', { name: diego }))
		expect(news).toContain(say('status.awaiting'))
		expect(await sentTo(stage, ticket.id)).toEqual([
			['ada@acme.example', 'answer', 'sent', platform.name],
			['ada@acme.example', 'status', 'sent', platform.name],
		])

		await ada.answersNews(ticket.number, 'It was not, thank you.')
		const { ticket: after, comments } = await conversation(stage, ticket.number)
		expect(comments.at(-1)).toMatchObject({ text: 'It was not, thank you.', author: { name: 'Ada Rossi' } })
		expect(after.status).toBe('open')
		await told(stage)
		// What stands there follows, and nobody is told of their own act.
		expect(await ada.news(ticket.number)).toContain(say('status.open'))
		expect((await sentTo(stage, ticket.id)).filter(([to]) => to === 'ada@acme.example')).toHaveLength(2)
	})

	it('joins a burst, and says later news anew', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		await answered(stage, ticket, 'First thought.')
		await answered(stage, ticket, 'Second thought.')
		await told(stage)
		const news = await ada.news(ticket.number)
		expect(news).toContain('First thought.')
		expect(news).toContain('Second thought.')
		await answered(stage, ticket, 'A third one, later.')
		await told(stage)
		expect(await ada.news(ticket.number)).toContain('A third one, later.')
	})

	it('says nothing of a muted request, nor of what is switched off, and all of it in the log', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		await ada.types(`mute ${ticket.number} 2d`)
		await answered(stage, ticket, 'Psst.')
		await told(stage)
		world.clock.advance(2 * day)
		await ada.types('notify')
		await ada.sends({ [say('notify.status')]: say('notify.channel.off') })
		await set(stage, ticket, 'solved')
		await told(stage)
		const log = await world.app.ports.notices.log({ ticket: ticket.id, size: 10 })
		expect(log.map(({ kind, state, why }) => [kind, state, why])).toEqual([
			['status', 'muted', 'off'],
			['answer', 'muted', 'muted'],
		])
	})

	it('can be muted from the message itself, which says so and stays', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'Which one?')
		await told(stage)
		await ada.pressesNews(ticket.number, say('ticket.mute'))
		if (platform.name === 'slack') expect(await ada.news(ticket.number)).toContain('Which one?')
		await told(stage)
		const news = await ada.news(ticket.number)
		expect(news).toContain('Broken printer')
		expect(news).toContain(`[${say('ticket.unmute')}]`)
	})

	it('waits for the end of quiet hours, in the person’s zone', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await world.app.ports.accounts.change(world.cast.ada.id, { timeZone: 'Asia/Kolkata' })
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		const hour = (ahead: number) =>
			new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Asia/Kolkata' }).format(
				world.clock.now() + ahead * 60 * 60_000,
			)
		await ada.types('notify')
		await ada.sends({ [say('notify.quietFrom')]: hour(-1), [say('notify.quietTo')]: hour(2) })
		await answered(stage, ticket, 'Good night.')
		await told(stage)
		expect(await sentTo(stage, ticket.id)).toEqual([])
		world.clock.advance(2 * 60 * 60_000)
		await told(stage)
		expect(await ada.news(ticket.number)).toContain('Good night.')
	})

	it('changes and takes back what was changed and deleted in the chat', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'Which one?')
		await told(stage)
		if (platform.name === 'slack') await ada.answersNews(ticket.number, 'The one on the fird floor.')
		else await ada.types(`reply ${ticket.number} The one on the fird floor.`)
		await ada.edits(
			platform.name === 'slack'
				? 'The one on the third floor.'
				: `reply ${ticket.number} The one on the third floor.`,
		)
		const edited = (await conversation(stage, ticket.number)).comments.at(-1)
		expect(edited?.text).toBe('The one on the third floor.')
		expect(edited?.editedAt).toBeDefined()
		await ada.deletes()
		const withdrawn = (await conversation(stage, ticket.number)).comments.at(-1)
		expect(withdrawn).toMatchObject({ text: '', withdrawn: true })
	})

	it('reminds once, closes after a week, and a word keeps it open', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const waiting = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, waiting, 'Which one?', { status: 'pending' })
		const done = await opened(stage, world.cast.ada, 'New keyboard')
		await set(stage, done, 'solved')
		await told(stage)
		world.clock.advance(4 * day)
		await keepHouse(world.app.ports)
		await told(stage)
		expect(await ada.news(waiting.number)).toContain(say('news.reminder', { days: 4, support: 'Support' }))
		world.clock.advance(3 * day)
		await Promise.all([keepHouse(world.app.ports), keepHouse(world.app.ports)])
		await told(stage)
		const log = await world.app.ports.notices.log({ ticket: waiting.id, size: 10 })
		expect(log.filter(({ kind }) => kind === 'reminder')).toHaveLength(1)
		expect((await conversation(stage, done.number)).ticket.status).toBe('closed')
		expect((await conversation(stage, waiting.number)).ticket.status).toBe('pending')
	})

	it('lists each day what waits for one’s reply', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await set(stage, ticket, 'pending')
		await told(stage)
		await ada.types('notify')
		await ada.sends({ [say('notify.digest')]: '09:00' })
		for (let each = 0; each < 2; each += 1) {
			await ada.types('help')
			world.clock.advance(day)
			await told(stage)
			expect(await ada.looks()).toContain(say('digest.said', { count: 1 }))
		}
	})

	it('goes by mail to who has no chat, kept together, and ends with one click', async () => {
		const stage = await open()
		const { world } = stage
		const ticket = await opened(stage, world.cast.carla, 'Broken printer')
		await answered(stage, ticket, 'Is it **plugged in**?')
		await told(stage)
		await answered(stage, ticket, 'Hello?')
		await told(stage)
		const letter = world.mail.newestTo(world.cast.carla.email)
		expect(letter.text).toContain('Hello?')
		expect(letter.subject).toBe(
			say('letter.notice.subject', { number: String(ticket.number), subject: 'Broken printer' }),
		)
		const url = /List-Unsubscribe: <([^>]+)>/i.exec(letter.raw.replaceAll(/\r\n\s+/g, ' '))?.[1] ?? ''
		const done = await fetch(url, {
			method: 'POST',
			body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
		})
		expect(done.status).toBe(200)
		await answered(stage, ticket, 'Nobody hears this.')
		await told(stage)
		expect(world.mail.newestTo(world.cast.carla.email).text).not.toContain('Nobody hears this.')
	})

	it('shows agents who was told what, and tells what failed after all', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await connect(stage, say, diego, world.cast.diego)
		await connect(stage, say, ada, world.cast.ada)
		expect(await ada.types(`deliveries ${ticket.number}`)).toContain(say('refused.role'))
		await answered(stage, ticket, 'Is it plugged in?')
		await world.app.drain()
		world.clock.advance(bursts.settle)
		const { notices } = world.app.ports
		const [notice] = await notices.claim({ count: 1, lease: 60_000 })
		if (!notice) throw new Error('nothing waits')
		await notices.settle(
			notice,
			notice.waiting.map(({ id }) => ({ id, state: 'failed', why: 'fatal_error' })),
		)
		expect(await diego.types(`deliveries ${ticket.number}`)).toContain('fatal_error')
		await diego.presses(say('deliveries.retry', { name: 'Ada Rossi' }))
		await told(stage)
		expect(await ada.news(ticket.number)).toContain('Is it plugged in?')
		const page = await diego.types(`deliveries ${ticket.number}`)
		expect(page).toContain(say('deliveries.channel.chat', { platform: platform.title }))
	})

	it('tells whoever is copied, and of the organization only who asked; a stranger nothing of the content', async () => {
		const stage = await open()
		const { carla, world } = stage
		await connect(stage, say, carla, world.cast.carla)
		const silent = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		expect(await sentTo(stage, silent.id)).toEqual([])
		await carla.types('notify')
		await carla.sends({ [say('notify.organization')]: say('notify.channel.chat') })
		const ticket = await opened(stage, world.cast.ada, 'A leaking pipe', 'It drips on the *servers*.')
		const { tickets } = world.app.ports
		await tickets.addCc({
			by: world.cast.ada.id,
			via: 'web',
			ticket: ticket.id,
			email: 'new@outside.example',
		})
		await told(stage)
		expect(await carla.news(ticket.number)).toContain('A leaking pipe')
		const letter = world.mail.newestTo('new@outside.example')
		expect(letter.text).toContain(`#${ticket.number}`)
		expect(letter.raw).not.toMatch(/leaking|drips|Ada/)
		expect(await sentTo(stage, ticket.id)).toEqual([
			['carla@acme.example', 'organization', 'sent', platform.name],
			['new@outside.example', 'copied', 'sent', 'mail'],
		])
	})
})

async function sentTo({ world }: Parameters<typeof told>[0], ticket: string) {
	const log = await world.app.ports.notices.log({ ticket, state: 'sent', size: 50 })
	return log.toReversed().map(({ account, kind, state, channel }) => [account.email, kind, state, channel])
}
