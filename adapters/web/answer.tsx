import { type Account, fullName, type Locale, locales } from '../../src/domain/account.ts'
import { isNotNow } from '../../src/handle.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { View } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import type { Child } from 'hono/jsx'
import { localPath } from './address.ts'
import { askedFor, queryOf, type WebContext } from './context.ts'
import { visitorLocale } from './language.ts'
import { type Current, document } from './layout.ts'
import type { Page } from './page.ts'
import { type Extras, renderView, titleOf } from './render/index.tsx'
import { commentId } from './render/ticket.tsx'
import { type Said, takeSaid } from './said.ts'
import { iconPath, stylePath } from './style/index.ts'

/** What every page says beside what all responses say. */
export const pageHeaders = {
	/** What pages may load and where their forms may go; there are no scripts. */
	'content-security-policy':
		"default-src 'none'; style-src 'self'; form-action 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
	/** Without a referrer browsers would not say either where a form was sent from. */
	'referrer-policy': 'same-origin',
} as const

/** The pages on which a language can be chosen, by whoever is not signed in. */
const wayIn = /^\/(?:sign-|password\/)/

export type PageStatus = 200 | 400 | 403 | 404 | 413 | 422 | 429 | 500 | 503

type Options = {
	readonly status?: PageStatus
	/** Where it stands; the address of the request by default. */
	readonly here?: string | undefined
}

/** Answers with a view as a whole page, in the view's language. */
export function answerView(
	c: WebContext,
	ports: Ports,
	view: View,
	{ extras = {}, ...options }: Options & { readonly extras?: Extras } = {},
): Response {
	const said = c.req.method === 'GET' && view.said === undefined ? saidBefore(c, ports) : undefined
	const beside = view.kind === 'ticket' && view.comments.some(one => commentId(one.sequence) === said?.at)
	const shown = said && !beside ? { ...view, said: said.text } : view
	const page = pageOf(c, ports, view.locale, options.here)
	if (isNotNow(view)) c.header('retry-after', '5')
	const body = renderView(shown, page, { ...extras, ...(beside && { said }) })
	return answerPage(c, page, titleOf(view, page), body, {
		status: options.status ?? statusOf(view),
	})
}

/** Answers with a page. */
export function answerPage(
	c: WebContext,
	page: Page,
	title: string,
	body: Child,
	{ status = 200 }: { readonly status?: PageStatus } = {},
): Response {
	for (const [name, value] of Object.entries(pageHeaders)) c.header(name, value)
	const account = c.get('session')?.account
	if (!account?.locale) c.header('vary', 'accept-language')
	const whole = document({
		page,
		title,
		current: currentOf(c.req.path),
		path: c.req.path,
		languages: !account && wayIn.test(c.req.path) ? languagesOf(c) : [],
		children: body,
	})
	// As bytes: a text is gone through once for its length, and once more to be written.
	return c.body(Buffer.from(whole), status, { 'content-type': 'text/html; charset=UTF-8' })
}

/** The page that a request is on. */
export function pageOf(c: WebContext, ports: Ports, locale: Locale, here?: string): Page {
	const account: Account | undefined = c.get('session')?.account
	const path = here ?? localPath(askedFor(c)) ?? '/requests'
	let once: string | undefined
	const begins = /^\/requests\/(?:new|search)\b/.test(path)
	const about = /^(\/requests\/\d+)\/[a-z]+\b/.exec(path)?.[1]
	return {
		say: wordsOf(locale),
		locale,
		support: ports.settings.supportName,
		here: path,
		back: account ? (begins ? '/requests' : (about ?? path)) : '/sign-in',
		get once() {
			return (once ??= ports.secrets.id())
		},
		...(account && { person: fullName(account), agent: account.role !== 'user' }),
		style: stylePath,
		icon: iconPath,
	}
}

/** The language of a page: the account's, then `?lang=`, then what the browser likes best. */
export function localeOf(c: WebContext, { settings }: Pick<Ports, 'settings'>): Locale {
	return (
		c.get('session')?.account.locale ??
		visitorLocale(c.req.query('lang'), c.req.header('accept-language'), settings.defaultLocale)
	)
}

/** What the act before this page has caused. */
export function saidBefore(c: WebContext, ports: Ports): Said | undefined {
	const account = c.get('session')?.account
	return account && takeSaid(c, ports, account.id)
}

/** How a view is answered: an error in a form, a refusal and a failure are not successes. */
function statusOf(view: View): PageStatus {
	if (view.kind === 'form' && view.errors && Object.keys(view.errors).length > 0) return 422
	if (view.kind !== 'message' || view.tone !== 'refused') return 200
	return view.why ? ({ absent: 404, failed: 500, unavailable: 503 } as const)[view.why] : 422
}

function currentOf(path: string): Current | undefined {
	if (path === '/queue') return 'queue'
	if (path === '/requests/new') return 'new'
	if (/^\/requests(?:\/|$)/.test(path)) return 'requests'
	return path === '/settings' ? 'settings' : undefined
}

function languagesOf(c: WebContext) {
	return locales.map(locale => {
		const query = queryOf(c)
		query.set('lang', locale)
		return { locale, label: wordsOf(locale)(`language.${locale}`), href: `?${query.toString()}` }
	})
}
