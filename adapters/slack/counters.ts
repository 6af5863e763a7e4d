import type { Ports } from '../../src/ports/index.ts'
import { wordsOf } from '../../src/words/index.ts'
import type { Connection, Connections } from './connections.ts'
import { createCounter } from './counter.ts'
import { type Json, part, word } from './receive/payload.ts'
import { spaceOf, spacesIn } from './receive/person.ts'
import type { Reply } from './surfaces.ts'

/**
 * Answers what comes from any of the places where the app is installed, each by its own connection.
 * @param ended hears of every place that may have lost the app
 */
export function createCounters(
	ports: Ports,
	connections: Connections,
	ended: (space: string) => Promise<void>,
): (body: Json) => Promise<Reply> {
	const counters = new WeakMap<Connection, (body: Json) => Promise<Reply>>()
	return async body => {
		if (isGone(body)) {
			// What people have linked there stays, for a day on which the app comes back.
			for (const space of spacesIn(body)) await ended(space)
			return undefined
		}
		const connection = await connections(spaceOf(body) ?? '')
		// Only a command can be answered without a token.
		if (!connection) return word(body, 'command') === undefined ? undefined : notInstalled(ports)
		const counter = counters.get(connection) ?? createCounter(ports, connection.api)
		counters.set(connection, counter)
		return counter(body)
	}
}

/** Whether the app may have been taken away. https://docs.slack.dev/reference/events/tokens_revoked */
function isGone(body: Json): boolean {
	const type = word(part(body, 'event'), 'type')
	return type === 'app_uninstalled' || type === 'tokens_revoked'
}

function notInstalled({ settings }: Ports): Reply {
	const say = wordsOf(settings.defaultLocale)
	return { response_type: 'ephemeral', text: say('chat.stranger') }
}
