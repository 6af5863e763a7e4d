import { expect, it } from 'vitest'
import { allowed } from '../contracts/cast.ts'
import { formatOf } from '../../src/words/format.ts'
import { addEmma, answered, as, connect, conversation, opened, stories, taken, told } from './told.ts'

stories('answering well', ({ say, platform, locale, open }) => {
	it('is answered with the status that follows, from a saved answer', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		const number = String(ticket.number)
		const { tickets } = world.app.ports
		allowed(await tickets.addCc({ ...world.diego, ticket: ticket.id, email: 'ben@elsewhere.example' }))
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, diego, world.cast.diego)
		await diego.types('answer')
		const list = await diego.sends({
			[say('answer.name')]: 'Restart',
			[say('answer.text')]: 'Dear {name}, turn it off and on ({number}).',
		})
		expect(list).toContain(say('answer.saved', { name: 'Restart' }))
		await diego.closes()
		const form = await diego.types(`reply ${number}`)
		expect(form).toContain(say('reply.to', { name: 'Ada Rossi', names: 'Ben Kay' }))
		await diego.presses('Restart')
		expect(diego.screen()).toContain(`Dear Ada, turn it off and on (${number}).`)
		await diego.sends({ [say('reply.status')]: say('status.agent.pending') })
		const { ticket: after, comments } = await conversation(stage, ticket.number)
		expect(comments.at(-1)).toMatchObject({
			text: `Dear Ada, turn it off and on (${number}).`,
			public: true,
			author: { name: 'Diego Sala' },
		})
		expect(after.status).toBe('pending')
		await told(stage)
		expect(await ada.news(ticket.number)).toContain('turn it off and on')
	})

	it('keeps what was typed when a saved answer is put in', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		await connect(stage, say, diego, world.cast.diego)
		for (const name of ['One', 'Two', 'Three', 'Four', 'Five', 'Six']) {
			await world.app.ports.answers.save({ ...world.diego, name, text: `Dear {name}: ${name}.` })
		}
		await diego.closes()
		await diego.types(`reply ${ticket.number}`)
		await diego.fills({ [say('reply.text')]: 'I *looked*.', [say('reply.status')]: say('status.agent.hold') })
		expect(await diego.presses('Five')).toContain('I *looked*.')
		expect(diego.screen()).toContain('Dear Ada: Five.')
		expect(diego.screen()).toContain(say('status.agent.hold'))
		// Pressed again, it is there already.
		await diego.presses('Five')
		await diego.presses(say('answers.all'))
		// Back from there without choosing, all is as it was.
		const back = await diego.presses(say('ticket.replyTo'))
		expect(back).toContain('I *looked*.')
		expect(back).toContain('Dear Ada: Five.')
		await diego.presses(say('answers.all'))
		await diego.presses('Two')
		expect((await conversation(stage, ticket.number)).comments).toHaveLength(1)
		await diego.sends({})
		const { ticket: after, comments } = await conversation(stage, ticket.number)
		expect(comments.at(-1)?.text).toBe('I *looked*.\n\nDear Ada: Five.\n\nDear Ada: Two.')
		expect(after.status).toBe('hold')
	})

	it('finds each of many saved answers, by page and by its words', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		await connect(stage, say, diego, world.cast.diego)
		for (let number = 10; number < 52; number++) {
			const text = number === 47 ? 'La società è chiusa.' : `Text ${number}.`
			await world.app.ports.answers.save({ ...world.diego, name: `Answer ${number}`, text })
		}
		expect(await diego.types('answers')).toContain(say('answers.page', { from: 1, to: 20, count: 42 }))
		await diego.presses(say('queue.next'))
		const last = await diego.presses(say('queue.next'))
		expect(last).toContain(say('answers.page', { from: 41, to: 42, count: 42 }))
		expect(last).toContain('Answer 51')
		expect(await diego.presses(say('queue.previous'))).toContain('Answer 49')
		const found = await diego.types('answers SOCIETA chiusa')
		expect(found).toContain('Answer 47')
		expect(found).not.toContain('Answer 46')
		expect(await diego.presses(say('list.search.clear'))).toContain('Answer 10')
		expect(await diego.types('answers nowhere')).toContain(say('answers.none.found'))
		// What is being written comes along from page to page.
		await diego.closes()
		await diego.types(`reply ${ticket.number}`)
		await diego.fills({ [say('reply.text')]: 'I looked.' })
		await diego.presses(say('answers.all'))
		await diego.presses(say('queue.next'))
		expect(await diego.presses('Answer 30')).toContain('I looked.')
		await diego.sends({})
		expect((await conversation(stage, ticket.number)).comments.at(-1)?.text).toBe('I looked.\n\nText 30.')
	})

	it('puts a saved answer in where nothing is typed, and leaves what both would be too long for', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		await connect(stage, say, diego, world.cast.diego)
		await world.app.ports.answers.save({ ...world.diego, name: 'Long', text: 'L'.repeat(2_000) })
		await world.app.ports.answers.save({ ...world.diego, name: 'Short', text: 'Dear {name}.' })
		await diego.closes()
		await diego.types(`reply ${ticket.number}`)
		await diego.presses('Short')
		expect(diego.screen()).toContain('Dear Ada.')
		const own = 'x'.repeat(2_500)
		await diego.fills({ [say('reply.text')]: own })
		expect(await diego.presses('Long')).toContain(say('reply.saved.long', { name: 'Long' }))
		await diego.sends({})
		expect((await conversation(stage, ticket.number)).comments.at(-1)?.text).toBe(own)
	})

	it('tells who answers past another what they wrote, and then sends all the same', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		const emma = await addEmma(stage)
		await connect(stage, say, diego, world.cast.diego)
		await diego.types(`reply ${ticket.number}`)
		allowed(
			await world.app.ports.tickets.addComment({
				...as(emma),
				ticket: ticket.id,
				text: 'A technician is **on the way**.',
				files: [],
			}),
		)
		const again = await diego.sends({
			[say('reply.text')]: 'Please wait.',
			[say('reply.status')]: say('status.agent.hold'),
		})
		const excerpt = 'A technician is on the way.'
		expect(again).toContain(say('reply.overtaken', { name: 'Emma Rizzi', excerpt }))
		expect(again).toContain('Please wait.')
		expect((await conversation(stage, ticket.number)).comments).toHaveLength(2)
		await diego.sends({})
		const { ticket: after, comments } = await conversation(stage, ticket.number)
		expect(comments.map(one => one.text).slice(1)).toEqual([
			'A technician is **on the way**.',
			'Please wait.',
		])
		expect(after.status).toBe('hold')
	})

	it('tells who answers in one line what another wrote since they looked, and then sends all the same', async () => {
		const stage = await open()
		const { diego, world } = stage
		const { tickets } = world.app.ports
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const emma = await addEmma(stage)
		const byEmma = async (text: string) =>
			allowed(await tickets.addComment({ ...as(emma), ticket: ticket.id, text, files: [] }))
		await connect(stage, say, diego, world.cast.diego)
		// Who was never shown it goes past nobody's.
		await byEmma('Which one?')
		await diego.types(`reply ${ticket.number} Is it on?`)
		expect((await conversation(stage, ticket.number)).comments).toHaveLength(3)
		await byEmma('A technician is on the way.')
		await diego.closes()
		const again = await diego.types(`reply ${ticket.number} Please wait.`)
		const excerpt = 'A technician is on the way.'
		expect(again).toContain(say('reply.overtaken', { name: 'Emma Rizzi', excerpt }))
		expect(again).toContain('Please wait.')
		expect((await conversation(stage, ticket.number)).comments).toHaveLength(4)
		await diego.sends({})
		expect((await conversation(stage, ticket.number)).comments.at(-1)?.text).toBe('Please wait.')
		await byEmma('He is there.')
		await diego.closes()
		// On its page he has seen it.
		expect(await diego.types(`view ${ticket.number}`)).toContain('He is there.')
		await diego.closes()
		await diego.types(`reply ${ticket.number} Good.`)
		expect((await conversation(stage, ticket.number)).comments.at(-1)?.text).toBe('Good.')
	})

	it('tells who answers under the news what another wrote since it came', async () => {
		const stage = await open()
		const { diego, world } = stage
		const { tickets } = world.app.ports
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		const emma = await addEmma(stage)
		const byEmma = async (text: string) =>
			allowed(await tickets.addComment({ ...as(emma), ticket: ticket.id, text, files: [] }))
		await connect(stage, say, diego, world.cast.diego)
		await told(stage)
		await byEmma('Which one?')
		await told(stage)
		await byEmma('A technician is on the way.')
		await diego.answersNews(ticket.number, 'Please wait.')
		expect((await conversation(stage, ticket.number)).comments.at(-1)?.text).toBe(
			'A technician is on the way.',
		)
		const excerpt = 'A technician is on the way.'
		const overtaken = say('reply.overtaken', { name: 'Emma Rizzi', excerpt })
		expect(`${diego.screen()}${await diego.news(ticket.number)}`).toContain(overtaken)
		// The card's field goes with what it was used for; in a thread one writes on.
		if (platform.name === 'teams') return
		await byEmma('He is there.')
		await told(stage)
		await diego.answersNews(ticket.number, 'Good.')
		expect((await conversation(stage, ticket.number)).comments.at(-1)?.text).toBe('Good.')
	})

	it('keeps saved answers: changed, refused for a name that is taken, removed after a question', async () => {
		const stage = await open()
		const { diego, world } = stage
		await connect(stage, say, diego, world.cast.diego)
		for (const name of ['Restart', 'Wait']) {
			await world.app.ports.answers.save({ ...world.diego, name, text: 'Hello {name}' })
		}
		expect(await diego.types('answers')).toContain('Hello {name}')
		await diego.presses('Wait')
		expect(await diego.sends({ [say('answer.name')]: 'restart' })).toContain(say('answer.taken'))
		await diego.presses(say('answer.remove'))
		expect(diego.screen()).toContain(say('answer.remove.explain', { name: 'Wait' }))
		expect((await world.app.ports.answers.all()).map(one => one.name)).toEqual(['Restart', 'Wait'])
		expect(await diego.presses(say('answer.remove'))).toContain(say('answer.removed', { name: 'Wait' }))
		expect((await world.app.ports.answers.all()).map(one => one.name)).toEqual(['Restart'])
	})

	it('names those who are copied, the first of many', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await connect(stage, say, diego, world.cast.diego)
		const copy = async (names: readonly string[]) => {
			for (const name of names) {
				const email = `${name}@x.example`
				allowed(await world.app.ports.tickets.addCc({ ...world.diego, ticket: ticket.id, email }))
			}
			return diego.types(`reply ${ticket.number}`)
		}
		const list = (names: readonly string[]) => formatOf(locale).list(names)
		const four = list(['p1', 'p2', 'p3', 'p4'])
		expect(await copy(['p1', 'p2', 'p3', 'p4'])).toContain(
			say('reply.to', { name: 'Ada Rossi', names: four }),
		)
		await diego.closes()
		const six = list(['p1', 'p2', 'p3', say('reply.to.others', { count: 3 })])
		expect(await copy(['p5', 'p6'])).toContain(say('reply.to', { name: 'Ada Rossi', names: six }))
	})

	it('keeps what was typed into a saved answer that was removed meanwhile', async () => {
		const stage = await open()
		const { diego, world } = stage
		const { answers } = world.app.ports
		await connect(stage, say, diego, world.cast.diego)
		const saved = await answers.save({ ...world.diego, name: 'Restart', text: 'Hello' })
		await diego.types('answers')
		await diego.presses('Restart')
		await answers.remove({ ...world.diego, id: typeof saved === 'string' ? '' : saved.id })
		const again = await diego.sends({ [say('answer.text')]: 'Off and on.' })
		expect(again).toContain(say('answer.gone.meanwhile'))
		expect(again).toContain('Off and on.')
		expect(await answers.all()).toEqual([])
		expect(await diego.sends({})).toContain(say('answer.saved', { name: 'Restart' }))
		expect(await answers.all()).toMatchObject([{ name: 'Restart', text: 'Off and on.' }])
	})

	it('asks the requester how it was, once, and agents see it', async () => {
		const stage = await open()
		const { ada, carla, diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		const number = String(ticket.number)
		for (const [who, account] of [
			[ada, world.cast.ada],
			[carla, world.cast.carla],
			[diego, world.cast.diego],
		] as const) {
			await connect(stage, say, who, account)
		}
		await told(stage)
		expect(await ada.types(`rate ${number}`)).toContain(say('rate.unsolved', { number }))
		await answered(stage, ticket, 'A new one stands there.', { status: 'solved' })
		await told(stage)
		expect(await carla.types(`rate ${number} bad`)).toContain(say('rate.forbidden', { number }))
		await ada.closes()
		expect(await ada.news(ticket.number)).toContain(say('rate.good'))
		const form = await ada.pressesNews(ticket.number, say('rate.good'))
		expect(form).toContain(say('rate.recorded.good'))
		expect((await conversation(stage, ticket.number)).ticket.rating).toMatchObject({ good: true })
		expect(await ada.sends({ [say('rate.text.good')]: 'So quick!' })).toContain(say('rate.thanks'))
		const { rating } = (await conversation(stage, ticket.number)).ticket
		expect(rating).toMatchObject({ good: true, text: 'So quick!' })
		expect(await ada.types(`view ${number}`)).not.toContain(say('rate.action'))
		await diego.types(`view ${number}`)
		if (platform.name === 'teams') await diego.presses(say('chat.details'))
		expect(diego.screen()).toContain('So quick!')
		await ada.types(`rate ${number}`)
		await ada.presses(say('rate.bad'))
		expect((await conversation(stage, ticket.number)).ticket.rating?.good).toBe(false)
	})
})
