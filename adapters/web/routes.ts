/** How a route knows who asks. */
export type Authenticator =
	/** Everyone may ask. */
	| 'nobody'
	/** The signature in the address says for whom it was made, and until when. */
	| 'signed address'
	/** The signature in a letter's address says whose letters it is about; it has no end. */
	| 'letter'
	/** The platform's own listener checks the platform's signature. */
	| 'platform'
	/** The listener of its own lets in who runs the service. */
	| 'operator'
	/** The API's own listener knows the token, and what each operation may bring. */
	| 'token'
	/** The session cookie says who is signed in; others are asked to sign in first. */
	| 'session'
	/** Everyone may ask; the session cookie says who, if anyone, is signed in. */
	| 'visitor'

export type Route = {
	readonly method: 'GET' | 'POST' | 'ALL'
	/** As Hono writes it; with `/*` at its end, all below. A GET also answers HEAD. */
	readonly path: string
	readonly authenticator: Authenticator
	/**
	 * The most bytes that a request's body may have; `files`: as the settings for files say; `own`: as its own
	 * listener says.
	 */
	readonly body: number | 'files' | 'own'
}

/** A form without files; a text of 65,536 characters may be nine times that when it is encoded. */
export const plainForm = 1024 * 1024

/** What a mail client sends to unsubscribe: one field. */
export const oneClickForm = 4 * 1024

/**
 * Every route of the service. The start fails when the router holds one that is not here, and what is here
 * without a handler does not compile.
 */
export const routes = [
	{ method: 'GET', path: '/healthz', authenticator: 'nobody', body: 0 },
	{ method: 'GET', path: '/readyz', authenticator: 'nobody', body: 0 },
	{ method: 'GET', path: '/files/:id/:name', authenticator: 'signed address', body: 0 },
	{ method: 'GET', path: '/export', authenticator: 'signed address', body: 0 },
	{ method: 'GET', path: '/assets/:name', authenticator: 'nobody', body: 0 },
	{ method: 'GET', path: '/favicon.ico', authenticator: 'nobody', body: 0 },
	{ method: 'GET', path: '/', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/home', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/help', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/requests', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/requests/search', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/requests/new', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/requests/:number', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/requests/:number/:act', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/queue', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/answers', authenticator: 'session', body: 0 },
	{ method: 'GET', path: '/history', authenticator: 'session', body: 0 },
	{ method: 'POST', path: '/requests/new', authenticator: 'session', body: 'files' },
	{ method: 'POST', path: '/requests/:number', authenticator: 'session', body: 'files' },
	{ method: 'POST', path: '/requests/:number/:act', authenticator: 'session', body: 'files' },
	{ method: 'POST', path: '/do', authenticator: 'session', body: 'files' },
	{ method: 'GET', path: '/settings', authenticator: 'session', body: 0 },
	{ method: 'POST', path: '/settings', authenticator: 'session', body: plainForm },
	{ method: 'GET', path: '/address', authenticator: 'session', body: 0 },
	{ method: 'POST', path: '/address', authenticator: 'session', body: plainForm },
	{ method: 'GET', path: '/sign-in', authenticator: 'visitor', body: 0 },
	{ method: 'POST', path: '/sign-in', authenticator: 'visitor', body: plainForm },
	{ method: 'POST', path: '/sign-out', authenticator: 'visitor', body: plainForm },
	{ method: 'GET', path: '/sign-up', authenticator: 'visitor', body: 0 },
	{ method: 'POST', path: '/sign-up', authenticator: 'visitor', body: plainForm },
	{ method: 'GET', path: '/password/forgot', authenticator: 'visitor', body: 0 },
	{ method: 'POST', path: '/password/forgot', authenticator: 'visitor', body: plainForm },
	{ method: 'GET', path: '/password/set', authenticator: 'visitor', body: 0 },
	{ method: 'POST', path: '/password/set', authenticator: 'visitor', body: plainForm },
	{ method: 'GET', path: '/unsubscribe/:token', authenticator: 'letter', body: 0 },
	{ method: 'POST', path: '/unsubscribe/:token', authenticator: 'letter', body: oneClickForm },
	{ method: 'GET', path: '/metrics', authenticator: 'operator', body: 0 },
	{ method: 'GET', path: '/installed', authenticator: 'nobody', body: 0 },
	{ method: 'GET', path: '/slack/install', authenticator: 'platform', body: 0 },
	{ method: 'GET', path: '/slack/oauth_redirect', authenticator: 'platform', body: 0 },
	{ method: 'POST', path: '/slack/events', authenticator: 'platform', body: 1024 * 1024 },
	{ method: 'POST', path: '/api/messages', authenticator: 'platform', body: 256 * 1024 },
	{ method: 'ALL', path: '/api/v1/*', authenticator: 'token', body: 'own' },
] as const satisfies readonly Route[]

type Row = (typeof routes)[number]
type Elsewhere = 'platform' | 'operator' | 'token'
type NameOf<R> = R extends { method: infer M extends string; path: infer P extends string }
	? `${M} ${P}`
	: never
/** The routes that Hono answers, as `GET /healthz`. */
export type WebRoute = NameOf<Exclude<Row, { authenticator: Elsewhere }>>
/** The routes that listeners of other adapters answer. */
export type DelegatedRoute = NameOf<Extract<Row, { authenticator: Elsewhere }>>

/** Whether another adapter's listener answers it. */
export function isDelegated({ authenticator }: Route): boolean {
	return authenticator === 'platform' || authenticator === 'operator' || authenticator === 'token'
}

export function routeName<R extends Route>({ method, path }: R): NameOf<R> {
	return `${method} ${path}` as NameOf<R>
}

/**
 * Holds a router to the table.
 * @param held its routes; those of method `ALL` are middleware, which answers nothing by itself
 * @throws when the router has a route that the table lacks
 */
export function assertInTable(held: readonly { readonly method: string; readonly path: string }[]): void {
	const known = new Set<string>(routes.map(route => routeName(route)))
	const unknown = held
		.filter(({ method, path }) => !(method === 'ALL' && path.endsWith('*')))
		.map(({ method, path }) => `${method} ${path}`)
		.filter(name => !known.has(name))
	if (unknown.length > 0) {
		throw new Error(`not in the table of routes: ${[...new Set(unknown)].join(', ')}`)
	}
}

/** The methods that an address answers. */
export function methodsAt(path: string): readonly string[] {
	const methods = routesAt(path).flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
	return [...new Set(methods)]
}

/** The routes that are at one address only. */
const exact = new Set<string>(routes.map(routeName).filter(name => !/[:*]/.test(name)))

/** The route that answers a request, as `GET /requests/:number`; undefined where none does. */
export function routeOf(method: string | undefined, path: string): string | undefined {
	const asked = method === 'HEAD' ? 'GET' : method
	const known = `${asked} ${path}`
	if (exact.has(known)) return known
	const route = routesAt(path).find(each => each.method === asked || each.method === 'ALL')
	return route && routeName(route)
}

function routesAt(path: string): readonly Route[] {
	const parts = path.split('/')
	return routes.filter(route => {
		if (route.path.endsWith('/*')) return path.startsWith(route.path.slice(0, -1))
		const own = route.path.split('/')
		return own.length === parts.length && own.every((part, i) => part.startsWith(':') || part === parts[i])
	})
}
