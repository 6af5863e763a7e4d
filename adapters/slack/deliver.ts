import type { Identity } from '../../src/domain/identity.ts'
import { type Chats, Unreachable } from '../../src/ports/outside.ts'
import { type Posted, type SlackApi, SlackRefused } from './api.ts'
import { renderMessage, renderNews } from './render/index.ts'

/**
 * What Slack says of a person, or a channel, whom no message of ours reaches. Any other word is about us, the bot's token
 * (`account_inactive` too) or the moment. https://docs.slack.dev/reference/methods/chat.postMessage
 */
export const unreachable: readonly string[] = [
	'channel_not_found',
	'user_not_found',
	'user_not_visible',
	'user_disabled',
	'is_archived',
	'not_in_channel',
	'cannot_dm_bot',
	'messages_tab_disabled',
	'restricted_action',
	'restricted_action_read_only_channel',
	'restricted_action_thread_only_channel',
	'restricted_action_non_threadable_channel',
	'is_inactive',
]

/** What it says of a message that can no longer be changed. https://docs.slack.dev/reference/methods/chat.update */
const lost: readonly string[] = [
	'message_not_found',
	'channel_not_found',
	'cant_update_message',
	'edit_window_closed',
]

const again = { do: 'home' } as const

/** Speaks to people in their conversation with the bot, which a person's id stands for. */
export function createTell(api: Pick<SlackApi, 'post' | 'workspace'>): Chats['tell'] {
	return (identity, view) =>
		reaching(api, identity, async () => {
			await api.post(identity.user, renderMessage(view, again))
		})
}

/**
 * One message stands for each ticket, and the news follows in its thread. It is brought up to date first, which
 * shows whether it is still there and does no harm when it is done twice.
 */
export function createNotify(api: Pick<SlackApi, 'post' | 'update' | 'workspace'>): Chats['notify'] {
	return (identity, notice, standing, keep) =>
		reaching(api, identity, async () => {
			const state = renderMessage(notice, again)
			const before = standing === undefined ? undefined : readReference(standing)
			const stands = before !== undefined && (await updated(api, before, state))
			// Whoever did something to the ticket is not told so by a new message.
			if (notice.news.length === 0) return
			if (stands) {
				await api.post(before.channel, renderNews(notice), { thread: before.ts, broadcast: true })
				return
			}
			const posted = await api.post(identity.user, state)
			await keep(reference(posted))
			await api.post(posted.channel, renderNews(notice), { thread: posted.ts })
		})
}

/** Puts something else in the place of the message that stands for a ticket. */
export function createReplace(api: Pick<SlackApi, 'update' | 'workspace'>): Chats['replace'] {
	return (identity, standing, view) =>
		reaching(api, identity, async () => {
			await updated(api, readReference(standing), renderMessage(view, again))
		})
}

/** How a message is named outside: `<channel>:<ts>`. */
export function reference({ channel, ts }: Posted): string {
	return `${channel}:${ts}`
}

export function readReference(text: string): Posted {
	const [channel = '', ts = ''] = text.split(':')
	return { channel, ts }
}

/** @returns false when the message is not there any more */
export async function updated(
	api: Pick<SlackApi, 'update'>,
	at: Posted,
	message: Parameters<SlackApi['update']>[1],
): Promise<boolean> {
	try {
		await api.update(at, message)
		return true
	} catch (error) {
		if (error instanceof SlackRefused && lost.includes(error.code)) return false
		throw error
	}
}

/** @throws Unreachable when it is the person, or the channel, that cannot be reached */
export async function reaching<T>(
	api: Pick<SlackApi, 'workspace'>,
	{ platform, space }: Pick<Identity, 'platform' | 'space'>,
	speak: () => Promise<T>,
): Promise<T> {
	// The same id is another one's elsewhere.
	if (platform !== 'slack' || (await api.workspace()).space !== space) {
		throw new Unreachable('another workspace')
	}
	try {
		return await speak()
	} catch (error) {
		if (error instanceof SlackRefused && unreachable.includes(error.code)) {
			throw new Unreachable(error.code, { cause: error })
		}
		throw error
	}
}
