import type { Locale } from '../../src/domain/account.ts'
import type { Action, MessageView } from '../../src/views/view.ts'
import type { Ports } from '../../src/ports/index.ts'
import { type Say, wordsOf } from '../../src/words/index.ts'
import { formatOf } from '../../src/words/format.ts'
import { answerView, localeOf, type PageStatus } from './answer.tsx'
import type { WebContext } from './context.ts'

type Words = (
	say: Say,
	locale: Locale,
) => {
	readonly title: string
	readonly text: string
	readonly tone?: MessageView['tone']
	readonly links?: MessageView['links']
	readonly actions?: readonly Action[]
}

/** A page of the portal that says one thing, in the visitor's language. */
export function notice(c: WebContext, ports: Ports, status: PageStatus, words: Words): Response {
	const locale = localeOf(c, ports)
	const { title, text, tone = 'refused', links = [], actions = [] } = words(wordsOf(locale), locale)
	const view: MessageView = {
		kind: 'message',
		locale,
		tone,
		title,
		paragraphs: [text],
		facts: [],
		actions,
		links,
	}
	return answerView(c, ports, view, { status })
}

/** The one answer for what is not there and for what may not be seen. */
export function notFound(c: WebContext, ports: Ports): Response {
	return notice(c, ports, 404, say => ({ title: say('portal.notFound'), text: say('portal.notFound.text') }))
}

/** One answer to an address that is over, forged, or of a file that is not for the person. */
export function addressGone(c: WebContext, ports: Ports): Response {
	return notice(c, ports, 404, say => ({ title: say('web.gone.title'), text: say('web.gone') }))
}

/** One answer to an address that ends no letters, whoever it may be about. */
export function letterGone(c: WebContext, ports: Ports): Response {
	if (c.req.method === 'POST') c.header('connection', 'close')
	return notice(c, ports, 404, say => ({
		title: say('web.unsubscribe.gone.title'),
		text: say('web.unsubscribe.gone'),
		links: [{ label: say('web.unsubscribe.settings'), url: `${ports.settings.publicUrl}/settings` }],
	}))
}

const outcomes = ['done', 'denied', 'expired', 'failed'] as const

/** `GET /installed`: how the installation of a chat's app has ended. */
export function installed(c: WebContext, ports: Ports): Response {
	const asked = c.req.query('outcome')
	const outcome = outcomes.find(each => each === asked)
	if (!outcome) return notFound(c, ports)
	return notice(c, ports, 200, say => ({
		tone: outcome === 'done' ? 'done' : 'refused',
		title: say(`installed.${outcome}.title`),
		text: say(`installed.${outcome}`),
	}))
}

/** What was sent is not as our pages send it. */
export function malformed(c: WebContext, ports: Ports): Response {
	return notice(c, ports, 400, say => ({
		title: say('portal.malformed'),
		text: say('portal.malformed.text'),
	}))
}

/** What was sent is more than a form may have; what is left of it is not read. */
export function tooLarge(c: WebContext, ports: Ports): Response {
	c.header('connection', 'close')
	const { count, bytes } = ports.settings.fileLimits
	return notice(c, ports, 413, (say, locale) => ({
		title: say('portal.large'),
		text: say('portal.large.text', { count, size: formatOf(locale).size(bytes) }),
	}))
}

/** Something was sent by a page that is not ours. */
export function foreign(c: WebContext, ports: Ports): Response {
	c.header('connection', 'close')
	const { publicUrl } = ports.settings
	return notice(c, ports, 403, say => ({
		title: say('portal.forbidden'),
		text: say('portal.forbidden.text', { address: publicUrl }),
		links: [{ label: say('portal.home'), url: `${publicUrl}/` }],
	}))
}
