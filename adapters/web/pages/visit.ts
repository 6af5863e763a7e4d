import { type Locale, locales } from '../../../src/domain/account.ts'
import type { Acts } from '../../../src/features/acts.ts'
import { signOut } from '../../../src/features/sign-in.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { Busy } from '../../../src/ports/outside.ts'
import type { Session } from '../../../src/ports/sign-ins.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { localeOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { notice } from '../notice.tsx'

/** What the acts of the pages need, in the visitor's language. */
export function actsOf(c: WebContext, ports: Ports): Acts & { readonly locale: Locale } {
	const locale = localeOf(c, ports)
	return { ports, say: wordsOf(locale), locale }
}

/** From where someone asks, for budgets. */
export function networkAddress(c: WebContext): string {
	return c.get('from')
}

/** Who is signed in, on a page that is for nobody else. */
export function sessionOf(c: WebContext): Session {
	const session = c.get('session')
	if (!session) throw new Error('the route lets nobody through without a session')
	return session
}

/** Ends the session that a browser is about to give up, so that nobody can go on with it elsewhere. */
export async function endPresent(c: WebContext, ports: Ports): Promise<void> {
	const session = c.get('session')
	if (session) await signOut(ports, session)
}

/** An address of ours, in the language that the visitor chose. */
export function inLanguage(c: WebContext, path: string): string {
	const lang = locales.find(locale => locale === c.req.query('lang'))
	return lang ? `${path}${path.includes('?') ? '&' : '?'}lang=${lang}` : path
}

/** Does what hashes a password; when too many wait for that already, says so instead. */
export async function unlessBusy(
	c: WebContext,
	ports: Ports,
	act: () => Promise<Response>,
): Promise<Response> {
	try {
		return await act()
	} catch (error) {
		if (!(error instanceof Busy)) throw error
		c.header('retry-after', '5')
		return notice(c, ports, 503, say => ({ title: say('portal.busy'), text: say('portal.busy.text') }))
	}
}
