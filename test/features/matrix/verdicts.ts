import type { Asked } from './commands.ts'

/*
 * Who may do what, written by hand and by nothing else: DESIGN, section 2. The tests ask each command of each person
 * on each surface and hold the answers to this.
 */

/** Who they are, and how they stand to the request. */
export const people = [
	'nobody',
	'user: requester',
	'user: CC',
	'user: colleague',
	'user: stranger',
	'agent: assignee',
	'agent: stranger',
	'agent: requester',
	'agent: CC',
	'admin: stranger',
] as const
export type Who = (typeof people)[number]

/**
 * `done`: it is done, and something is another. `shown`: it is shown, or asked about, and nothing is another. `role`:
 * only agents can do that. `absent`: there is no such request, or they may not see it. `no`: refused in a sentence of
 * its own. `link`: they are asked to connect, or to sign in, first. `aside`: others read there, so they are told where
 * to ask. `silent`: nothing is said, and nothing is another.
 */
export const answers = ['done', 'shown', 'role', 'absent', 'no', 'link', 'aside', 'silent'] as const
export type Answer = (typeof answers)[number]

/** An answer for each of the people, in their order; or one for all of them. */
type Row = string

/**
 * The request is Ada's at Acme, whose members may see each other's; Ben and an agent are copied, Diego has it. For
 * `agent: requester` it is that agent's own.
 */
export const verdicts: Readonly<Record<Asked, Row>> = {
	//           nobody user                         agent                     admin
	//                  asks   CC     coll.  strang. has    other  asks  CC
	home: `      shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	list: `      link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	search: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	view: `      link   shown  shown  shown  absent  shown  shown  shown shown shown`,
	comment: `   link   shown  shown  shown  absent  shown  shown  shown shown shown`,
	reply: `     link   done   done   no     absent  done   done   done  done  done`,
	new: `       link   done   done   done   done    done   done   done  done  done`,
	offer: `     link   no     no     no     no      no     no     no    no    no`,
	discard: `   shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	// In a button these name no message that could change.
	edit: `      link   no     no     no     no      no     no     no    no    no`,
	withdraw: `  link   no     no     no     no      no     no     no    no    no`,
	solve: `     link   done   no     no     absent  done   done   done  done  done`,
	cc: `        link   done   no     no     absent  done   done   done  done  done`,
	connect: `   link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	disconnect: `shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	whoami: `    shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	signup: `    shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	forgot: `    shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	notify: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	mute: `      link   done   done   done   absent  done   done   done  done  done`,
	unmute: `    link   done   done   done   absent  done   done   done  done  done`,
	language: `  link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	export: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	forget: `    shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	rate: `      link   done   no     no     absent  no     no     no    no    no`,
	queue: `     link   role   role   role   role    shown  shown  shown shown shown`,
	take: `      link   role   role   role   role    shown  no     no    no    no`,
	assign: `    link   role   role   role   role    done   done   done  done  done`,
	note: `      link   role   role   role   role    done   done   done  done  done`,
	status: `    link   role   role   role   role    done   done   done  done  done`,
	priority: `  link   role   role   role   role    done   done   done  done  done`,
	merge: `     link   role   role   role   role    done   done   done  done  done`,
	history: `   link   role   role   role   role    shown  shown  shown shown shown`,
	deliveries: `link   role   role   role   role    shown  shown  shown shown shown`,
	answers: `   link   role   role   role   role    shown  shown  shown shown shown`,
	answer: `    link   role   role   role   role    done   done   done  done  done`,
	// A direct message, or the web, is no channel.
	triage: `    link   role   role   role   role    no     no     no    no    no`,
	help: `      shown  shown  shown  shown  shown   shown  shown  shown shown shown`,
	// It must not become a request of their own.
	'new for somebody': `
	             link   role   role   role   role    done   done   done  done  done`,
	'history of an account': `
	             link   role   role   role   role    shown  shown  shown shown shown`,
	'search of the queue': `
	             link   role   role   role   role    shown  shown  shown shown shown`,
}

