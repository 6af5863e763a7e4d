import { parseMarkdown } from '../../../src/text/markdown.ts'
import type { RichText } from '../../../src/text/rich.ts'
import type { Letter } from '../../../src/views/letter.ts'
import { heavy, hostile, long } from '../../views/texts.ts'

const token = '7.Xq3vD0b_Kp1a.h1n8Q0Y1nC3mVb8xT5kZr7wL2pGd9sHfJa4uEiNoMy6'

/** What every letter about Ada's request has. */
const about = {
	en: {
		kind: 'letter',
		locale: 'en',
		subject: '[#1042] The printer on the third floor is jammed',
		action: { label: 'Open the request', url: 'https://support.acme.example/requests/1042' },
		footnotes: [
			'To answer, open the request: answers to this email reach nobody.',
			'You get this email because of request #1042 at Acme Support.',
		],
		thread: 'request-1042.7',
		unsubscribe: {
			label: 'No more emails about requests',
			url: `https://support.acme.example/unsubscribe/${token}`,
		},
	},
	it: {
		kind: 'letter',
		locale: 'it',
		subject: '[#1042] La stampante al terzo piano è inceppata',
		action: { label: 'Apri la richiesta', url: 'https://support.acme.example/requests/1042' },
		footnotes: [
			'Per rispondere apri la richiesta: le risposte a questa email non arrivano a nessuno.',
			'Ricevi questa email per la richiesta #1042 ad Acme Support.',
		],
		thread: 'request-1042.7',
		unsubscribe: {
			label: 'Niente più email sulle richieste',
			url: `https://support.acme.example/unsubscribe/${token}`,
		},
	},
} as const

const advice = {
	en: 'Hello Ada,\n\nthat is *tray 3*. Please:\n\n1. **switch it off**\n2. pull tray 3 out\n   - gently\n   - all the way\n3. wait a minute\n\n```\nprinter --status --verbose --and-a-long-option=that-does-not-fit-on-a-telephone\n```\n\n> E-204 means that the ribbon is out of step.\n\nThe model is at https://printers.example/e-204, or ask printers@acme.example; `E-42` is ~~bad~~ harmless.',
	it: 'Ciao Ada,\n\nè il *cassetto 3*. Per favore:\n\n1. **spegnila**\n2. estrai il cassetto 3\n3. aspetta un minuto\n\n> E-204 vuol dire che il nastro è fuori passo.\n\nIl modello è su https://printers.example/e-204.',
} as const

