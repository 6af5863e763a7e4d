import type { Person, Seen } from './verbs.ts'
import { channelId, type Json, newMessage, newPost, placeOf, type User, type World } from './world.ts'

/** What people say to the bot where others read. */
export function createMentions(
	world: World,
	user: User,
	acted: (activity: Json) => Promise<Seen>,
): Person['mentions'] {
	return (text, where = 'groupChat', under, attached = []) => {
		const said = `<at>Sportello</at> ${text}`
		const mentioned = { id: world.botId, name: 'Sportello' }
		const message = {
			type: 'message',
			text: said,
			entities: [{ type: 'mention', text: '<at>Sportello</at>', mentioned }],
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
