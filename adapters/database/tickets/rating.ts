import type { Rating } from '../../../src/domain/ticket.ts'
import type { TicketsTable } from '../tables/tickets.ts'

export type RatingColumns = Pick<TicketsTable, 'rating_good' | 'rating_text' | 'rated_at'>

export function toRating(row: RatingColumns): { readonly rating?: Rating } {
	if (row.rated_at === null) return {}
	const text = row.rating_text
	return { rating: { good: row.rating_good === 1, ...(text !== null && { text }), at: row.rated_at } }
}
