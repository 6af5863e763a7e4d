import type { KnownBlock } from '@slack/types'
import type { Identity } from '../../src/domain/identity.ts'
import { portalNumber, type SharedTicket, sharedTicket } from '../../src/features/shared.ts'
import type { Ports } from '../../src/ports/index.ts'
import { limits } from './limits.ts'
import { plain } from './render/text.ts'

/** What stands below each address in a message, by the address as it was written. */
export type Unfurls = Readonly<Record<string, { readonly blocks: KnownBlock[] }>>

/** Slack hands on at most so many addresses of one message. */
const most = 10

/**
 * Addresses of our portal that a person posted, as far as that person may see what is there.
 * @param direct whether only the person and who they write to read it: then with the subject
 */
export async function unfurl(
	ports: Ports,
	identity: Identity,
	addresses: readonly string[],
	direct: boolean,
): Promise<Unfurls> {
	const shown = await Promise.all(
		[...new Set(addresses)].slice(0, most).map(async address => {
			const number = portalNumber(ports.settings, address)
			const ticket = number === undefined ? undefined : await sharedTicket(ports, identity, number)
			return ticket ? ([[address, { blocks: blocks(ticket, direct) }]] as const) : []
		}),
	)
	return Object.fromEntries(shown.flat())
}

function blocks({ line, subject }: SharedTicket, direct: boolean): KnownBlock[] {
	const status = plain(line, limits.contextText)
	if (!direct) return [{ type: 'section', text: status }]
	return [
		{ type: 'section', text: plain(subject, limits.section) },
		{ type: 'context', elements: [status] },
	]
}
