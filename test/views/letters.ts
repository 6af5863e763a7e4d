import type { Locale } from '../../src/domain/account.ts'
import type { Letter } from '../../src/views/letter.ts'
import { wordsOf } from '../../src/words/index.ts'
import { own, said, type Size, sizes } from './own.ts'
import { commentExample } from './tickets.ts'

const portal = 'https://support.example'

/** Every kind of letter in every size, in one language. */
export function letterExamples(
	locale: Locale,
): readonly { readonly name: string; readonly letter: Letter }[] {
	return sizes.flatMap(size =>
		Object.entries(kinds).map(([name, write]) => {
			const letter: Letter = { kind: 'letter', locale, ...write(locale, size) }
			return { name: `${name}, ${size}`, letter }
		}),
	)
}

type Said = Omit<Letter, 'kind' | 'locale'>

const kinds: Readonly<Record<string, (locale: Locale, size: Size) => Said>> = {
	'letter of welcome': (locale, size) => {
		const say = wordsOf(locale)
		const support = size === 'usual' ? 'Acme Support' : own[size].name
		return {
			subject: say('letter.welcome.subject', { support }),
			preview: say('letter.welcome.preview'),
			heading: say('letter.welcome.heading', { support }),
			paragraphs: [
				say('letter.hello', { name: own[size].name }),
				say('letter.welcome.text'),
				say('letter.welcome.validity', { hours: 24 }),
			],
			action: { label: say('letter.welcome.action'), url: `${portal}/password/set?token=t` },
			footnotes: [say('letter.notYou')],
		}
	},
	'letter with a code': (locale, size) => {
		const say = wordsOf(locale)
		return {
			subject: say('letter.code.subject'),
			preview: say('letter.code.preview'),
			heading: say('letter.code.heading'),
			paragraphs: [
				say('letter.hello', { name: own[size].name }),
				say('letter.code.text', { who: own[size].name, platform: 'Slack', support: 'Acme Support' }),
				say('letter.code.validity', { minutes: 10 }),
			],
			code: 'K7QX-9M2P',
			footnotes: [say('letter.code.notYou')],
		}
	},
	'letter with news': (locale, size) => {
		const say = wordsOf(locale)
		const { subject } = own[size]
		const title = `#1042: ${say('ticket.support', { name: 'Diego Sala' })}`
		const comments = size === 'usual' ? [2] : [2, 3, 5]
		return {
			subject: say('letter.notice.subject', { number: '1042', subject }),
			preview: title,
			heading: title,
			paragraphs: [
				say('letter.hello', { name: own[size].name }),
				say('letter.notice.preview', { number: '1042', subject }),
			],
			passages: comments.map(sequence => {
				const { author, at, attachments } = commentExample(locale, size, sequence)
				return {
					heading: `${author} · ${at.text}`,
					text: said[size],
					files: attachments.map(({ name, detail }) => `${name} (${detail})`),
				}
			}),
			action: { label: say('letter.notice.action'), url: `${portal}/requests/1042` },
			footnotes: [
				say('letter.notice.answer'),
				say('letter.notice.footer', { number: '1042', support: 'Acme Support' }),
			],
			thread: 'request-1042.7',
			unsubscribe: { label: say('letter.notice.unsubscribe'), url: `${portal}/unsubscribe/t` },
		}
	},
	'daily letter': (locale, size) => {
		const say = wordsOf(locale)
		const count = size === 'usual' ? 3 : 20
		return {
			subject: say('letter.digest.subject', { count }),
			preview: say('letter.digest.preview'),
			heading: say('letter.digest.subject', { count }),
			paragraphs: [
				say('letter.hello', { name: own[size].name }),
				...Array.from({ length: count }, (_, index) =>
					say('letter.digest.item', { number: String(1042 - index), subject: own[size].subject }),
				),
			],
			action: { label: say('letter.digest.action'), url: `${portal}/requests?status=awaiting` },
			footnotes: [say('letter.digest.footer', { support: 'Acme Support', hour: '08:00' })],
			unsubscribe: { label: say('letter.notice.unsubscribe'), url: `${portal}/unsubscribe/t` },
		}
	},
}
