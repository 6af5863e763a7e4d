import type { Letter } from '../../../src/views/letter.ts'
import type { View } from '../../../src/views/view.ts'
import { parseMarkdown } from '../../../src/text/markdown.ts'
import { commentExample, ticketExample } from '../../views/tickets.ts'
import { letterExamples } from '../../views/letters.ts'
import { examples } from '../../views/examples.ts'

const list = examples('en').flatMap(({ view }) => (view.kind === 'list' ? [view] : []))[0]
const item = list?.items[0]
const news = letterExamples('en').find(({ name }) => name === 'letter with news, usual')?.letter

export type Kind = 'message' | 'form' | 'ticket' | 'list'

const action = (label: string) => ({ label, command: { do: 'help' } }) as const

/** A view of each kind with one text in every place where people's words may stand. */
export function viewsOf(text: string): Readonly<Record<Kind, View>> {
	if (!list || !item) throw new Error('there is no example of a list')
	const locale = 'en'
	const ticket = ticketExample(locale, 'usual')
	const about = { ...ticket.ticket, subject: text }
	return {
		message: {
			kind: 'message',
			locale,
			tone: 'info',
			title: text,
			paragraphs: [text],
			facts: [{ label: 'Subject', value: text }],
			actions: [action(text)],
			links: [],
		},
		form: {
			kind: 'form',
			locale,
			title: text,
			intro: [text],
			fields: [
				{ name: 'subject', label: text, hint: text, type: 'line', value: text, placeholder: text },
				{ name: 'text', label: 'Text', type: 'text', value: text },
				{ name: 'status', label: 'Status', type: 'choice', options: [{ value: 'x', label: text }] },
			],
			command: { do: 'new', sent: 'yes' },
			submit: 'Send',
			cancel: 'Cancel',
			errors: { subject: text },
			actions: [],
			carried: [text],
		},
		ticket: {
			...ticket,
			said: text,
			ticket: about,
			facts: [{ label: 'Requester', value: text }],
			comments: [
				{
					...commentExample(locale, 'usual', 1, parseMarkdown(text)),
					author: text,
					attachments: [{ id: 'f1', name: text, detail: '1 MB', url: 'https://support.example/files/f1/x' }],
				},
			],
		},
		list: {
			...list,
			items: [{ ...item, ...about, detail: text }],
			searched: { words: text, label: text, clear: action('Clear') },
		},
	}
}

/** A letter about a request with a text in every place where people's words may stand. */
export function letterOf(text: string): Letter {
	if (!news) throw new Error('there is no example of a letter')
	return {
		...news,
		subject: `[#1042] ${text}`,
		preview: text,
		heading: text,
		paragraphs: [text],
		passages: [{ heading: text, text: parseMarkdown(text), files: [text] }],
	}
}
