import { expect, it } from 'vitest'
import { connect, conversation, opened, set, stories, taken, told } from './told.ts'

stories('how it was', ({ say, open }) => {
	it('is asked by mail with a page for each answer, which records nothing by being opened', async () => {
		const stage = await open()
		const { world } = stage
		const { ada, ben } = world.cast
		const ticket = await taken(stage, await opened(stage, ada, 'Broken printer'))
		await world.app.ports.tickets.addCc({ ...world.diego, ticket: ticket.id, email: ben.email })
		await told(stage)
		await set(stage, ticket, 'solved')
		await told(stage)
		const { text } = world.mail.newestTo(ada.email)
		const { publicUrl } = world.app.ports.settings
		for (const answer of ['yes', 'no']) {
			expect(text).toContain(`\n${publicUrl}/requests/${ticket.number}/rate?chosen=${answer}\n`)
		}
		expect(world.mail.newestTo(ben.email).text).not.toContain('/rate')
		await set(stage, ticket, 'open')
		await told(stage)
		await set(stage, ticket, 'solved')
		await told(stage)
		expect(world.mail.newestTo(ada.email).text).toContain(`#${ticket.number}`)
		expect(world.mail.newestTo(ada.email).text).not.toContain('/rate')
		expect((await conversation(stage, ticket.number)).ticket.rating).toBeUndefined()
	})

	it('is asked once in chat, also when it is closed without having been solved', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const closed = await opened(stage, world.cast.ada, 'Broken printer')
		await set(stage, closed, 'closed')
		await told(stage)
		expect(await ada.news(closed.number)).toContain(`[${say('rate.good')}]`)
		await ada.pressesNews(closed.number, say('rate.bad'))
		expect((await conversation(stage, closed.number)).ticket.rating).toMatchObject({ good: false })
		await ada.closes()
		await told(stage)

		const again = await opened(stage, world.cast.ada, 'New badge')
		await set(stage, again, 'solved')
		await told(stage)
		expect(await ada.news(again.number)).toContain(`[${say('rate.good')}]`)
		// It still stands there when the clock closes it.
		await set(stage, again, 'closed')
		await told(stage)
		expect(await ada.news(again.number)).toContain(`[${say('rate.good')}]`)

		const reopened = await opened(stage, world.cast.ada, 'Slow network')
		for (const status of ['solved', 'open', 'solved'] as const) {
			await set(stage, reopened, status)
			await told(stage)
			// By the next one nobody is writing in the card before, which follows then.
			world.clock.advance(31 * 60_000)
		}
		expect(await ada.news(reopened.number)).toContain(say('status.solved'))
		expect(await ada.news(reopened.number)).not.toContain(`[${say('rate.good')}]`)
	})
})
