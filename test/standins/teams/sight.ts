import { asTyped } from './mentions.ts'
import type { SeenMessage, Sight } from './seen.ts'
import { channelId, type Message, threadMark, type World } from './world.ts'

/** What is there for someone to look at. @param id of the person, as Teams has it */
export function sightOf(world: World, id: string): Sight {
	const own = world.deleted.filter(({ from }) => from === id)
	const all = [...world.messages, ...own].sort((a, b) => (a.id < b.id ? -1 : 1))
	const seen = (message: Message, thread?: string): SeenMessage => {
		const { at, attachments, suggestions, touched, edited, problems } = message
		return {
			id: message.id,
			thread,
			from: {
				id: message.from,
				name:
					message.from === world.botId ? 'Sportello' : (world.people.get(message.from)?.name ?? message.from),
				bot: message.from === world.botId,
			},
			at,
			text: asTyped(message.text),
			attachments,
			suggestions,
			touched,
			edited,
			deleted: own.includes(message),
			problems,
		}
	}
	return {
		version: versionOf(world),
		chat: all.flatMap(each => (each.conversation === `a:${id}` ? [seen(each)] : [])),
		channel: all.flatMap(each => {
			const [place, thread] = each.conversation.split(threadMark)
			return place === channelId && thread ? [seen(each, thread)] : []
		}),
		problems: world.problems,
	}
}

/** Says in a few signs whether a sight is still what there is to see. */
export function versionOf({ clock, messages, problems }: World): string {
	return [clock, messages.length, problems.length].join('.')
}

/** A message that someone could see, also one of their own that is deleted. */
export function findMessage(world: World, id: string): Message | undefined {
	return [...world.messages, ...world.deleted].find(message => message.id === id)
}
