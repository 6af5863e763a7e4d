import type { Ports } from '../../src/ports/index.ts'
import { Unavailable } from '../../src/ports/outside.ts'
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
	const counters = new WeakMap<Connection, ReturnType<typeof createCounter>>()
	return async body => {
		if (isGone(body)) {
			// What people have linked there stays, for a day on which the app comes back.
			for (const space of spacesIn(body)) await ended(space)
			return undefined
		}
		const space = spaceOf(body) ?? ''
		const found = await connections.find(space).catch(unlessFault)
		const fault = found instanceof Unavailable ? found : undefined
		const connection = found instanceof Unavailable ? connections.lately(space) : found
		if (!connection) {
			// Only a command can be answered without a token.
			if (word(body, 'command') !== undefined) return alone(ports, fault ? 'unavailable' : 'chat.stranger')
			if (fault) throw fault
			return undefined
		}
		const counter = counters.get(connection) ?? createCounter(ports, connection.api)
		counters.set(connection, counter)
		return counter(body, fault)
	}
}

/** Whether the app may have been taken away. https://docs.slack.dev/reference/events/tokens_revoked */
function isGone(body: Json): boolean {
	const type = word(part(body, 'event'), 'type')
	return type === 'app_uninstalled' || type === 'tokens_revoked'
}

function unlessFault(error: unknown): Unavailable {
	if (error instanceof Unavailable) return error
	throw error
}

function alone({ settings }: Ports, what: 'chat.stranger' | 'unavailable'): Reply {
	return { response_type: 'ephemeral', text: wordsOf(settings.defaultLocale)(what) }
}
