import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNotify } from '../../../adapters/slack/deliver.ts'
import { SlackRefused } from '../../../adapters/slack/api.ts'
import { message } from '../../../src/features/message.ts'
import { TryLater, Unreachable } from '../../../src/ports/outside.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { noticeExample, stateExample } from '../../views/notices.ts'
import { type Desk, openDesk, team } from './desk.ts'

const say = wordsOf('en')
const identity = { platform: 'slack', space: team, user: 'U0ADA' }
const news = noticeExample('en', 'usual')
const state = stateExample('en', 'usual')

let desk: Desk
let kept: string[] = []
beforeEach(async () => {
	desk = await openDesk()
	kept = []
})
afterEach(async () => {
	const { problems } = desk.slack
	await desk.close()
	expect(problems).toEqual([])
})

const notify = (notice = news, standing = kept.at(-1)) =>
	desk.world.app.ports.chats.notify(identity, notice, standing, async reference => {
		kept.push(reference)
	})

/** What stands in Ada's conversation with the bot: whether in a thread, and whether it is seen outside of it. */
const standing = () =>
	desk.ada
		.messages('bot')
		.map(({ threadTs, broadcast }) => (threadTs ? (broadcast ? 'aloud' : 'thread') : 'message'))

const first = () => {
	const [message] = desk.ada.messages('bot')
	if (!message) throw new Error('there is no message')
	return message
}

describe('news of a request', () => {
	it('comes first as a message that stands for it, with the whole in its thread', async () => {
		await notify()
		expect(standing()).toEqual(['message', 'thread'])
		const living = first()
		expect(kept).toEqual([`${living.channel}:${living.ts}`])
		expect(living.text).toBe(news.title)
		const thread = desk.ada.thread(living)
		expect(thread).toContain(news.ticket.subject)
		expect(thread).toContain(say('status.awaiting'))
		expect(thread).toContain(news.news[0]?.headline)
		expect(thread).toContain('tray 3')
		expect(desk.carla.messages('bot')).toEqual([])
		expect(desk.ada.buttons(living).map(({ text }) => text)).toEqual([
			...news.actions.map(({ label }) => label),
			news.web.label,
		])
	})

	it('follows in the thread, to be noticed, and the message shows how things stand', async () => {
		await notify()
		const solved = { shown: 'solved', label: say('status.solved') } as const
		await notify({ ...news, ticket: { ...news.ticket, status: solved }, news: news.news.slice(0, 1) })
		expect(standing()).toEqual(['message', 'thread', 'aloud'])
		expect(kept).toHaveLength(1)
		expect(JSON.stringify(first().blocks)).toContain(say('status.solved'))
		expect(JSON.stringify(first().blocks)).not.toContain(say('status.awaiting'))
	})

	it('is not told where only the state is shown anew', async () => {
		await notify()
		const subject = 'The printer works'
		await notify({ ...state, ticket: { ...state.ticket, subject } })
		expect(standing()).toEqual(['message', 'thread'])
		expect(JSON.stringify(first().blocks)).toContain(subject)
	})

	it('stands in a new message when the old one is gone, and only news bring one', async () => {
		await notify(news, 'D0ADA:1.000001')
		expect(standing()).toEqual(['message', 'thread'])
		expect(kept).toEqual([`D0ADA:${first().ts}`])
		await notify(news, `D0GONE:${first().ts}`)
		expect(kept).toHaveLength(2)
		await notify(state, 'D0ADA:1.000001')
		await desk.world.app.ports.chats.notify(identity, state, undefined, async () => {})
		expect(standing()).toEqual(['message', 'thread', 'message', 'thread'])
	})

	it('gives its place to something else, quietly, as long as it is there', async () => {
		await notify()
		const gone = message({ locale: 'en' }, { tone: 'info', title: 'It is no longer yours to see' })
		const { chats } = desk.world.app.ports
		await chats.replace(identity, kept.at(-1) ?? '', gone)
		expect(first().text).toBe(gone.title)
		expect(JSON.stringify(first().blocks)).not.toContain(news.ticket.subject)
		await chats.replace(identity, 'D0ADA:1.000001', gone)
		expect(standing()).toEqual(['message', 'thread'])
	})

	it('is kept before more is said, so that the next try goes on from there', async () => {
		await desk.slack.pace()
		await expect(notify()).rejects.toMatchObject({ wait: 1_000 })
		expect(standing()).toEqual(['message'])
		expect(kept).toHaveLength(1)
		desk.clock.advance(1_000)
		await notify()
		expect(standing()).toEqual(['message', 'aloud'])
		expect(kept).toHaveLength(1)
	})

	it('is not said when nobody could keep where it stands', async () => {
		const lost = new Error('the claim was lost')
		const failed = desk.world.app.ports.chats.notify(identity, news, undefined, async () => {
			throw lost
		})
		await expect(failed).rejects.toBe(lost)
		expect(standing()).toEqual(['message'])
	})

	it('shows all that there is room for, whatever it is', async () => {
		for (const size of ['largest', 'hostile'] as const) {
			kept = []
			await notify(noticeExample('en', size))
			await notify(stateExample('en', size))
		}
		expect(standing()).toEqual(['message', 'thread', 'message', 'thread'])
	})
})

describe('when Slack will not take it', () => {
	it.each([
		['chat.postMessage', 'ratelimited', 7, 7_000],
		['chat.postMessage', 'rate_limited', undefined, 30_000],
		['chat.update', 'ratelimited', 40, 40_000],
	])('%s with %s is tried again later', async (method, answer, retryAfter, wait) => {
		if (method === 'chat.update') await notify()
		await desk.slack.fail(method, { answer, ...(retryAfter && { retryAfter }) })
		const failed = notify()
		await expect(failed).rejects.toBeInstanceOf(TryLater)
		await expect(failed).rejects.toMatchObject({ wait })
	})

	it.each([
		['channel_not_found', true],
		['user_not_found', true],
		['is_archived', true],
		['account_inactive', false],
		['token_revoked', false],
		['invalid_auth', false],
		['internal_error', false],
	])('%s: unreachable for ever is %s', async (code, final) => {
		await desk.slack.fail('chat.postMessage', { answer: code })
		await expect(notify()).rejects.toBeInstanceOf(final ? Unreachable : SlackRefused)
		expect(kept).toEqual([])
	})

	it('another workspace’s person is not spoken to', async () => {
		const { chats } = desk.world.app.ports
		const elsewhere = { ...identity, space: 'T0OTHER' }
		await expect(chats.notify(elsewhere, news, undefined, async () => {})).rejects.toBeInstanceOf(Unreachable)
		expect(standing()).toEqual([])
	})

	it('what was said before is not said again when its update fails', async () => {
		const calls: string[] = []
		const refusing = createNotify({
			workspace: async () => ({ space: team, name: 'Acme', botUser: 'U0BOT' }),
			update: async () => {
				calls.push('update')
				throw new SlackRefused('internal_error')
			},
			post: async channel => {
				calls.push('post')
				return { channel, ts: '1.000001' }
			},
		})
		await expect(refusing(identity, news, 'D0ADA:1.000001', async () => {})).rejects.toThrow('internal_error')
		expect(calls).toEqual(['update'])
	})
})
