import type { ChatProfile, Identity } from '../domain/identity.ts'
import type { Letter } from '../views/letter.ts'
import type { NoticeView, TicketView, View } from '../views/view.ts'
import type { TriageRoom } from './triage.ts'

/** Milliseconds since 1970. */
export type Clock = { now(): number }

/** Everything that must not be guessed. */
export type Secrets = {
	/** A new unguessable id: 128 bits, URL-safe. */
	id(): string
	/**
	 * The same secret for the same purpose and job, so that a letter sent again carries what the first one
	 * did, and nothing has to be kept: HMAC-SHA-256 under `SECRET_KEY`, as 32 bytes.
	 */
	derive(purpose: string, id: string): Uint8Array
	/** SHA-256 in hex, for what is kept of a secret. */
	hash(secret: string): string
	/** Encrypts what has to be kept and read again, for one purpose. */
	seal(purpose: string, text: string): string
	/** @throws where it was sealed for another purpose, under another key, or was changed */
	unseal(purpose: string, sealed: string): string
	/** A signature for an address, URL-safe. */
	sign(purpose: string, text: string): string
	/** Compares in constant time. */
	verify(purpose: string, text: string, signature: string): boolean
}

export type Bytes = AsyncIterable<Uint8Array>

/**
 * Where attachments' bytes are kept. Keys are random; names are display data only. Each act throws
 * {@link FilesUnavailable} where that cannot be reached.
 */
export type Files = {
	/**
	 * Stores a stream durably before it resolves.
	 * @param limit bytes; a longer stream throws {@link FileTooLarge} and leaves nothing behind
	 */
	put(
		bytes: Bytes,
		limit: number,
	): Promise<{ readonly key: string; readonly sha256: string; readonly size: number }>
	get(key: string): Promise<Bytes | undefined>
	remove(key: string): Promise<void>
	/** Every file that is whole, in no order: its size in bytes, and when it was stored in milliseconds since 1970. */
	keys(): AsyncIterable<{ readonly key: string; readonly size: number; readonly storedAt: number }>
}

export class FileTooLarge extends Error {}

/** Fetches a file from where a person uploaded it, by platform. */
export type Uploads = {
	/** @throws {@link UploadGone} when it will never be there; anything else is worth another try */
	open(platform: string, source: string): Promise<Bytes>
}

export class UploadGone extends Error {}

/** The other side did not answer: it may have taken what was said. */
export class Unheard extends Error {}

/** The other side asks to be left alone for some time. */
export class TryLater extends Error {
	/** Milliseconds, as it said. */
	readonly wait: number
	constructor(wait: number, options?: ErrorOptions) {
		super(`to be tried again in ${wait} ms`, options)
		this.wait = wait
	}
}

/** Sends mail. */
export type Mailer = {
	/**
	 * @param messageId the same for every try of the same letter, without the angle brackets
	 * @throws {@link LetterRefused} when the server will never take it; anything else is worth another try
	 */
	send(letter: Letter, options: { readonly to: string; readonly messageId: string }): Promise<void>
}

export class LetterRefused extends Error {}

/** Why a password is refused; each has its sentence in the words. */
export const passwordFaults = ['short', 'long', 'common', 'context', 'repeated', 'sequence', 'weak'] as const
export type PasswordFault = (typeof passwordFaults)[number]

/** Who wants to do something with a password. */
export type Comer = {
	/** Names who has shown to be someone: they go before all others, with one act at a time. */
	readonly known?: string
	/** From where; one network does not keep others out. Absent for who is known in any case. */
	readonly network?: string
}

/** Passwords, hashed off the event loop. What is done with them is done within `admit`, which bounds how much. */
export type Passwords = {
	/** Whether so many wait already that this one is turned away. */
	isBusy(comer: Comer): boolean
	/**
	 * Waits until it is one of few at a time, and does it.
	 * @throws {@link Busy} when too many wait already, or it has waited for too long
	 */
	admit<R>(act: () => Promise<R>, comer: Comer): Promise<R>
	hash(password: string): Promise<string>
	/** Costs exactly one hash whatever it is given; without a hash the answer is false. */
	verify(password: string, hash: string | undefined): Promise<boolean>
	/** @param context words that the password may not be made of: name, address, organization, product */
	assess(password: string, context: readonly string[]): Promise<PasswordFault | undefined>
}

