import { isIP } from 'node:net'
import type { NodemailerError } from 'nodemailer'
import { LetterRefused } from '../../src/ports/outside.ts'

/** A letter ready for the post: every part checked, nothing left to interpret. */
export type Message = {
	readonly from: { readonly name: string; readonly address: string }
	readonly to: string
	/** Without the angle brackets. */
	readonly messageId: string
	/** Milliseconds since 1970. */
	readonly date: number
	readonly locale: string
	readonly subject: string
	readonly html: string
	readonly text: string
	/** The id that stands for its conversation, without the angle brackets. */
	readonly thread?: string
	/** An address of ASCII characters alone, without angle brackets. */
	readonly unsubscribe?: string
}

export type Smtp = {
	/** @throws {@link LetterRefused} for a 5xx answer about the recipient or the letter; an Error for anything else */
	send(message: Message): Promise<void>
	/** Lets what is under way end; what waits fails. */
	close(): Promise<void>
}

/** What the service says of itself to mail servers; nothing else of nodemailer's is set from outside. */
export type SmtpSettings = {
	readonly url: string
	/** One more certificate authority, PEM. */
	readonly ca?: string
	/** Milliseconds for the connection, the greeting and each silence; six times that for the whole letter. */
	readonly timeout: number
}

/** A pool of connections to one server. It tries once: trying again is the outbox's. */
export function openSmtp(settings: SmtpSettings): Smtp {
	const options = smtpOptions(settings)
	const opened = async () => {
		// Loaded with the first letter.
		const { createTransport } = await import('nodemailer')
		const transport = createTransport({
			...options,
			pool: true,
			maxConnections: 3,
			maxRequeues: 0,
			disableFileAccess: true,
			disableUrlAccess: true,
		})
		// A connection that breaks while idle concerns no letter, and the next one opens another.
		transport.on('error', () => {})
		return transport
	}
	let transport: ReturnType<typeof opened> | undefined
	const sending = new Set<Promise<unknown>>()
	return {
		async send(message) {
			transport ??= opened()
			const sent = transport.then(open =>
				open.sendMail({ ...fields(message), signal: AbortSignal.timeout(6 * settings.timeout) }),
			)
			sending.add(sent)
			try {
				await sent
			} catch (error) {
				throw told(error)
			} finally {
				sending.delete(sent)
			}
		},
		async close() {
			;(await transport)?.close()
			await Promise.allSettled(sending)
		},
	}
}

/** The letter as it would go over the wire (RFC 5322). */
export async function compose(message: Message): Promise<Uint8Array> {
	const { createTransport } = await import('nodemailer')
	const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
	const { message: bytes } = await transport.sendMail({
		...fields(message),
		disableFileAccess: true,
		disableUrlAccess: true,
	})
	if (!Buffer.isBuffer(bytes)) throw new Error('the letter was not composed')
	return bytes
}

/**
 * Where and how to connect, from `smtp://` or `smtps://user:password@host:port`. Credentials never leave this
 * machine unencrypted: then the server has to offer STARTTLS.
 * @throws Error with the reason, naming no part of the address
 */
export function smtpOptions({ url, ca, timeout }: SmtpSettings) {
	if (!URL.canParse(url)) throw new Error('is no address')
	const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(url)
	if (protocol !== 'smtp:' && protocol !== 'smtps:')
		throw new Error('begins with neither smtp:// nor smtps://')
	if (hostname === '') throw new Error('has no host')
	if ((pathname !== '' && pathname !== '/') || search !== '' || hash !== '')
		throw new Error('has more after the host and port (does a password need percent-encoding?)')
	const host = hostname.replace(/^\[|\]$/g, '')
	const secure = protocol === 'smtps:'
	const credentials = username !== '' || password !== ''
	const loopback = host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
	return {
		host,
		port: Number(port) || (secure ? 465 : 587),
		secure,
		requireTLS: !secure && credentials && !loopback,
		...(credentials
			? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }
			: {}),
		...(ca === undefined ? {} : { tls: { ca } }),
		connectionTimeout: timeout,
		greetingTimeout: timeout,
		socketTimeout: timeout,
		dnsTimeout: timeout,
	}
}

/** Addresses go in as objects, so that none is read as a list. */
function fields({ from, to, messageId, date, locale, subject, html, text, thread, unsubscribe }: Message) {
	return {
		from,
		to: { name: '', address: to },
		envelope: { from: from.address, to: [to] },
		messageId: `<${messageId}>`,
		date: new Date(date),
		subject,
		text,
		html,
		// Nobody has a letter of this id, but all that name it belong together (RFC 5322, section 3.6.4).
		...(thread !== undefined && { inReplyTo: `<${thread}>`, references: `<${thread}>` }),
		headers: {
			'Auto-Submitted': 'auto-generated', // RFC 3834: no absence note comes back
			'X-Auto-Response-Suppress': 'All', // the same for Exchange
			'Content-Language': locale,
			// RFC 8058. In one line: not everyone unfolds an address.
			...(unsubscribe !== undefined && {
				'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` },
				'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
			}),
		},
	}
}

/**
 * What the server said, without the addresses in it. 503 speaks of the session and 530 to 538 of our sign-in,
 * not of this letter.
 */
function told(error: unknown): Error {
	if (!(error instanceof Error)) return new Error(String(error))
	const { code = '', responseCode = 0, command = '' }: NodemailerError = error
	const reason = `mail ${command} ${code}: ${error.message}`.replace(/[^\s<>"]+@[^\s<>"]+/g, '…')
	const final = responseCode >= 500 && responseCode < 600
	const ours = responseCode === 503 || (responseCode >= 530 && responseCode < 540)
	const about = command === 'RCPT TO' || command === 'DATA'
	return final && !ours && about ? new LetterRefused(reason) : new Error(reason)
}
