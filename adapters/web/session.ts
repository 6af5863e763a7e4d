import { signedIn } from '../../src/features/sign-in.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { Session } from '../../src/ports/sign-ins.ts'
import { browserLifetime, sessionLifetimes } from '../../src/rules/limits.ts'
import type { WebContext } from './context.ts'
import { readCookie, writeCookie } from './cookie.ts'

/** Finds who is signed in, before anything else of a request is read. */
export type Authenticate = (c: WebContext) => Promise<Session | undefined>

/** By the session cookie, of which the store knows the hash only. */
export function bySessionCookie(ports: Ports): Authenticate {
	return c => signedIn(ports, readCookie(c, ports, 'session'))
}

/** Milliseconds for which the cookie outlives its session, so that a form sent too late is known to be one. */
const after = 24 * 60 * 60_000

/** What the browser keeps of having got in before, if it did. */
export function readBrowser(c: WebContext, ports: Ports): string | undefined {
	return readCookie(c, ports, 'browser')
}

/** Hands the browser what {@link keepBrowser} says. */
export function setBrowser(c: WebContext, ports: Ports, kept: string): void {
	writeCookie(c, ports, 'browser', kept, browserLifetime / 1_000)
}

/** Hands a session to the browser, which keeps it until a day after its end; without one, takes it back. */
export function setSession(c: WebContext, ports: Ports, session: string | undefined): void {
	writeCookie(c, ports, 'session', session ?? '', session ? (sessionLifetimes.whole + after) / 1_000 : 0)
}
