import type { Desk } from '../crash/desk.ts'
import { slash } from '../crash/slash.ts'

/** Who asks, and where. */
export type Asking = {
	readonly address: string
	readonly desk: Desk
	readonly signingSecret: string
	readonly now: () => number
}

/** Whom nobody has connected. */
export const stranger = { user: 'U0STRANGER', channel: 'D0STRANGER' }

type Ask = (asking: Asking) => Promise<Response>

/** Every kind of thing that people and systems can have written, each at its own edge. */
export const kinds: readonly (readonly [name: string, ask: Ask])[] = [
	[
		'a request',
		api(
			'POST',
			() => '/tickets',
			({ desk }) => ({ subject: 'It', text: 'Help.', requester: desk.tickets[0]?.email }),
		),
	],
	['an answer', api('POST', on('comments'), () => ({ text: 'Try again.' }))],
	['an answer with a status', api('POST', on('comments'), () => ({ text: 'And now?', status: 'pending' }))],
	['an internal note', api('POST', on('comments'), () => ({ text: 'Odd.', public: false }))],
	['a status', api('PUT', on('status'), () => ({ status: 'hold' }))],
	['a priority', api('PUT', on('priority'), () => ({ priority: 'high' }))],
	['who has it', api('PUT', on('assignee'), ({ desk }) => ({ assignee: desk.diego.email }))],
	['who is copied', api('PUT', on('ccs/ben@elsewhere.example'))],
	['who is copied no longer', api('DELETE', on('ccs/ben@elsewhere.example'))],
	['a file', ({ address, desk }) => upload(address, desk)],
	['a file on an answer', fileOnAnswer],
	['a reply from Slack', types(number => `reply ${number} Still nothing.`)],
	['a mute', types(number => `mute ${number} 2d`)],
	['a language', types(() => 'language it')],
	['a wrong code to connect', types(() => 'connect ABCD-EFGH', stranger)],
	[
		'an account asked for',
		posts('/sign-up', { email: 'nina@acme.example', firstName: 'Nina', lastName: 'Blu' }),
	],
	['a password forgotten', posts('/password/forgot', { email: 'person1@acme.example' })],
	['a sign-in that failed', posts('/sign-in', { email: 'person1@acme.example', password: 'what it is not' })],
]

function on(what: string) {
	return ({ desk }: Asking) => `/tickets/${desk.tickets[0]?.number}/${what}`
}

function api(method: string, path: (asking: Asking) => string, body?: (asking: Asking) => object): Ask {
	return asking =>
		fetch(`${asking.address}/api/v1${path(asking)}`, {
			method,
			headers: { authorization: `Bearer ${asking.desk.token}`, 'content-type': 'application/json' },
			...(body && { body: JSON.stringify(body(asking)) }),
		})
}

function upload(address: string, { token }: Desk): Promise<Response> {
	return fetch(`${address}/api/v1/uploads?name=log.txt`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token}` },
		body: Buffer.alloc(100_000, 'log '),
	})
}

async function fileOnAnswer(asking: Asking): Promise<Response> {
	const stored = await upload(asking.address, asking.desk)
	const { upload: word } = (await stored.json()) as { upload: string }
	return api('POST', on('comments'), () => ({ text: 'See this.', uploads: [word] }))(asking)
}

/** A command in the conversation of a requester with the bot, or of somebody else. */
function types(text: (number: number) => string, who?: typeof stranger): Ask {
	return ({ address, desk, signingSecret, now }) => {
		const [ticket] = desk.tickets
		if (!ticket) throw new Error('there are no requests')
		const said = text(ticket.number)
		return slash({ address, secret: signingSecret, now: now() }, who ?? ticket, said, said)
	}
}

/** A form of the portal's own. */
function posts(path: string, fields: Readonly<Record<string, string>>): Ask {
	return ({ address }) =>
		fetch(`${address}${path}`, {
			method: 'POST',
			headers: { origin: address.replace('127.0.0.1', 'localhost') },
			body: new URLSearchParams(fields),
			redirect: 'manual',
		})
}
