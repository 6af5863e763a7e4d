import type { Locale } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import { type ShownStatus, shownStatus } from '../domain/ticket.ts'
import type { Ports, Settings } from '../ports/index.ts'
import { localeFor, wordsOf } from '../words/index.ts'
import { readNumber } from './numbers.ts'

/** What may be shown of a request whose portal address someone posted. */
export type SharedTicket = {
	readonly locale: Locale
	readonly status: { readonly shown: ShownStatus; readonly label: string }
	/** Number and shown status, for wherever others read along. */
	readonly line: string
	/** For where only the person and who they write to read it. */
	readonly subject: string
}

/** The number in an address of a request's page in our portal; undefined for any other address. */
export function portalNumber(
	{ publicUrl }: Pick<Settings, 'publicUrl'>,
	address: string,
): number | undefined {
	if (!URL.canParse(address)) return undefined
	const { origin, pathname, username, password } = new URL(address)
	if (origin !== new URL(publicUrl).origin || username || password) return undefined
	return readNumber(/^\/requests\/(\d+)\/?$/.exec(pathname)?.[1])
}

/** What may be shown of a request by the rights of one person; undefined when they may not see it. */
export async function sharedTicket(
	ports: Ports,
	identity: Identity,
	number: number,
): Promise<SharedTicket | undefined> {
	const account = await ports.links.accountOf(identity)
	const ticket = account && (await ports.tickets.find(account, number))
	if (!ticket) return undefined
	const profile = account.locale ? undefined : await ports.profiles.of(identity)
	const locale = localeFor(account, profile?.locale, ports.settings)
	const say = wordsOf(locale)
	const shown = shownStatus[ticket.status]
	const label = say(`status.${shown}`)
	return {
		locale,
		status: { shown, label },
		line: say('shared.ticket', { number: String(number), status: label }),
		subject: ticket.subject,
	}
}
