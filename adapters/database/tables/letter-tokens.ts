import type { Locale } from '../../../src/domain/account.ts'
import type { TokenPurpose } from '../../../src/ports/sign-ins.ts'
import type { Bit } from './bit.ts'

/**
 * What a letter's link carries: only its hash is kept. One that was used or voided stays for as long as its
 * letter may be tried again, so that it cannot come back to life. Without an account it makes one; names and language are what a sign-up said.
 */
export type LetterTokensTable = {
	hash: string
	purpose: TokenPurpose
	email: string
	account_id: number | null
	first_name: string
	last_name: string
	locale: Locale | null
	void: Bit
	expires_at: number
	created_at: number
}
