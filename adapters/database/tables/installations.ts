import type { Generated } from 'kysely'

/** Where a chat's app is installed. Tokens are sealed; `leased_until` is when another one may renew them. */
export type InstallationsTable = {
	platform: string
	space: string
	name: string
	token: string
	refresh_token: string | null
	expires_at: number | null
	leased_until: Generated<number>
}
