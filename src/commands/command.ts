import * as z from 'zod'
import { locales } from '../domain/account.ts'
import type { IncomingFile } from '../domain/comment.ts'
import { priorities, queues, queueSorts, scopes, shownStatuses, sorts, statuses } from '../domain/ticket.ts'
import { noticeChannels, noticeKinds } from '../ports/accounts.ts'
import { followingStatuses, settableStatuses } from '../rules/status.ts'

/*
 * What a person asks is a plain value: buttons carry it, forms add their fields to it, and a command that
 * had to wait (for connecting, say) is simply handled again. It is a request and never a permission.
 */

const number = z.int().positive().max(Number.MAX_SAFE_INTEGER)
const email = z.string().max(1_000)
const text = z.string().max(100_000)
const draft = z.string().min(1).max(64)
/** `yes` once the person has confirmed what the command is about to do. */
const sure = z.literal('yes').optional()
/** `yes` when a form was sent, even an empty one. */
const sent = z.literal('yes').optional()

const list = z.object({
	scope: z.enum(scopes),
	status: z.enum(shownStatuses).optional(),
	/** By latest activity when absent. */
	sort: z.enum(sorts).optional(),
	search: z.string().max(1_000).optional(),
	cursor: z.string().max(200).optional(),
})

/** What a request is set to with an answer; `same`: what it is then. */
const following = z.enum([...followingStatuses, 'same'])

/** In place of an organization's id, which is never this. */
export const byName = 'by-name'

const schemas = {
	home: z.object({}),
	list,
	/** The search form of a list; `queue`: of everything, by an agent. */
	search: z.object({ scope: z.enum([...scopes, 'queue']), words: z.string().max(1_000).optional(), sent }),
	view: z.object({
		number,
		/** Comments before this sequence. */
		before: number.optional(),
		/** Comments from this sequence on. */
		from: number.optional(),
		/** The list to go back to. */
		back: list.optional(),
	}),
	/** One comment in full. */
	comment: z.object({ number, sequence: number }),
	reply: z.object({
		/** Choices and typed numbers arrive as text. */
		number: z.union([number, z.string().max(20)]).optional(),
		text: text.optional(),
		draft: draft.optional(),
		/** By an agent: what it is set to in the same act; `same`: what it is then. Closing is an act of its own. */
		status: following.optional(),
		/** By an agent: the id of a saved answer to begin with. */
		saved: z.string().max(40).optional(),
		/** By an agent: the last comment they had seen, so that nobody answers past another. */
		seen: number.optional(),
		sent,
	}),
	/** `requester`: the address of whom it is for, by an agent. */
	new: z.object({
		requester: email.optional(),
		subject: text.optional(),
		text: text.optional(),
		draft: draft.optional(),
		sent,
	}),
	/** What to do with text or files that came without a command. */
	offer: z.object({ draft }),
	discard: z.object({ draft }),
	/** The message that became a comment was changed, or deleted, where it was written; or brought back there. */
	edit: z.object({ text: text.optional(), restore: z.literal('yes').optional() }),
	withdraw: z.object({}),
	solve: z.object({ number, sure }),
	cc: z.object({ number, change: z.enum(['add', 'remove']).optional(), email: email.optional(), sure, sent }),
	connect: z.object({
		email: email.optional(),
		code: z.string().max(100).optional(),
		sure: z.enum(['yes', 'no']).optional(),
		sent,
	}),
	disconnect: z.object({ sure }),
	whoami: z.object({}),
	signup: z.object({ firstName: text.optional(), lastName: text.optional(), email: email.optional(), sent }),
	forgot: z.object({ email: email.optional(), sent }),
	notify: z.object({
		...(Object.fromEntries(noticeKinds.map(kind => [kind, z.enum(noticeChannels).optional()])) as Record<
			(typeof noticeKinds)[number],
			z.ZodOptional<z.ZodEnum<{ chat: 'chat'; mail: 'mail'; off: 'off' }>>
		>),
		quietFrom: z.string().max(10).optional(),
		quietTo: z.string().max(10).optional(),
		digest: z.string().max(10).optional(),
		/** One of the person's chats, as {@link identityKey} writes it. */
		chat: z.string().max(300).optional(),
		/** Where what no chat takes goes. */
		unlinked: z.enum(['mail', 'off']).optional(),
		sent,
	}),
	mute: z.object({ number, days: z.int().min(1).max(365).optional() }),
	unmute: z.object({ number }),
	language: z.object({ locale: z.enum(locales).optional() }),
	export: z.object({}),
	forget: z.object({ sure }),
	/** What support has before it. */
	queue: z.object({
		queue: z.enum(queues).optional(),
		status: z.enum(statuses).optional(),
		priority: z.enum(priorities).optional(),
		/** By id; {@link byName}: asks for its name. */
		organization: z.string().max(40).optional(),
		/** By name, as it was typed. */
		org: z.string().max(200).optional(),
		search: z.string().max(1_000).optional(),
		sort: z.enum(queueSorts).optional(),
		cursor: z.string().max(200).optional(),
		sent,
	}),
	take: z.object({ number }),
	/** Nobody when sent without an address; `other` is one that was typed in place of a choice. */
	assign: z.object({ number, to: z.string().max(1_000).optional(), other: email.optional(), sent }),
	note: z.object({ number, text: text.optional(), draft: draft.optional(), sent }),
	status: z.object({ number, status: z.enum(settableStatuses).optional(), sure, sent }),
	priority: z.object({ number, priority: z.enum(priorities).optional(), sent }),
	merge: z.object({ number, into: z.union([number, z.string().max(20)]).optional(), sure, sent }),
	/** Of a request, or of the rights of an account, by its address. */
	history: z.object({
		number: number.optional(),
		account: email.optional(),
		before: z.string().max(20).optional(),
	}),
	/** `here`, `off`, or what holds for this channel. */
	triage: z.object({
		change: z.enum(['here', 'off']).optional(),
		organization: z.string().max(200).optional(),
		word: z.string().max(60).optional(),
	}),
	/**
	 * The saved answers; with a number, to put one into an answer to that request, with what stands there already.
	 * `from`: how many are passed over.
	 */
	answers: z.object({
		search: z.string().max(1_000).optional(),
		from: z.int().min(0).max(100_000).optional(),
		number: number.optional(),
		text: text.optional(),
		draft: draft.optional(),
		status: following.optional(),
		seen: number.optional(),
	}),
	/** With a name and a text, one of them is saved. */
	answer: z.object({
		id: z.string().max(40).optional(),
		name: z.string().max(200).optional(),
		text: text.optional(),
		remove: sure,
		sure,
		sent,
	}),
	/** By the requester, of a request that is solved. `chosen`: what the form that asks begins with. */
	rate: z.object({
		number,
		good: z.enum(['yes', 'no']).optional(),
		chosen: z.enum(['yes', 'no']).optional(),
		text: text.optional(),
		sent,
	}),
	/** For agents: who was told what of a request; with an id, has a failed one told after all. */
	deliveries: z.object({
		number,
		before: z.string().max(20).optional(),
		retry: z.string().max(20).optional(),
	}),
	help: z.object({ word: z.string().max(100).optional() }),
} as const

