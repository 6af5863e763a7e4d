import { type Context, type Handler, Hono } from 'hono'
import type { Account } from '../../src/domain/account.ts'
import { signedFor } from '../../src/features/files.ts'
import { mailedBy } from '../../src/features/unsubscribe.ts'
import type { Ports } from '../../src/ports/index.ts'
import { Unavailable } from '../../src/ports/outside.ts'
import { clientAddresses } from './client.ts'
import type { WebContext, WebEnvironment } from './context.ts'
import { exported } from './export.ts'
import { file } from './files.ts'
import { healthz, readyz } from './health.ts'
import { asset, favicon } from './assets.ts'
import { isOwn } from './csrf.ts'
import { multipartBytes } from './multipart.ts'
import { addressGone, foreign, installed, letterGone, notFound, notice, tooLarge } from './notice.tsx'
import { pages } from './pages/index.ts'
import { signInFirst } from './pages/signed-out.tsx'
import {
	assertInTable,
	isDelegated,
	methodsAt,
	type Route,
	routeName,
	routes,
	type WebRoute,
} from './routes.ts'
import { type Authenticate, bySessionCookie } from './session.ts'

export type WebOptions = {
	readonly authenticate?: Authenticate
	/** Addresses and networks of the proxies whose `X-Forwarded-For` is believed; none by default. */
	readonly trustedProxies?: readonly string[]
	/** Whether what is to be done after an answer gets done. */
	readonly works?: () => boolean
}

/**
 * Everything that is answered to browsers, by the table of routes.
 * @throws when the router holds a route that the table lacks
 */
export function webApp(
	ports: Ports,
	{ authenticate = bySessionCookie(ports), trustedProxies = [], works = () => true }: WebOptions = {},
): Hono<WebEnvironment> {
	const handlers: { readonly [Name in WebRoute]: (c: never, ports: Ports) => Response | Promise<Response> } =
		{
			'GET /healthz': healthz,
			'GET /readyz': (c: WebContext) => readyz(c, ports, works),
			'GET /files/:id/:name': file,
			'GET /export': exported,
			'GET /installed': installed,
			'GET /assets/:name': asset,
			'GET /favicon.ico': favicon,
			...pages,
		}
	const app = new Hono<WebEnvironment>()
	const clientAddress = clientAddresses(trustedProxies)
	for (const route of routes) {
		if (isDelegated(route)) continue
		const answer = handlers[routeName(route) as WebRoute] as (
			c: Context,
			ports: Ports,
		) => Response | Promise<Response>
		const admit = admission(route, ports, authenticate)
		// One handler: each of a chain is one more promise on every request.
		const handler: Handler<WebEnvironment> = async c => {
			c.set('from', clientAddress(c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for')))
			if (isTooLarge(c, route, ports)) return tooLarge(c, ports)
			return (await admit(c)) ?? answer(c, ports)
		}
		app.on(route.method, route.path, handler)
	}
	app.notFound(c => {
		const methods = methodsAt(c.req.path)
		if (methods.length === 0) return notFound(c, ports)
		const allow = { allow: [...methods, 'OPTIONS'].join(', ') }
		return c.body(null, c.req.method === 'OPTIONS' ? 204 : 405, allow)
	})
	app.onError((error, c) => {
		if (error instanceof Unavailable) {
			ports.log.error('request not answered', error, { method: c.req.method })
			c.header('retry-after', '5')
			return notice(c, ports, 503, say => ({ title: say('unavailable.title'), text: say('unavailable') }))
		}
		const reference = ports.secrets.id().slice(0, 8)
		ports.log.error('request failed', error, { reference, method: c.req.method })
		return notice(c, ports, 500, say => ({
			title: say('failed.title'),
			text: say('failed', { support: ports.settings.supportName, reference }),
		}))
	})
	assertInTable(app.routes)
	return app
}

/** By what the request says of its body; the body itself is counted where it is read, after who asks is known. */
function isTooLarge(c: WebContext, { body }: Route, { settings }: Ports): boolean {
	const most = typeof body === 'number' ? body : multipartBytes(settings.fileLimits)
	return Number(c.req.header('content-length') ?? 0) > most
}

/** Finds who asks. @returns the answer to who may not; undefined for whom the route's own handler answers */
type Admission = (c: WebContext) => Promise<Response | undefined> | undefined

function admission(route: Route, ports: Ports, authenticate: Authenticate): Admission {
	switch (route.authenticator) {
		case 'nobody':
		case 'platform':
		case 'operator':
		case 'token':
			return () => undefined
		case 'signed address':
			return async c => {
				const account = await signedAccount(c, ports)
				if (!account) return addressGone(c, ports)
				c.set('account', account)
			}
		case 'letter':
			return async c => {
				const mailed = await mailedBy(ports, c.req.param('token') ?? '')
				if (!mailed) return letterGone(c, ports)
				c.set('account', mailed.account)
			}
		case 'session':
		case 'visitor':
			return async c => {
				if (c.req.method === 'POST' && !isOwn(c, ports)) return foreign(c, ports)
				const session = await authenticate(c)
				const alive = session && !session.account.disabled ? session : undefined
				if (!alive && route.authenticator === 'session') return signInFirst(c, ports)
				c.set('session', alive)
				if (alive) c.set('account', alive.account)
			}
	}
}

/** Whom an address was signed for, as they are now. A file's address names the file, others their path. */
async function signedAccount(c: WebContext, ports: Ports): Promise<Account | undefined> {
	const what = c.req.param('id') ?? c.req.path.slice(1)
	const id = signedFor(ports, what, c.req.query())
	const account = id === undefined ? undefined : await ports.accounts.byId(id)
	return account?.disabled ? undefined : account
}
