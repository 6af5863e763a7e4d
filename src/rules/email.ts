import { emailLength } from './limits.ts'

/**
 * One mail address as we keep it: trimmed, composed (NFC), in lower case. Only the plain form that people
 * have: an unquoted local part (RFC 5321, section 4.1.2, `Dot-string`, and letters of RFC 6531) and a domain
 * with a dot.
 * @returns undefined for anything else, so also for lists, names with angle brackets and control characters
 */
export function normalizeEmail(text: string): string | undefined {
	// Lower case can come apart again: J̌ has no composed form, ǰ has one.
	const email = text.trim().normalize('NFC').toLowerCase().normalize('NFC')
	if (email.length > emailLength) return undefined
	const parts = /^([^@]{1,64})@([^@]+)$/u.exec(email)
	if (!parts) return undefined
	const [, local = '', domain = ''] = parts
	if (!/^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local))
		return undefined
	return domainShape.test(domain) ? email : undefined
}

const label = '[\\p{L}\\p{N}]([\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?'
const domainShape = new RegExp(`^(${label}\\.)+${label}$`, 'u')

/** The domain of a mail address, as {@link normalizeEmail} keeps it; undefined for what is none. */
export function normalizeDomain(text: string): string | undefined {
	return domainOf(normalizeEmail(`x@${text.trim().replace(/^@/, '')}`) ?? '')
}

/** The part of a normalized address after the @. */
export function domainOf(email: string): string | undefined {
	return email.slice(email.lastIndexOf('@') + 1) || undefined
}

/** The mailbox that an address reaches, as most servers have it: without the tag after a plus. */
export function mailboxOf(email: string): string {
	return email.replace(/\+[^@]*@/, '@')
}

/** Enough of an address for its owner to know it: `a•••@example.com`. */
export function maskEmail(email: string): string {
	const at = email.indexOf('@')
	return `${String.fromCodePoint(email.codePointAt(0) ?? 0x2022)}•••${email.slice(at)}`
}