export type CommandName = keyof typeof schemas
export const commandNames = Object.keys(schemas) as CommandName[]

type Inferred<N extends CommandName> = z.infer<(typeof schemas)[N]>
/** An object without keys is inferred as one that can have none, `do` neither. */
type Arguments<N extends CommandName> = string extends keyof Inferred<N> ? unknown : Inferred<N>
/** What no button or form may name: the adapters add the files that came, after reading. */
type Files<N extends CommandName> = N extends 'reply' | 'new' | 'note' | 'answers'
	? { readonly files?: readonly IncomingFile[] | undefined }
	: unknown
/** The command itself; `next` waits until the person is connected. */
export type CommandOf<N extends CommandName> = N extends CommandName
	? { readonly do: N } & Readonly<Arguments<N>> & Files<N>
	: never
/** A list as it is shown: which one, and what of it. */
export type List = Omit<CommandOf<'list'>, 'do'>
export type Command = { [N in CommandName]: CommandOf<N> }[CommandName] & { readonly next?: Command }

/**
 * Reads a command out of what came back from a button or a form.
 * @returns undefined for anything that is not one; unknown keys are dropped, and files are among them
 */
export function readCommand(value: unknown): Command | undefined {
	const command = readAlone(value)
	// What waits behind a command that waits has no meaning, and would nest without end.
	const next = command && readAlone((value as { readonly next?: unknown }).next)
	return command && next ? { ...command, next } : command
}

function readAlone(value: unknown): Command | undefined {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
	const { do: name, ...rest } = value as Record<string, unknown>
	if (typeof name !== 'string' || !Object.hasOwn(schemas, name)) return undefined
	const parsed = schemas[name as CommandName].safeParse(withoutEmpty(rest))
	return parsed.success ? ({ do: name, ...parsed.data } as Command) : undefined
}

/** Parses what {@link writeCommand} wrote; undefined for anything else. */
export function readCommandText(text: string | undefined): Command | undefined {
	if (!text) return undefined
	try {
		return readCommand(JSON.parse(text))
	} catch {
		return undefined
	}
}

/** A command as the short text that platforms hold in a button; never with files, nor where they lie. */
export function writeCommand(command: Command): string {
	// A replacer is called for each value, and most commands have no files.
	if (!bringsFiles(command)) return JSON.stringify(command)
	return JSON.stringify(command, (key, value: unknown) => (key === 'files' ? undefined : value))
}

function bringsFiles(command: Command): boolean {
	return 'files' in command || (command.next !== undefined && bringsFiles(command.next))
}

/** The command with the files that came with it, where it takes any. */
export function withFiles(command: Command, files: readonly IncomingFile[]): Command {
	if (files.length === 0) return command
	const { do: name } = command
	const takes = name === 'reply' || name === 'new' || name === 'note' || name === 'answers'
	return takes ? { ...command, files } : command
}

/** The command alone, without what waits behind it. */
export function withoutNext(command: Command): Command {
	const { next: _, ...rest } = command
	return rest
}

/** Forms send untouched fields as empty; for a command they are absent. */
function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
	)
}
