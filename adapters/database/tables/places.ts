import type { Bit } from './bit.ts'

/** Where a chat identity can be spoken to; `reference` belongs to the platform's adapter. */
export type PlacesTable = {
	platform: string
	space: string
	user_id: string
	reference: string
	blocked: Bit
	changed_at: number
}
