import { addressOf } from '../../../adapters/web/address.ts'
import { type Command, type CommandName, commandNames } from '../../../src/commands/command.ts'

/** What a command is asked about: the request, another of the same person's, and a name that nothing has yet. */
export type About = { readonly number: number; readonly into: number; readonly name: string }

/** Commands that others may ask otherwise, by what they are about, and what they are. */
const apart = {
	'new for somebody': 'new',
	'history of an account': 'history',
	'search of the queue': 'search',
} as const satisfies Readonly<Record<string, CommandName>>

/** What is asked: a command, as everyone may ask it, or apart. */
export type Asked = CommandName | keyof typeof apart
export const allAsked = [...commandNames, ...(Object.keys(apart) as (keyof typeof apart)[])]

/** Which command it is. */
export function commandIn(name: Asked): CommandName {
	return Object.hasOwn(apart, name) ? apart[name as keyof typeof apart] : (name as CommandName)
}

/** Each command as a button may carry it at most: with all that was typed, and confirmed. */
export const asked: { readonly [N in Asked]: (about: About) => Command } = {
	home: () => ({ do: 'home' }),
	list: () => ({ do: 'list', scope: 'requested' }),
	search: () => ({ do: 'search', scope: 'requested' }),
	view: ({ number }) => ({ do: 'view', number }),
	comment: ({ number }) => ({ do: 'comment', number, sequence: 1 }),
	reply: ({ number }) => ({ do: 'reply', number, text: 'And another thing.', sent: 'yes' }),
	new: () => ({ do: 'new', subject: 'Chair', text: 'It is broken.', sent: 'yes' }),
	offer: () => ({ do: 'offer', draft: 'd1' }),
	discard: () => ({ do: 'discard', draft: 'd1' }),
	edit: () => ({ do: 'edit', text: 'It is dark here.' }),
	withdraw: () => ({ do: 'withdraw' }),
	solve: ({ number }) => ({ do: 'solve', number, sure: 'yes' }),
	cc: ({ number }) => ({
		do: 'cc',
		number,
		change: 'add',
		email: 'zoe@else.example',
		sure: 'yes',
		sent: 'yes',
	}),
	connect: () => ({ do: 'connect' }),
	disconnect: () => ({ do: 'disconnect' }),
	whoami: () => ({ do: 'whoami' }),
	signup: () => ({ do: 'signup' }),
	forgot: () => ({ do: 'forgot' }),
	notify: () => ({ do: 'notify' }),
	mute: ({ number }) => ({ do: 'mute', number }),
	unmute: ({ number }) => ({ do: 'unmute', number }),
	language: () => ({ do: 'language' }),
	export: () => ({ do: 'export' }),
	forget: () => ({ do: 'forget' }),
	rate: ({ number }) => ({ do: 'rate', number, good: 'yes', sent: 'yes' }),
	queue: () => ({ do: 'queue', queue: 'all' }),
	take: ({ number }) => ({ do: 'take', number }),
	assign: ({ number }) => ({ do: 'assign', number, sent: 'yes' }),
	note: ({ number }) => ({ do: 'note', number, text: 'Between us.', sent: 'yes' }),
	status: ({ number }) => ({ do: 'status', number, status: 'hold' }),
	priority: ({ number }) => ({ do: 'priority', number, priority: 'urgent' }),
	merge: ({ number, into }) => ({ do: 'merge', number, into, sure: 'yes' }),
	history: ({ number }) => ({ do: 'history', number }),
	deliveries: ({ number }) => ({ do: 'deliveries', number }),
	answers: () => ({ do: 'answers' }),
	answer: ({ name }) => ({ do: 'answer', name, text: 'Dear {name}', sent: 'yes' }),
	triage: () => ({ do: 'triage', change: 'here' }),
	help: () => ({ do: 'help' }),
	'new for somebody': () => ({
		do: 'new',
		requester: 'ada@acme.example',
		subject: 'Chair',
		text: 'She has called.',
		sent: 'yes',
	}),
	'history of an account': () => ({ do: 'history', account: 'ada@acme.example' }),
	'search of the queue': () => ({ do: 'search', scope: 'queue' }),
}

/** What is typed for each command that has words. */
export const typed: { readonly [N in Asked]?: (about: About) => string } = {
	list: () => 'mine',
	view: ({ number }) => `view ${number}`,
	reply: ({ number }) => `reply ${number} And another thing.`,
	new: () => 'new Chair',
	solve: ({ number }) => `solve ${number}`,
	cc: ({ number }) => `cc ${number} add zoe@else.example`,
	connect: () => 'connect',
	disconnect: () => 'disconnect',
	whoami: () => 'whoami',
	signup: () => 'signup',
	forgot: () => 'forgot',
	notify: () => 'notify',
	mute: ({ number }) => `mute ${number} 2d`,
	unmute: ({ number }) => `unmute ${number}`,
	language: () => 'language',
	export: () => 'export',
	forget: () => 'forget me',
	rate: ({ number }) => `rate ${number} good`,
	queue: () => 'queue all',
	take: ({ number }) => `take ${number}`,
	assign: ({ number }) => `assign ${number} nobody`,
	note: ({ number }) => `note ${number} Between us.`,
	status: ({ number }) => `status ${number} hold`,
	priority: ({ number }) => `priority ${number} urgent`,
	merge: ({ number, into }) => `merge ${number} into ${into}`,
	history: ({ number }) => `history ${number}`,
	deliveries: ({ number }) => `deliveries ${number}`,
	answers: () => 'answers',
	answer: () => 'answer',
	triage: () => 'triage here',
	help: () => 'help',
}

/** The page that a command is opened at, without what would do something; undefined where it has none. */
export function pageOf(name: Asked, about: About): string | undefined {
	const kept = new Set(['do', 'number', 'sequence', 'scope', 'queue', 'requester', 'account'])
	const bare = Object.entries(asked[name](about)).filter(([key]) => kept.has(key))
	const address = addressOf(Object.fromEntries(bare) as Command)
	return address?.split('#', 1)[0]
}
