import { openServer } from '../adapters/email/server.ts'

/** A letter as it arrived. */
export type Letter = {
	readonly to: readonly string[]
	readonly subject: string
	readonly text: string
	readonly html: string
	readonly messageId: string
	/** As it came over the wire. */
	readonly raw: string
}

/** A mail server that people read their letters on. */
export type Mailbox = {
	/** The service's `SMTP_URL`. */
	readonly url: string
	letters(): readonly Letter[]
	/** The newest letter to someone. */
	newestTo(email: string): Letter
	/** Takes all letters away. */
	forget(): void
	stop(): Promise<void>
}

/** Starts a mail server on 127.0.0.1 that takes every letter. */
export async function startMail(): Promise<Mailbox> {
	const server = await openServer({ disabledCommands: ['STARTTLS', 'AUTH'] })
	const letters = () =>
		server.received.map(({ to, mail, raw }) => ({
			to,
			subject: mail.subject ?? '',
			text: mail.text ?? '',
			html: mail.html || '',
			messageId: mail.messageId ?? '',
			raw,
		}))
	return {
		url: `smtp://127.0.0.1:${server.port}`,
		letters,
		newestTo: email => {
			const letter = letters().findLast(({ to }) => to.includes(email))
			if (letter) return letter
			const others = letters().flatMap(({ to }) => to)
			throw new Error(`no letter to ${email}, only to: ${others.join(', ') || 'nobody'}`)
		},
		forget: () => {
			server.received.length = 0
		},
		stop: server.close,
	}
}
