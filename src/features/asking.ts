import type { Locale } from '../domain/account.ts'
import { normalizeEmail } from '../rules/email.ts'
import { nameLength } from '../rules/limits.ts'
import { networkOf } from '../rules/network.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { Say } from '../words/index.ts'
import type { Acts, Errors } from './acts.ts'

type Asked = {
	readonly email: string
	readonly locale: Locale
	/** A network address, or a chat identity's key. */
	readonly from: string
	readonly once?: string
}

/** The letter was asked for; `sent` is the address as it is kept. */
export type LetterAsked = { readonly sent: string }

/**
 * Asks for an account, by a letter. Reads no account, so the answer and the work are the same whether there
 * is one or not.
 */
export async function askToSignUp(
	{ ports, say }: Acts,
	asked: Asked & { readonly firstName: string; readonly lastName: string },
): Promise<LetterAsked | { readonly errors: Errors }> {
	const names = { firstName: oneLine(asked.firstName), lastName: oneLine(asked.lastName) }
	const email = normalizeEmail(asked.email)
	const errors = {
		...nameRefused(say, 'firstName', names.firstName),
		...nameRefused(say, 'lastName', names.lastName),
		...(!email && { email: emailRefused(say, asked.email) }),
	}
	if (!email || Object.keys(errors).length > 0) return { errors }
	await ports.signIns.ask({ purpose: 'sign-up', email, ...names, ...whoAsks(asked) })
	return { sent: email }
}

/** Asks for a letter with a link to set a new password; like {@link askToSignUp}. */
export async function askToReset(
	{ ports, say }: Acts,
	asked: Asked,
): Promise<LetterAsked | { readonly errors: Errors }> {
	const email = normalizeEmail(asked.email)
	if (!email) return { errors: { email: emailRefused(say, asked.email) } }
	await ports.signIns.ask({ purpose: 'reset', email, ...whoAsks(asked) })
	return { sent: email }
}

function whoAsks({ locale, from, once }: Asked) {
	return { locale, from: networkOf(from), ...(once && { once }) }
}

/** Why a text is no mail address. */
export function emailRefused(say: Say, email: string): string {
	const shown = cutText(oneLine(email), 100)
	return shown ? say('refused.email', { email: shown }) : say('refused.email.missing')
}

/** What is the matter with a name that is on one line already. */
export function nameRefused(say: Say, field: 'firstName' | 'lastName', name: string): Errors {
	if (!name) return { [field]: say(`refused.${field}.missing`) }
	if (name.length > nameLength) return { [field]: say(`refused.${field}.long`, { most: nameLength }) }
	return {}
}
