import { Refusal } from '../acts.ts'
import { conversation, type Method, required } from './call.ts'

/** The reactions family. */
export const reactions: Record<string, Method> = {
	'reactions.add': {
		scopes: ['reactions:write'],
		run: call => {
			const { world } = call
			const channel = conversation(call)
			const name = required(call, 'name')
			const ts = required(call, 'timestamp')
			if (!/^[a-z0-9_+'-]+$/.test(name)) throw new Refusal('invalid_name')
			const message = world.messages.find(each => each.channel === channel.id && each.ts === ts)
			if (!message || message.ephemeralFor) throw new Refusal('message_not_found')
			const users = message.reactions.get(name) ?? new Set()
			if (users.has(world.app.botUserId)) throw new Refusal('already_reacted')
			message.reactions.set(name, users.add(world.app.botUserId))
			message.touched = world.next()
			return {}
		},
	},
}
