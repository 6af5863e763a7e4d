import { afterEach, beforeEach, expect, it } from 'vitest'
import { wordsOf } from '../../src/words/index.ts'
import { openOnSlack } from '../conversations/slack.ts'
import { addEmma, connect, conversation, opened, taken, told } from '../conversations/told.ts'

const say = wordsOf('en')

let stage: Awaited<ReturnType<typeof openOnSlack>>
beforeEach(async () => {
	stage = await openOnSlack({ locale: 'en' })
})
afterEach(() => stage.close())

it('what an agent writes under the news of a note is not sent to the requester before they have seen so', async () => {
	const { diego, world } = stage
	await connect(stage, say, diego, world.cast.diego)
	const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
	const emma = await addEmma(stage)
	const { tickets } = world.app.ports
	const act = { by: emma.id, via: 'web', ticket: ticket.id, public: false }
	await tickets.addComment({ ...act, text: 'He asks this every week.', files: [] })
	await told(stage)
	const news = await diego.news(ticket.number)
	expect(news).toContain(say('news.note', { name: say('ticket.support', { name: 'Emma Rizzi' }) }))
	await diego.answersNews(ticket.number, 'I agree, he is impossible.')
	expect((await conversation(stage, ticket.number)).comments).toHaveLength(2)
	expect(await diego.news(ticket.number)).toContain(say('chat.continue'))
})
