import type { Person, Seen } from './verbs.ts'
import { channelId, type Json, newMessage, newPost, placeOf, type User, type World } from './world.ts'

/** What people say to the bot where others read. */
export function createMentions(
	world: World,
	user: User,
	acted: (activity: Json) => Promise<Seen>,
): Person['mentions'] {
	return (text, where = 'groupChat', under, attached = []) => {
		const said = `${mark} ${text}`
		const message = {
			type: 'message',
			text: said,
			entities: mentionsIn(world, said),
			...(attached.length > 0 && { attachments: attached }),
		}
		if (where === 'groupChat') {
			const group = { id: '19:groupChat', conversationType: where, tenantId: world.tenantId, isGroup: true }
			return acted({ ...message, conversation: group })
		}
		const made = under
			? newMessage(world, { conversation: under.conversation, from: user.id, text: said })
			: newPost(world, channelId, { from: user.id, text: said })
		return acted({ ...message, id: made.id, conversation: placeOf(world, made) })
	}
}

const mark = '<at>Sportello</at>'

/** What the connector says of a mention of the bot in a text. */
export function mentionsIn({ botId }: World, text: string): readonly Json[] {
	const mentioned = { id: botId, name: 'Sportello' }
	return text.includes(mark) ? [{ type: 'mention', text: mark, mentioned }] : []
}
