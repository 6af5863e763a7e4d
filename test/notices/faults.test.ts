import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/words/index.ts'
import { openOnSlack } from '../conversations/slack.ts'
import { answered, connect, opened, set, taken, told } from '../conversations/told.ts'

const say = wordsOf('en')
const hour = 60 * 60_000

let stage: Awaited<ReturnType<typeof openOnSlack>>
beforeEach(async () => {
	stage = await openOnSlack({ locale: 'en' })
})
afterEach(() => stage.close())

/** Time goes by in steps in which everything due is tried. */
async function passes(hours: number): Promise<void> {
	for (let gone = 0; gone < hours; gone += 1) {
		stage.world.clock.advance(hour)
		await stage.world.app.drain()
	}
}

/** What of a request was told to Ada and how, newest first. */
async function log(ticket: string) {
	const { ports } = stage.world.app
	const entries = await ports.notices.log({ ticket, account: stage.world.cast.ada.id, size: 20 })
	return entries.map(({ kind, state, channel, why }) => [kind, state, channel, why])
}

/** What stands in Ada's chat with the bot. */
const inChat = () => stage.slack.person({ id: 'U0ADA' }).messages('bot')

const lettersTo = (email: string) => stage.world.mail.letters().filter(({ to }) => to.includes(email))

describe('a chat that fails', () => {
	it('does not hold up what goes by mail', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'In chat.')
		await told(stage)
		await world.app.ports.accounts.setPreferences(world.cast.ada.id, { notices: { answer: 'mail' } })
		await slack.fail('chat.update', { answer: 'fatal_error', times: 50 })
		await answered(stage, ticket, 'By mail, please.')
		await told(stage)
		expect(world.mail.newestTo(world.cast.ada.email).text).toContain('By mail, please.')
		expect(await log(ticket.id)).toEqual([
			['answer', 'sent', 'mail', undefined],
			['answer', 'sent', 'slack', undefined],
		])
	})

	it('is left for the mail once it has failed for a day', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		await slack.fail('chat.postMessage', { answer: 'fatal_error', times: 500 })
		await answered(stage, ticket, 'Can you hear me?')
		await told(stage)
		await passes(20)
		expect(await log(ticket.id)).toEqual([['answer', 'waiting', undefined, 'fatal_error']])
		await passes(24)
		expect(await log(ticket.id)).toEqual([['answer', 'sent', 'mail', undefined]])
		expect(world.mail.newestTo(world.cast.ada.email).text).toContain('Can you hear me?')
	})

	it('is asked once more where it may have taken the news, and not again', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		await slack.fail('chat.postMessage', { answer: 'timeout_after_taking', times: 50 })
		await answered(stage, ticket, 'Said out loud.')
		await told(stage)
		await passes(30)
		expect(await log(ticket.id)).toEqual([['answer', 'sent', 'slack', 'unheard']])
		const said = inChat().filter(({ blocks }) => JSON.stringify(blocks).includes('Said out loud.'))
		expect(said).toHaveLength(2)
	})

	it('is not believed to have taken what joined after it fell silent', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		await slack.fail('chat.postMessage', { answer: 'timeout_after_taking', times: 2 })
		await answered(stage, ticket, 'The first.')
		await told(stage)
		await answered(stage, ticket, 'The second.')
		await world.app.drain()
		await passes(2)
		expect(await log(ticket.id)).toEqual([
			['answer', 'sent', 'slack', undefined],
			['answer', 'sent', 'slack', undefined],
		])
	})

	it('is not believed to have taken news because it was silent before there was any', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'In chat.')
		await told(stage)
		await slack.fail('chat.update', { answer: 'timeout_after_taking', times: 1 })
		await set(stage, ticket, 'hold')
		await told(stage)
		await slack.fail('chat.postMessage', { answer: 'timeout_after_taking', times: 1 })
		await answered(stage, ticket, 'And again.')
		await told(stage)
		await passes(2)
		expect((await log(ticket.id))[0]).toEqual(['answer', 'sent', 'slack', undefined])
	})

	it('that asked for patience is not asked for anything else meanwhile', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'In chat.')
		await told(stage)
		await slack.fail('chat.update', { answer: 'ratelimited', times: 50, retryAfter: 600 })
		await slack.forget()
		await answered(stage, ticket, 'And again.')
		await told(stage)
		expect(slack.ledger.filter(({ what }) => what === 'chat.update')).toHaveLength(1)
	})

	it('has its daily list again the day after', async () => {
		const { ada, world, slack } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await set(stage, ticket, 'pending')
		await told(stage)
		await ada.types('notify')
		await ada.sends({ [say('notify.digest')]: '09:00' })
		await ada.closes()
		await slack.fail('chat.postMessage', { answer: 'fatal_error', times: 15 })
		await passes(72)
		expect(await ada.looks()).toContain(say('digest.said', { count: 1 }))
	})
})

describe('what changed before it was told', () => {
	it('is not told: a status that is another by now', async () => {
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		await told(stage)
		await set(stage, ticket, 'solved')
		const act = { by: world.cast.ada.id, via: 'web', ticket: ticket.id }
		await world.app.ports.tickets.addComment({ ...act, text: 'Not yet.', files: [] })
		await told(stage)
		expect(await log(ticket.id)).toEqual([['status', 'muted', undefined, 'outdated']])
	})

	it('is not told: a copy that was taken back', async () => {
		const { world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const act = { by: world.cast.ada.id, via: 'web', ticket: ticket.id, email: 'wrong@outside.example' }
		await world.app.ports.tickets.addCc(act)
		await world.app.ports.tickets.removeCc(act)
		await told(stage)
		expect(lettersTo('wrong@outside.example')).toEqual([])
	})

	it('is another letter as soon as it says more', async () => {
		const { world } = stage
		const ticket = await opened(stage, world.cast.carla, 'Broken printer')
		for (const text of ['One.', 'Two.']) {
			await answered(stage, ticket, text)
			await told(stage)
		}
		const ids = lettersTo(world.cast.carla.email).map(({ messageId }) => messageId)
		expect(new Set(ids).size).toBe(2)
	})
})

describe('a stranger', () => {
	it('is not flooded by being copied', async () => {
		const { world } = stage
		for (let each = 0; each < 6; each += 1) {
			const ticket = await opened(stage, world.cast.ada, `Request ${each}`)
			const act = { by: world.cast.ada.id, via: 'web', ticket: ticket.id }
			await world.app.ports.tickets.addCc({ ...act, email: 'zoe@outside.example' })
			await told(stage)
		}
		expect(lettersTo('zoe@outside.example')).toHaveLength(1)
	})

	it('who lost the right sees no more of it, in the chat either', async () => {
		const { carla, world } = stage
		await connect(stage, say, carla, world.cast.carla)
		const { ports } = world.app
		await ports.accounts.setPreferences(world.cast.carla.id, { notices: { organization: 'chat' } })
		const ticket = await opened(stage, world.cast.ada, 'A secret matter', 'It is **confidential**.')
		await told(stage)
		expect(await carla.news(ticket.number)).toContain('confidential')
		const [acme] = await ports.accounts.organizations()
		await ports.accounts.setGrant(acme?.id ?? '', 'none')
		await answered(stage, ticket, 'We know.')
		await told(stage)
		expect(await carla.news(ticket.number)).toContain(say('notice.gone', { number: String(ticket.number) }))
		expect(await carla.news(ticket.number)).not.toContain('A secret matter')
	})
})
