import type { Identity } from '../../src/domain/identity.ts'
import { type Chats, Unreachable } from '../../src/ports/outside.ts'
import { type SlackApi, SlackRefused } from './api.ts'
import { renderMessage } from './render/index.ts'

/**
 * What Slack says of a person whom no message of ours reaches; any other word is about us or the moment.
 * https://docs.slack.dev/reference/methods/chat.postMessage
 */
const unreachable: readonly string[] = [
	'channel_not_found',
	'user_not_found',
	'user_not_visible',
	'user_disabled',
	'is_archived',
	'not_in_channel',
	'cannot_dm_bot',
	'messages_tab_disabled',
	'restricted_action',
]

/** Speaks to people in their conversation with the bot, which a person's id stands for. */
export function createTell(api: Pick<SlackApi, 'post' | 'workspace'>): Chats['tell'] {
	return async ({ space, user }: Identity, view) => {
		// The same id is another person's elsewhere.
		if ((await api.workspace()).space !== space) throw new Unreachable('another workspace')
		try {
			await api.post(user, renderMessage(view, { do: 'home' }))
		} catch (error) {
			if (error instanceof SlackRefused && unreachable.includes(error.code)) {
				throw new Unreachable(error.code, { cause: error })
			}
			throw error
		}
	}
}
