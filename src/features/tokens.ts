import type { Secrets } from '../ports/outside.ts'
import type { TokenPurpose } from '../ports/sign-ins.ts'

/** What a letter's link carries: 256 bits in hex, the same for the same job. */
export function tokenFor(secrets: Secrets, purpose: TokenPurpose, job: string): string {
	return Array.from(secrets.derive(`${purpose}-token`, job), byte => byte.toString(16).padStart(2, '0')).join(
		'',
	)
}

/** What is kept of it. */
export function tokenHash(secrets: Secrets, token: string): string {
	return secrets.hash(`token ${token}`)
}

/** Whether a text has the shape of a token; what has another one is none. */
export function isToken(text: string | undefined): text is string {
	return text !== undefined && /^[0-9a-f]{64}$/.test(text)
}
