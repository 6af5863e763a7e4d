import type { Identity } from '../../src/domain/identity.ts'
import type { Notices } from '../../src/ports/notices.ts'
import type { Origin } from './receive/origin.ts'

/** The same place, unless the button stands on the message that stands for a request: that one stays. */
export async function placeOf(
	notices: Pick<Notices, 'ticketAt'>,
	identity: Identity,
	origin: Origin,
): Promise<Origin> {
	if (origin.kind !== 'message' || !origin.at) return origin
	const number = await notices.ticketAt(identity, origin.at)
	return number === undefined ? origin : asideOf(origin)
}

/** A place from which nothing that stands there goes. */
export function asideOf(origin: Origin): Origin {
	if (origin.kind !== 'message') return origin
	const { trigger, responseUrl } = origin
	return { kind: 'card', trigger, responseUrl }
}
