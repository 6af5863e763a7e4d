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
	const { trigger, responseUrl } = origin
	return number === undefined ? origin : { kind: 'card', trigger, responseUrl }
}
