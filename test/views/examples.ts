import type { Locale } from '../../src/domain/account.ts'
import type { View } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import { formExample, helpExample, messageExample, questionExample } from './answers.ts'
import { emptyList, homeExample, listExample } from './lists.ts'
import { noticeExample, stateExample } from './notices.ts'
import { sizes } from './own.ts'
import { queueExample } from './queue.ts'
import { heavy } from './texts.ts'
import { commentExample, singleExample, ticketExample } from './tickets.ts'

/** A view as people meet it, as large as it gets, or full of what somebody means badly. */
export type Example = { readonly name: string; readonly view: View }

/** Every view in every size, in one language. */
export function examples(locale: Locale): readonly Example[] {
	const all: Example[] = []
	for (const size of sizes) {
		all.push(
			{ name: `list, ${size}`, view: listExample(locale, size) },
			{ name: `queue, ${size}`, view: queueExample(locale, size) },
			{ name: `ticket, ${size}`, view: ticketExample(locale, size) },
			{ name: `ticket alone, ${size}`, view: singleExample(locale, size) },
			{ name: `form, ${size}`, view: formExample(locale, size) },
			{ name: `message, ${size}`, view: messageExample(locale, size) },
			{ name: `help, ${size}`, view: helpExample(locale, size) },
			{ name: `home, ${size}`, view: homeExample(locale, size) },
			{ name: `notice, ${size}`, view: noticeExample(locale, size) },
			{ name: `notice without news, ${size}`, view: stateExample(locale, size) },
		)
	}
	all.push(
		...heavy.map(({ name, text }) => ({
			name: `ticket alone, heavy with ${name}`,
			view: { ...singleExample(locale, 'usual'), comments: [commentExample(locale, 'usual', 1, text)] },
		})),
		...heavy.map(({ name, text }) => ({
			name: `ticket, heavy with ${name}`,
			view: {
				...ticketExample(locale, 'largest'),
				comments: [1, 2, 3, 4, 5].map(sequence => commentExample(locale, 'largest', sequence, text)),
			},
		})),
		...heavy.map(({ name, text }) => ({
			name: `notice, heavy with ${name}`,
			view: {
				...noticeExample(locale, 'usual'),
				news: [1, 2, 3].map(sequence => {
					const comment = commentExample(locale, 'usual', sequence, text)
					return { headline: comment.author, at: comment.at, comment }
				}),
			},
		})),
		{ name: 'list, empty', view: emptyList(locale) },
		{
			name: 'form, refused',
			view: {
				...formExample(locale, 'usual'),
				errors: { subject: wordsOf(locale)('refused.subject.missing') },
			},
		},
		{ name: 'message, question', view: questionExample(locale) },
	)
	return all
}
