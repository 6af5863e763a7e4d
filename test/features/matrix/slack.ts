import { writeCommand } from '../../../src/commands/command.ts'
import { post } from '../../standins/slack/acts.ts'
import type { Element } from '../../standins/slack/types.ts'
import { directMessage } from '../../standins/slack/world.ts'
import { asked, typed } from './commands.ts'
import { slackChannel, type Stage } from './stage.ts'
import type { Asks } from './surfaces.ts'
import type { Who } from './verdicts.ts'

/** What the service asks Slack by itself, of which nobody is told anything. */
const unseen = ['auth.test', 'users.info', 'conversations.info']

/** Does something in Slack. @returns all that the service said in return, to whomever */
async function heard({ slack }: Stage, act: () => Promise<unknown>): Promise<string> {
	const { world } = slack
	world.ledger.length = 0
	await act()
	const since = world.ledger.filter(({ what }) => !unseen.includes(what))
	// Nothing that one person is shown stays for the next.
	world.messages.length = 0
	world.modals.clear()
	return since.map(one => words(one.way === 'to_slack' ? one.request : one.answer)).join('\n')
}

function words(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}

/** Types any words. @returns all that the service said in return, to whomever */
export async function typesWords(stage: Stage, who: Who, words: string): Promise<string> {
	const person = stage.slack.person({ id: stage.cast[who].user })
	return heard(stage, () => person.types(`/tickets ${words}`, { channel: slackChannel.name }))
}

export const typing: Asks = (stage, { who, name, about }) =>
	typesWords(stage, who, typed[name]?.(about) ?? '')

/** A button that was copied from wherever it stood into a message that this person can press. */
const pressing =
	(where: 'alone' | 'channel'): Asks =>
	async (stage, { who, name, about }) => {
		const { world } = stage.slack
		const { user } = stage.cast[who]
		const button: Element = {
			type: 'button',
			action_id: 'copied',
			text: { type: 'plain_text', text: 'Copied' },
			value: writeCommand(asked[name](about)),
		}
		const channel = where === 'alone' ? directMessage(world, user).id : slackChannel.id
		const { announce } = world
		// It stands there, however it came.
		world.announce = () => {}
		post(world, { channel, user: world.app.botUserId, blocks: [{ type: 'actions', elements: [button] }] })
		world.announce = announce
		const person = stage.slack.person({ id: user })
		const copied = person.messages(channel).at(-1)
		if (!copied) throw new Error('there is nothing to press')
		return heard(stage, () => person.presses('Copied', { in: copied }))
	}

export const pressingAlone = pressing('alone')
export const pressingInChannel = pressing('channel')

/** Says to the service that this person changed the message that the comment came in. */
export const changing: Asks = async (stage, { who, name, source }) => {
	const { world } = stage.slack
	const [, , channel = '', ts = ''] = source.split(':')
	const { user } = stage.cast[who]
	const before = { type: 'message', user, ts, text: 'Still.' }
	const after = { ...before, text: 'It is dark here.', edited: { user, ts } }
	const common = { type: 'message', channel, channel_type: 'im', hidden: true, ts, event_ts: ts }
	const change =
		name === 'edit'
			? { subtype: 'message_changed', message: after, previous_message: before }
			: { subtype: 'message_deleted', deleted_ts: ts, previous_message: before }
	await stage.slack.idle()
	return heard(stage, () => {
		world.announce({ ...common, ...change }, 'message.im')
		return stage.slack.idle()
	})
}
