import { asMention, mentioned } from './mentions.ts'
import type { Person, Seen } from './verbs.ts'
import { type Attachment, type Json, type Message, placeOf, type User, type World } from './world.ts'

/** What people do to messages that they have sent, and what the connector tells the bot of it. */
export function createChanges(
	world: World,
	user: User,
	acted: (activity: Json) => Promise<Seen>,
): Pick<Person, 'edits' | 'deletes' | 'restores'> {
	const tell = async (
		type: 'messageUpdate' | 'messageDelete',
		eventType: string,
		message: Message,
		attachments: readonly Attachment[] = [],
	): Promise<Seen> => {
		world.clock += 1
		if (!message.heard) return { screen: '', message, dialog: undefined }
		const { id, text } = message
		return acted({
			type,
			id,
			conversation: placeOf(world, message),
			channelData: { tenant: { id: world.tenantId }, eventType },
			...(type === 'messageUpdate' && { ...mentioned(world, text), textFormat: 'plain', attachments }),
		})
	}
	const own = (): Message => {
		const message = world.messages.findLast(
			({ conversation, from }) => conversation === `a:${user.id}` && from === user.id,
		)
		if (!message) throw new Error('nothing was written yet')
		return message
	}
	return {
		edits: (text, message = own()) => {
			message.text = asMention(text)
			message.edited = true
			message.heard ||= message.text !== text
			return tell('messageUpdate', 'editMessage', message)
		},
		deletes: (message = own()) => {
			world.messages = world.messages.filter(each => each !== message)
			world.deleted.push(message)
			return tell('messageDelete', 'softDeleteMessage', message)
		},
		restores: (message, attached) => {
			world.messages.push(message)
			world.deleted = world.deleted.filter(each => each !== message)
			return tell('messageUpdate', 'undeleteMessage', message, attached)
		},
	}
}
