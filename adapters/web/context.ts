import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Account } from '../../src/domain/account.ts'
import type { Session } from '../../src/ports/sign-ins.ts'

/**
 * `account`: who asks, once the route's authenticator has let them through; `session`: who is signed in;
 * `from`: the network address of who asks.
 */
export type WebEnvironment = {
	Bindings: HttpBindings
	Variables: { account: Account; session: Session | undefined; from: string }
}
export type WebContext<Path extends string = string> = Context<WebEnvironment, Path>

/** What is asked for, as it stands in an address behind the host: `/requests?sort=created`. */
export function askedFor({ req: { url } }: WebContext): string {
	return url.slice(url.indexOf('/', url.indexOf('://') + 3))
}

/** What an address says behind its question mark. */
export function queryOf({ req: { url } }: WebContext): URLSearchParams {
	const mark = url.indexOf('?')
	return new URLSearchParams(mark < 0 ? '' : url.slice(mark))
}
