import type { Installations } from '../../src/ports/installations.ts'
import type { Ports } from '../../src/ports/index.ts'
import { wordsOf } from '../../src/words/index.ts'
import type { Connection, Connections } from './connections.ts'
import { createCounter } from './counter.ts'
import { type Json, part, word } from './receive/payload.ts'
import { spaceOf } from './receive/person.ts'
import type { Reply } from './surfaces.ts'

/** Answers what comes from any of the places where the app is installed, each by its own connection. */
export function createCounters(
	ports: Ports,
	connections: Connections,
	installations: Installations,
): (body: Json) => Promise<Reply> {
	const counters = new WeakMap<Connection, (body: Json) => Promise<Reply>>()
	return async body => {
		const space = spaceOf(body)
		if (space !== undefined && isGone(body)) {
			// What people have linked there stays, for a day on which the app comes back.
			await installations.remove('slack', space)
			return undefined
		}
		const connection = await connections(space ?? '')
		// Only a command can be answered without a token.
		if (!connection) return word(body, 'command') === undefined ? undefined : notInstalled(ports)
		const counter = counters.get(connection) ?? createCounter(ports, connection.api)
		counters.set(connection, counter)
		return counter(body)
	}
}

/** Whether the app was taken away from there. https://docs.slack.dev/reference/events/tokens_revoked */
function isGone(body: Json): boolean {
	const event = part(body, 'event')
	const type = word(event, 'type')
	if (type === 'app_uninstalled') return true
	return type === 'tokens_revoked' && (part(event, 'tokens').bot as unknown[] | undefined)?.length !== 0
}

function notInstalled({ settings }: Ports): Reply {
	const say = wordsOf(settings.defaultLocale)
	return { response_type: 'ephemeral', text: say('chat.stranger') }
}
