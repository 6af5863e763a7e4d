import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse } from 'hono/utils/cookie'
import { type Locale, locales } from '../../src/domain/account.ts'
import { keptBrowser } from '../../src/features/browser.ts'
import { visitorWith } from '../../src/features/sign-in.ts'
import type { Ports } from '../../src/ports/index.ts'
import { networkOf } from '../../src/rules/network.ts'
import { wordsOf } from '../../src/words/index.ts'
import { pageHeaders } from './answer.tsx'
import type { ClientAddress } from './client.ts'
import { cookieName } from './cookie.ts'
import { visitorLocale } from './language.ts'
import { document } from './layout.ts'
import { renderMessage } from './render/message.tsx'
import { iconPath, stylePath } from './style/index.ts'

export type Door = {
	/** Whether who signs in now is turned away. */
	isShut(request: IncomingMessage): boolean
	/** Says so in the visitor's language; nothing of what was sent is read. */
	turnAway(request: IncomingMessage, response: ServerResponse): void
}

/** Seconds. */
const retryAfter = '5'
/** Bytes that are let pass by unread, to keep the connection; a form to sign in with is far smaller. */
const ignored = 16 * 1024

/**
 * Stands before the form to sign in with: of a flood nearly all are turned away, for as little as it takes.
 * @param clientAddress from where a request is
 */
export function openDoor(
	ports: Pick<Ports, 'passwords' | 'settings' | 'secrets' | 'clock'>,
	clientAddress: ClientAddress,
): Door {
	const { passwords, settings } = ports
	/** Who got in before with the browser of a request. */
	const browserOf = ({ headers }: IncomingMessage) => {
		const name = cookieName('browser', settings.publicUrl)
		return keptBrowser(ports, parse(headers.cookie ?? '', name)[name])
	}
	const pages = new Map<Locale, Buffer>()
	const pageIn = (locale: Locale): Buffer => {
		const made = pages.get(locale) ?? Buffer.from(busyPage(locale, settings.supportName))
		pages.set(locale, made)
		return made
	}
	return {
		isShut(request) {
			const { socket, headers } = request
			const network = networkOf(clientAddress(socket.remoteAddress, headers['x-forwarded-for']?.toString()))
			return passwords.isBusy({ network }) && passwords.isBusy(visitorWith(browserOf(request), network))
		},
		turnAway({ url, headers }, response) {
			const asked = new URLSearchParams(url?.split('?', 2)[1]).get('lang')
			const page = pageIn(visitorLocale(asked, headers['accept-language'], settings.defaultLocale))
			const large = !(Number(headers['content-length']) <= ignored)
			response.writeHead(503, {
				...pageHeaders,
				vary: 'accept-language',
				'content-type': 'text/html; charset=UTF-8',
				'content-length': page.length,
				'retry-after': retryAfter,
				...(large && { connection: 'close' }),
			})
			response.end(page)
		},
	}
}

function busyPage(locale: Locale, support: string): string {
	const say = wordsOf(locale)
	const address = '/sign-in'
	const page = {
		say,
		locale,
		support,
		here: address,
		back: address,
		once: '',
		style: stylePath,
		icon: iconPath,
	}
	const view = {
		kind: 'message',
		locale,
		tone: 'refused',
		title: say('portal.busy'),
		paragraphs: [say('portal.busy.text')],
		facts: [],
		actions: [],
		links: [],
	} as const
	const languages = locales.map(one => ({
		locale: one,
		label: wordsOf(one)(`language.${one}`),
		href: `?lang=${one}`,
	}))
	return document({ page, title: view.title, path: address, languages, children: renderMessage(view, page) })
}
