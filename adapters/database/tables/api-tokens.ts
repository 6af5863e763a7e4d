import type { Generated } from 'kysely'

/** Keys of the API, known by their hashes; `scopes` are separated by spaces. */
export type ApiTokensTable = {
	id: Generated<number>
	hash: string
	name: string
	account_id: number
	scopes: string
	created_at: number
	expires_at: number | null
	used_at: number | null
}