/** Letters with news of a request: an answer, a burst of three, as much as there can be, and badly meant. */
export const notices = {
	answer: {
		...about.en,
		preview: 'Diego Sala (support) wrote in request #1042',
		heading: 'Diego Sala (support) wrote in request #1042, which is now: Awaiting your reply',
		paragraphs: ['Hello Ada,', 'Request #1042: The printer on the third floor is jammed'],
		passages: [
			{
				heading: 'Diego Sala (support) wrote · 3 November 2026 at 14:05',
				text: parseMarkdown(advice.en),
				files: ['tray 3.png (120 kB)'],
			},
		],
	},
	risposta: {
		...about.it,
		preview: 'Diego Sala (assistenza) ha scritto nella richiesta #1042',
		heading: 'Diego Sala (assistenza) ha scritto nella richiesta #1042',
		paragraphs: ['Ciao Ada,', 'Richiesta #1042: La stampante al terzo piano è inceppata'],
		passages: [
			{
				heading: 'Diego Sala (assistenza) ha scritto · 3 novembre 2026 alle ore 14:05',
				text: parseMarkdown(advice.it),
				files: ['cassetto 3.png (120 kB)'],
			},
		],
	},
	burst: {
		...about.en,
		choice: {
			text: 'Request #1042 “The printer on the third floor is jammed” is solved. How did support do?',
			links: [
				{ label: 'Good', url: 'https://support.acme.example/requests/1042/rate?chosen=yes' },
				{ label: 'Bad', url: 'https://support.acme.example/requests/1042/rate?chosen=no' },
			],
		},
		preview: '4 news about request #1042',
		heading: '4 news about request #1042',
		paragraphs: [
			'Hello Ada,',
			'Request #1042: The printer on the third floor is jammed',
			'Diego Sala (support) changed the status to: Solved',
		],
		passages: [
			{
				heading: 'Diego Sala (support) wrote · 3 November 2026 at 14:05',
				text: parseMarkdown(advice.en),
				files: [],
			},
			{
				heading: 'Ben Kay wrote · 3 November 2026 at 14:06',
				text: [],
				files: ['photo.jpg (2 MB)', 'status output.txt (1 kB)'],
			},
			{
				heading: 'Diego Sala (support) wrote · 3 November 2026 at 14:09',
				text: parseMarkdown('That was it, thank you both.'),
				files: [],
			},
		],
	},
	raffica: {
		...about.it,
		preview: '3 novità sulla richiesta #1042',
		heading: '3 novità sulla richiesta #1042',
		paragraphs: ['Ciao Ada,', 'Richiesta #1042: La stampante al terzo piano è inceppata'],
		passages: [
			{
				heading: 'Diego Sala (assistenza) ha scritto · 3 novembre 2026 alle ore 14:05',
				text: parseMarkdown(advice.it),
				files: [],
			},
			{
				heading: 'Ben Kay ha scritto · 3 novembre 2026 alle ore 14:06',
				text: parseMarkdown('Ecco che cosa dice:\n\n```\nE-204 nastro\n```'),
				files: ['foto.jpg (2 MB)'],
			},
			{ heading: 'Ben Kay ha ritirato un messaggio · 3 novembre 2026 alle ore 14:07', text: [], files: [] },
		],
	},
	largest: {
		...about.en,
		preview: '100 news about request #1042',
		heading: '100 news about request #1042',
		paragraphs: ['Hello Ada,', long('printer ', 200).trim()],
		passages: Array.from({ length: 100 }, (_, index) => ({
			heading: `${long('Wolfeschlegelstein ', 161).trim()} wrote · ${index + 1} November 2026`,
			text: parseMarkdown(`${index + 1}: ${long('The printer is *still* jammed. ', 60_000)}`),
			files: Array.from({ length: 10 }, () => `${long('scan-', 251)}.pdf`),
		})),
	},
	malice: {
		...about.en,
		preview: hostile,
		heading: `${hostile.slice(0, 100)} wrote`,
		paragraphs: [],
		passages: [
			{
				heading: 'Mallory\r\nBcc: mallory@umbra.example\n\nYour account expires <b>today</b>',
				text: parseMarkdown(
					`${hostile}\n\n</div></td></table><script>alert(1)</script><h1>Your account</h1>`,
				),
				files: ['<img src=x onerror=alert(1)>\n.png', 'gpj.\u202Eexe'],
			},
			{
				heading: 'Mallory',
				text: [
					{
						kind: 'paragraph',
						spans: [
							{ text: 'your bank', url: 'javascript:alert(1)' },
							{ text: ' ' },
							{ text: 'your data', url: 'data:text/html,<script>alert(1)</script>' },
							{ text: ' ' },
							{ text: 'a path', url: '/requests' },
							{ text: '\n' + '-'.repeat(76) + '\nOur own words?' },
						],
					},
					{ kind: 'code', text: '</pre><style>*{display:none}</style>\n\u001b[31m' },
					{ kind: 'list', ordered: true, indent: 99, start: 7, items: [[{ text: '<li>' }], []] },
				] satisfies RichText,
				files: [],
			},
		],
	},
} as const satisfies Record<string, Letter>

/** Letters whose form weighs far more than their words. */
export const heavyNotices: readonly { readonly name: string; readonly letter: Letter }[] = heavy.map(
	({ name, text }) => ({
		name,
		letter: {
			...notices.answer,
			passages: Array.from({ length: 20 }, () => ({
				heading: hostile.slice(0, 200),
				text,
				files: Array.from({ length: 10 }, () => long('"<&>.pdf', 255)),
			})),
		},
	}),
)
