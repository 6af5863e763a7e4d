import type { Person, Seen } from './verbs.ts'
import { channelId, type Json, newMessage, newPost, placeOf, type User, type World } from './world.ts'

/** How people name the bot, and how that reads in what is sent. */
const atUs = '@Sportello'
const mark = '<at>Sportello</at>'

/** What people say where others read, and to the bot there. */
export function createMentions(
	world: World,
	user: User,
	acted: (activity: Json) => Promise<Seen>,
): Pick<Person, 'mentions' | 'posts'> {
	const posts: Person['posts'] = async (text, { under, shared = [], attached = [] } = {}) => {
		const said = asMention(text)
		const from = { from: user.id, text: said, attachments: [...shared], heard: said.includes(mark) }
		const made = under
			? newMessage(world, { conversation: under.conversation, ...from })
			: newPost(world, channelId, from)
		if (!made.heard) return { screen: '', message: made, dialog: undefined }
		const { id } = made
		return acted({
			type: 'message',
			id,
			...mentioned(world, said),
			...(attached.length > 0 && { attachments: attached }),
			conversation: placeOf(world, made),
		})
	}
	return {
		posts,
		mentions(text, where = 'groupChat', under, attached = []) {
			if (where === 'channel') return posts(`${atUs} ${text}`, { ...(under && { under }), attached })
			const group = { id: '19:groupChat', conversationType: where, tenantId: world.tenantId, isGroup: true }
			return acted({
				type: 'message',
				...mentioned(world, asMention(`${atUs} ${text}`)),
				...(attached.length > 0 && { attachments: attached }),
				conversation: group,
			})
		},
	}
}

/** A text in which the bot is named as the connector has it. */
export function asMention(text: string): string {
	return text.replaceAll(atUs, mark)
}

/** The same back. */
export function asTyped(text: string): string {
	return text.replaceAll(mark, atUs)
}

/** What goes with a text that may name the bot. */
export function mentioned({ botId }: World, text: string): Json {
	if (!text.includes(mark)) return { text }
	return { text, entities: [{ type: 'mention', text: mark, mentioned: { id: botId, name: 'Sportello' } }] }
}
