import type { AccountId } from '../../src/domain/account.ts'
import type { Ports } from '../../src/ports/index.ts'
import { cutText } from '../../src/text/rich.ts'
import type { WebContext } from './context.ts'
import { readCookie, writeCookie } from './cookie.ts'

/** Long enough for the redirect, short enough not to turn up on a page opened later. */
const seconds = 60
const length = 600

/** What an act has caused, and beside what on its page it is said: the id of an element; on top without one. */
export type Said = { readonly text: string; readonly at?: string | undefined }

/** Keeps what an act has caused for the page that it leads to; signed, so that only our words are shown. */
export function keepSaid(c: WebContext, ports: Ports, whom: AccountId, { text, at }: Said): void {
	const said: Said = { text: cutText(text, length).toWellFormed(), at }
	const kept = Buffer.from(JSON.stringify(said)).toString('base64url')
	writeCookie(c, ports, 'said', `${kept}.${ports.secrets.sign('said', `${whom} ${kept}`)}`, seconds)
}

/** Takes it out again, for the page that shows it. */
export function takeSaid(c: WebContext, ports: Ports, whom: AccountId): Said | undefined {
	const [kept, signature, ...rest] = readCookie(c, ports, 'said')?.split('.') ?? []
	if (!kept) return undefined
	writeCookie(c, ports, 'said', '', 0)
	if (!signature || rest.length > 0 || !ports.secrets.verify('said', `${whom} ${kept}`, signature)) {
		return undefined
	}
	return JSON.parse(Buffer.from(kept, 'base64url').toString()) as Said
}
