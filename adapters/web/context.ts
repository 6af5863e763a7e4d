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
