import { Refusal } from '../acts.ts'
import { channelObject, messageObject } from '../objects.ts'
import type { Json } from '../types.ts'
import { type Channel, directMessage, type Message } from '../world.ts'
import { type Call, conversation, flag, type Method, required, word } from './call.ts'

/** One page of a list, with the cursor to the next. */
function page<Item>(call: Call, items: Item[]): { items: Item[]; rest: Json } {
	const from = Number(word(call, 'cursor') || 0)
	const size = Math.min(Number(word(call, 'limit') || 100), 1000)
	const more = from + size < items.length
	return {
		items: items.slice(from, from + size),
		rest: { has_more: more, response_metadata: { next_cursor: more ? String(from + size) : '' } },
	}
}

function readable(call: Call): { channel: Channel; messages: Message[] } {
	const channel = conversation(call, { read: 'history' })
	const { world } = call
	if (!channel.members.has(world.app.botUserId)) throw new Refusal('not_in_channel')
	const inclusive = flag(call, 'inclusive')
	const oldest = Number(word(call, 'oldest') || 0)
	const latest = Number(word(call, 'latest') || Number.POSITIVE_INFINITY)
	const within = ({ ts }: Message) => {
		const at = Number(ts)
		return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest
	}
	const messages = world.messages.filter(
		each => each.channel === channel.id && !each.ephemeralFor && within(each),
	)
	return { channel, messages }
}

/** The conversations family. */
export const conversations: Record<string, Method> = {
	'conversations.open': {
		scopes: ['im:write', 'mpim:write'],
		run: call => {
			const { world } = call
			const [user, ...others] = (word(call, 'users') || required(call, 'channel')).split(',')
			const known = world.channels.get(word(call, 'channel'))
			const person = world.users.get(user ?? '')
			if (others.length > 0) throw new Refusal('not_allowed_token_type')
			if (!known && (!person || person.id === world.app.botUserId)) throw new Refusal('user_not_found')
			const channel = known ?? directMessage(world, person?.id ?? '')
			const whole = flag(call, 'return_im')
			return { channel: whole ? channelObject(world, channel) : { id: channel.id } }
		},
	},
	'conversations.info': {
		run: call => ({ channel: channelObject(call.world, conversation(call, { read: 'read' })) }),
	},
	'conversations.members': {
		run: call => {
			const { items, rest } = page(call, [...conversation(call, { read: 'read' }).members])
			return { members: items, response_metadata: rest.response_metadata }
		},
	},
	'conversations.history': {
		run: call => {
			const { messages } = readable(call)
			const roots = messages.filter(each => !each.threadTs || each.threadTs === each.ts).toReversed()
			const { items, rest } = page(call, roots)
			return { messages: items.map(each => messageObject(call.world, each)), pin_count: 0, ...rest }
		},
	},
	'conversations.replies': {
		run: call => {
			const { messages } = readable(call)
			const ts = required(call, 'ts')
			const thread = messages.filter(each => each.ts === ts || each.threadTs === ts)
			if (thread.length === 0) throw new Refusal('thread_not_found')
			const { items, rest } = page(call, thread)
			return { messages: items.map(each => messageObject(call.world, each)), ...rest }
		},
	},
}
