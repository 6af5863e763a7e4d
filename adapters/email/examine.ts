import type { NodemailerError } from 'nodemailer'
import type { Finding } from '../../src/ports/finding.ts'
import { smtpOptions } from './app.ts'

const about = 'SMTP_URL'
const patience = 10_000

/** Connects, goes over to TLS and signs in as the service would; no letter is sent. */
export async function examineMail(mail: {
	readonly smtpUrl?: string
	readonly folder: string
}): Promise<Finding> {
	if (mail.smtpUrl === undefined) {
		return {
			about,
			state: 'off',
			says: `Letters are written to ${mail.folder} and not sent.`,
			todo: 'Fine to try it. To send them, set SMTP_URL and MAIL_FROM.',
		}
	}
	try {
		const options = smtpOptions({ url: mail.smtpUrl, timeout: patience })
		const { createTransport } = await import('nodemailer')
		const transport = createTransport(options)
		try {
			await transport.verify()
			const signedIn = options.auth ? ' and lets us sign in' : ''
			return { about, state: 'well', says: `${options.host}:${options.port} answers${signedIn}.` }
		} finally {
			transport.close()
		}
	} catch (error) {
		return { about, state: 'broken', ...reasonOf(error as NodemailerError) }
	}
}

/** nodemailer's codes: https://nodemailer.com/errors */
function reasonOf({ code, message }: NodemailerError): { readonly says: string; readonly todo: string } {
	const says = `The mail server cannot be used: ${message}.`
	if (code === 'EAUTH') {
		return {
			says,
			todo: 'Check the user and the password (percent-encode signs such as @, : and / in them).',
		}
	}
	if (code === 'ETLS') {
		return { says, todo: 'The server needs STARTTLS on this port, or smtps:// on port 465.' }
	}
	return { says, todo: 'Check host and port, and that nothing between here and there closes them.' }
}
