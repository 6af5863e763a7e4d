import type { Actor } from '../../src/commands/actor.ts'
import type { Identity } from '../../src/domain/identity.ts'
import type { Source } from '../../src/ports/tickets.ts'
import { limits, listSize, slashCommand } from './limits.ts'
import type { Received } from './receive/index.ts'
import type { Origin } from './receive/origin.ts'
import { roomOf } from './room.ts'

/** Who asks, and what can be shown where they do. */
export function actorOf({ sender: { identity }, once }: Received, origin?: Origin): Actor {
	const channel = origin?.kind === 'command' ? origin.channel : undefined
	return {
		who: { identity },
		via: 'slack',
		once,
		pageSize: listSize,
		textInput: limits.textInput,
		fileInput: limits.files,
		...(isWritten(origin) && { source: sourceOf(identity, origin) }),
		...(channel && { room: { room: roomOf(identity, channel), reference: channel } }),
		// To the bot itself the words are said alone.
		...(origin?.kind !== 'direct' && origin?.kind !== 'comment' && { prefix: slashCommand }),
	}
}

type Written = Extract<Origin, { readonly kind: 'direct' | 'comment' | 'note' }>

/** Whether it is a message that someone wrote. */
export function isWritten(origin: Origin | undefined): origin is Written {
	return origin?.kind === 'direct' || origin?.kind === 'comment' || origin?.kind === 'note'
}

function sourceOf({ platform, space }: Identity, { channel, ts }: Written): Source {
	return [platform, space, channel, ts].join(':')
}