/** Too much is under way: answered with 503, or tried again later. */
export class Busy extends Error {}

/** What is kept cannot be read or written just now; some seconds later it may. */
export class Unavailable extends Error {}

/** There is no connection to it, or it broke off: what was to be done has no part in that. */
export class Outage extends Unavailable {}

/** The bytes of files alone cannot be. */
export class FilesUnavailable extends Unavailable {}

/** What chats know of a person; each adapter answers for its own platform. */
export type Profiles = { of(identity: Identity): Promise<ChatProfile | undefined> }

/** Speaks to people in their chats without having been asked. */
export type Chats = {
	/**
	 * Where only they see it.
	 * @throws {@link Unreachable} when they will not hear it there; {@link TryLater}; {@link Unheard} when it may
	 * have been taken; anything else is worth another try
	 */
	tell(identity: Identity, view: View): Promise<void>
	/**
	 * Tells the news of a ticket so that it is noticed, and has the one message that stands for the ticket in
	 * this chat show the present state. A notice without news only does the latter.
	 * @param standing where that message is, by the last call; absent where there is none yet. One that was
	 * deleted there is made anew.
	 * @param keep to be called as soon as there is another one, before anything else is said
	 * @throws as `tell`
	 */
	notify(
		identity: Identity,
		notice: NoticeView,
		standing: string | undefined,
		keep: (reference: string) => Promise<void>,
	): Promise<void>
	/** Puts something else in the place of the message that stood for a ticket; nothing where that is gone. */
	replace(identity: Identity, standing: string, view: View): Promise<void>
	/**
	 * Posts a ticket's message in a channel, or has the one that stands there show the present state.
	 * @param beside to be said in its thread
	 * @returns where it stands
	 * @throws {@link Unreachable} when nothing can be written there any more; as `tell` otherwise
	 */
	post(
		room: Pick<TriageRoom, 'room' | 'reference'>,
		card: TicketView,
		standing: string | undefined,
		beside?: string,
	): Promise<string>
}

export class Unreachable extends Error {}

/**
 * What a line of the log may say beside its event. Nothing that people wrote, no address and no token goes
 * into any of them: `why` and `note` are a platform's or a library's own words, as `channel_not_found`.
 */
export const logFields = [
	'attempt',
	'bytes',
	'count',
	'event',
	'from',
	'host',
	'job',
	'kind',
	'method',
	'milliseconds',
	'mode',
	'name',
	'note',
	'path',
	'platform',
	'port',
	'reason',
	'reference',
	'route',
	'signal',
	'status',
	'step',
	'total',
	'tries',
	'version',
	'why',
] as const
export type LogFields = {
	readonly [name in (typeof logFields)[number]]?: string | number | boolean | undefined
}

/** What a fault is called where only a word of it is kept: its own name, or that of its class where it has none. */
export function nameOf(error: unknown): string {
	if (!(error instanceof Error)) return 'unknown'
	return error.name === 'Error' ? classOf(error) : unbundled(error.name)
}

/** The name of an error's class. */
export function classOf(error: Error): string {
	const { name }: { readonly name: unknown } = error.constructor
	return typeof name === 'string' ? unbundled(name) : 'Error'
}

/** As it was written: the bundler calls a class that speaks of itself `_AxiosError`. */
function unbundled(name: string): string {
	return name.replace(/^_+(?=\p{Lu})/u, '')
}

/** For whoever runs the service: never a token, link, body or address. */
export type Log = {
	info(event: string, fields?: LogFields): void
	warn(event: string, fields?: LogFields): void
	error(event: string, error: unknown, fields?: LogFields): void
}
