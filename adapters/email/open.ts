import type { Clock, Mailer } from '../../src/ports/outside.ts'
import { openSmtp } from './app.ts'
import { deliverTo, isOneAddress } from './deliver.ts'
import { openFolder } from './folder.ts'

export type MailSettings = {
	/** `smtp://` or `smtps://user:password@host:port`; when absent, letters become files in `folder`. */
	readonly smtpUrl?: string | undefined
	/** `Sportello <support@example.com>`, or the address alone. */
	readonly from: string
	readonly folder: string
	readonly clock: Clock
	/** One more certificate authority for the mail server, PEM. */
	readonly ca?: string
	/** Milliseconds for the connection, the greeting and each silence; six times that for the whole letter. */
	readonly timeout?: number
}

/**
 * Mail by SMTP, or into a folder where no server is given.
 * @throws Error naming `SMTP_URL` or `MAIL_FROM` and the reason
 */
export function openMailer(settings: MailSettings): Mailer & { close(): Promise<void> } {
	const { smtpUrl, folder, clock, ca, timeout = 20_000 } = settings
	const from = sender(settings.from)
	if (smtpUrl === undefined) return { ...deliverTo(openFolder(folder), from, clock), close: async () => {} }
	try {
		const smtp = openSmtp({ url: smtpUrl, timeout, ...(ca === undefined ? {} : { ca }) })
		return { ...deliverTo(smtp, from, clock), close: () => smtp.close() }
	} catch (error) {
		throw new Error(`SMTP_URL ${error instanceof Error ? error.message : String(error)}`, { cause: error })
	}
}

function sender(text: string): { name: string; address: string } {
	const named = /^\s*(?:"([^"\\]*)"|([^"<>\\]*?))\s*<([^<>]*)>\s*$/.exec(text)
	const name = named?.[1] ?? named?.[2] ?? ''
	const address = named?.[3] ?? text.trim()
	if (!isOneAddress(address) || /\p{Cc}/u.test(name))
		throw new Error('MAIL_FROM is neither an address nor a name with an address in angle brackets')
	return { name, address }
}
