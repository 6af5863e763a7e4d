import { post, Refusal, remove, rewrite } from '../acts.ts'
import { messageObject } from '../objects.ts'
import { isObject, type Json } from '../types.ts'
import type { Channel, Message, World } from '../world.ts'
import {
	acceptContent,
	type Call,
	conversation,
	flag,
	hasScope,
	type Method,
	required,
	requireWritable,
	structure,
	word,
} from './call.ts'

const flags = ['mrkdwn', 'unfurl_links', 'unfurl_media', 'reply_broadcast', 'link_names', 'as_user']

/** The arguments of a chat method as the message they describe. */
function payloadOf(call: Call): Json {
	const payload: Json = { ...call.args }
	for (const name of ['blocks', 'attachments', 'metadata'])
		if (payload[name] !== undefined)
			payload[name] = structure(call, name, name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments')
	for (const name of flags) if (payload[name] !== undefined) payload[name] = flag(call, name)
	return payload
}

function ownMessage(call: Call, channel: Channel): Message {
	const ts = required(call, 'ts')
	const message = call.world.messages.find(
		each => each.channel === channel.id && each.ts === ts && !each.ephemeralFor,
	)
	if (!message) throw new Refusal('message_not_found')
	return message
}

/** One message a second to a conversation, where a test asks for it. https://docs.slack.dev/apis/web-api/rate-limits */
function requirePace(world: World, channel: Channel): void {
	const now = world.now()
	if (world.paced && now - (world.postedAt.get(channel.id) ?? -Infinity) < 1_000)
		throw new Refusal('ratelimited')
	world.postedAt.set(channel.id, now)
}

function thread(call: Call, channel: Channel): { threadTs?: string } {
	const threadTs = word(call, 'thread_ts')
	if (!threadTs) return {}
	const parent = call.world.messages.some(each => each.channel === channel.id && each.ts === threadTs)
	if (!parent) throw new Refusal('thread_not_found')
	return { threadTs }
}

/** The chat family. */
export const chat: Record<string, Method> = {
	'chat.postMessage': {
		scopes: ['chat:write'],
		run: call => {
			const { world } = call
			const channel = conversation(call)
			requireWritable(world, channel)
			const custom = ['username', 'icon_url', 'icon_emoji'].some(name => call.args[name] !== undefined)
			if (custom && !hasScope(world, 'chat:write.customize'))
				throw new Refusal('missing_scope', {
					needed: 'chat:write.customize',
					provided: (world.options.scopes ?? []).join(','),
				})
			const payload = payloadOf(call)
			const content = acceptContent(payload)
			requirePace(world, channel)
			const place = thread(call, channel)
			const message = post(world, {
				channel: channel.id,
				user: world.app.botUserId,
				...content,
				...place,
				...(place.threadTs && flag(call, 'reply_broadcast') ? { broadcast: true } : {}),
				metadata: payload.metadata,
			})
			return { channel: channel.id, ts: message.ts, message: messageObject(world, message) }
		},
	},
	'chat.postEphemeral': {
		scopes: ['chat:write'],
		run: call => {
			const { world } = call
			const channel = conversation(call)
			requireWritable(world, channel)
			const user = required(call, 'user')
			if (!world.users.has(user)) throw new Refusal('user_not_found')
			if (!channel.members.has(user)) throw new Refusal('user_not_in_channel')
			const message = post(world, {
				channel: channel.id,
				user: world.app.botUserId,
				...acceptContent(payloadOf(call)),
				...thread(call, channel),
				ephemeralFor: user,
			})
			return { message_ts: message.ts }
		},
	},
	'chat.update': {
		scopes: ['chat:write'],
		run: call => {
			// A person's id stands for the conversation where one posts, and nowhere else.
			if (/^[UW]/.test(word(call, 'channel'))) throw new Refusal('channel_not_found')
			const channel = conversation(call)
			const message = ownMessage(call, channel)
			if (message.user !== call.world.app.botUserId) throw new Refusal('cant_update_message')
			if (channel.archived) throw new Refusal('is_inactive')
			const payload = payloadOf(call)
			const content = acceptContent(payload)
			rewrite(call.world, message, { ...content, metadata: payload.metadata })
			return {
				channel: channel.id,
				ts: message.ts,
				text: message.text,
				message: messageObject(call.world, message),
			}
		},
	},
	'chat.delete': {
		scopes: ['chat:write'],
		run: call => {
			const channel = conversation(call)
			const message = ownMessage(call, channel)
			if (message.user !== call.world.app.botUserId) throw new Refusal('cant_delete_message')
			remove(call.world, message)
			return { channel: channel.id, ts: message.ts }
		},
	},
	'chat.getPermalink': {
		run: call => {
			const { world } = call
			const channel = conversation(call)
			const ts = required(call, 'message_ts')
			if (!world.messages.some(each => each.channel === channel.id && each.ts === ts))
				throw new Refusal('message_not_found')
			const permalink = `https://${world.team.domain}.slack.com/archives/${channel.id}/p${ts.replace('.', '')}`
			return { channel: channel.id, permalink }
		},
	},
	'chat.unfurl': {
		scopes: ['links:write'],
		run: call => {
			const channel = conversation(call)
			const message = ownMessage(call, channel)
			const unfurls = structure(call, 'unfurls')
			if (!isObject(unfurls)) throw new Refusal('missing_unfurls')
			const cards = Object.entries(unfurls).map(([from, card]) => {
				if (!message.text.includes(from)) throw new Refusal('cannot_unfurl_url')
				return { from_url: from, ...(isObject(card) ? card : {}) }
			})
			acceptContent({ text: message.text, attachments: cards })
			message.attachments = [...message.attachments, ...cards]
			message.touched = call.world.next()
			return {}
		},
	},
}
