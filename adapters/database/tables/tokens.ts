import type { Generated } from 'kysely'

/**
 * Something secret that was sent to a person and may be used once: only its hash is kept. One that belongs
 * to a chat identity is the only one of its purpose there.
 */
export type TokensTable = {
	id: Generated<number>
	purpose: 'connect'
	hash: string
	account_id: number
	platform: string | null
	space: string | null
	user_id: string | null
	tries_left: number
	expires_at: number
	created_at: number
}