/** What typing adds: the words ask, or open a form, where a button that was confirmed does. */
const typed = {
	new: `       link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	solve: `     link   shown  no     no     absent  shown  shown  shown shown shown`,
	merge: `     link   role   role   role   role    shown  shown  shown shown shown`,
	answer: `    link   role   role   role   role    shown  shown  shown shown shown`,
} as const satisfies Partial<Record<Asked, Row>>

/** What an edited or deleted message does: only its author's, where it became a comment; else no word is said. */
const changed = {
	edit: `      silent done   silent silent silent  silent silent done  silent silent`,
	withdraw: `  silent done   silent silent silent  silent silent done  silent silent`,
} as const satisfies Partial<Record<Asked, Row>>

/** The ways to ask, and where the answers there are others; `rest` is what all others are answered. */
export const otherwise = {
	/** `/tickets words` in a channel that the bot is in: the answer is for one's own eyes. */
	'Slack, typed': {
		...typed,
		triage: `  link   role   role   role   role    done   done   done  done  done`,
	},
	/** A copied button in one's own chat with the bot. */
	'Slack, pressed': {},
	/** A button that a whole channel sees. */
	'Slack, pressed in a channel': {},
	'Slack, message changed': changed,
	'Teams, typed': typed,
	'Teams, pressed': {},
	/** In a channel the bot is only asked about the channel. */
	'Teams, mentioned': {
		triage: `  aside  role   role   role   role    done   done   done  done  done`,
		rest: 'aside',
	},
	/** A card in a channel does what its own four buttons do, for agents. */
	'Teams, pressed in a channel': {
		view: `    link   role   role   role   role    shown  shown  shown shown shown`,
		// Whatever was put into it, it opens the form, and that in the agent's own chat.
		reply: `   link   role   role   role   role    shown  shown  shown shown shown`,
		take: `    link   role   role   role   role    shown  no     no    no    no`,
		status: `  link   role   role   role   role    done   done   done  done  done`,
		rest: 'aside',
	},
	'Teams, message changed': changed,
	/** A form of a page, with the command in it replaced. */
	'web, sent': {
		home: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		// The pages know no drafts, so a form that names one is none of theirs.
		offer: `   link   no     no     no     no      no     no     no    no    no`,
		discard: ` link   no     no     no     no      no     no     no    no    no`,
		connect: ` link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		disconnect: `link shown  shown  shown  shown   shown  shown  shown shown shown`,
		whoami: `  link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		signup: `  link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		forgot: `  link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		forget: `  link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		help: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	},
	/** The address of a page, which changes nothing. */
	'web, opened': {
		home: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		new: `     link   shown  shown  shown  shown   shown  shown  shown shown shown`,
		'new for somebody': `
		           link   role   role   role   role    shown  shown  shown shown shown`,
		'history of an account': `
		           link   absent absent absent absent  shown  shown  shown shown shown`,
		// The form is a part of the request's page, where there is one.
		reply: `   link   shown  shown  shown  absent  shown  shown  shown shown shown`,
		// For whoever asks for support there is no such page.
		queue: `   link   absent absent absent absent  shown  shown  shown shown shown`,
		answers: ` link   absent absent absent absent  shown  shown  shown shown shown`,
		assign: `  link   role   role   role   role    shown  shown  shown shown shown`,
		note: `    link   role   role   role   role    shown  shown  shown shown shown`,
		status: `  link   role   role   role   role    shown  shown  shown shown shown`,
		priority: `link   role   role   role   role    shown  shown  shown shown shown`,
		merge: `   link   role   role   role   role    shown  shown  shown shown shown`,
		rate: `    link   shown  no     no     absent  no     no     no    no    no`,
		help: `    link   shown  shown  shown  shown   shown  shown  shown shown shown`,
	},
} as const satisfies Readonly<Record<string, Readonly<Partial<Record<Asked | 'rest', Row>>>>>

export type Way = keyof typeof otherwise
export const ways = Object.keys(otherwise) as Way[]

/** What someone is answered there; undefined for what has no verdict. */
export function verdictOn(way: Way, name: Asked, who: Who): string | undefined {
	const own: Readonly<Partial<Record<Asked | 'rest', Row>>> = otherwise[way]
	const words = (own[name] ?? own.rest ?? verdicts[name]).trim().split(/\s+/)
	return words.length === 1 ? words[0] : words[people.indexOf(who)]
}
