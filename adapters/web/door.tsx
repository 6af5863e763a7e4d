import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Locale, locales } from '../../src/domain/account.ts'
import type { Ports } from '../../src/ports/index.ts'
import { wordsOf } from '../../src/words/index.ts'
import { pageHeaders } from './answer.tsx'
import { cookieName } from './cookie.ts'
import { visitorLocale } from './language.ts'
import { document } from './layout.tsx'
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

/** Stands before the form to sign in with: of a flood nearly all are turned away, for as little as it takes. */
export function openDoor({ passwords, settings }: Pick<Ports, 'passwords' | 'settings'>): Door {
	const known = `${cookieName('browser', settings.publicUrl)}=`
	const pages = new Map<Locale, Buffer>()
	const pageIn = (locale: Locale): Buffer => {
		const made = pages.get(locale) ?? Buffer.from(busyPage(locale, settings.supportName))
		pages.set(locale, made)
		return made
	}
	return {
		// Whose browser that is the form says.
		isShut: ({ headers }) => passwords.isBusy() && !headers.cookie?.includes(known),
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
