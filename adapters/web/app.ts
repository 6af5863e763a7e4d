import { type Context, type Handler, Hono, type MiddlewareHandler } from 'hono'
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
	const from: MiddlewareHandler<WebEnvironment> = (c, next) => {
		c.set('from', clientAddress(c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for')))
		return next()
	}
	for (const route of routes) {
		if (isDelegated(route)) continue
		const answer = handlers[routeName(route) as WebRoute] as (
			c: Context,
			ports: Ports,
		) => Response | Promise<Response>
		const handler: Handler<WebEnvironment> = c => answer(c, ports)
		app.on(
			route.method,
			route.path,
			from,
			limited(route, ports),
			authenticated(route, ports, authenticate),
			handler,
		)
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
function limited(route: Route, ports: Ports): MiddlewareHandler<WebEnvironment> {
	return (c, next) => {
		const { fileLimits } = ports.settings
		const most = typeof route.body === 'number' ? route.body : multipartBytes(fileLimits)
		return Number(c.req.header('content-length') ?? 0) > most
			? Promise.resolve(tooLarge(c, ports))
			: next().then(() => undefined)
	}
}

function authenticated(
	route: Route,
	ports: Ports,
	authenticate: Authenticate,
): MiddlewareHandler<WebEnvironment> {
	switch (route.authenticator) {
		case 'nobody':
		case 'platform':
		case 'operator':
		case 'token':
			return (_, next) => next()
		case 'signed address':
			return async (c, next) => {
				const account = await signedAccount(c, ports)
				if (!account) return addressGone(c, ports)
				c.set('account', account)
				return next()
			}
		case 'letter':
			return async (c, next) => {
				const mailed = await mailedBy(ports, c.req.param('token') ?? '')
				if (!mailed) return letterGone(c, ports)
				c.set('account', mailed.account)
				return next()
			}
		case 'session':
		case 'visitor':
			return async (c, next) => {
				if (c.req.method === 'POST' && !isOwn(c, ports)) return foreign(c, ports)
				const session = await authenticate(c)
				const alive = session && !session.account.disabled ? session : undefined
				if (!alive && route.authenticator === 'session') return signInFirst(c, ports)
				c.set('session', alive)
				if (alive) c.set('account', alive.account)
				return next()
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
