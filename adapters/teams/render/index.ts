import type { View } from '../../../src/views/view.ts'
import type { Card } from './card.ts'
import { formCard } from './form.ts'
import { helpCard } from './help.ts'
import { homeCard } from './home.ts'
import { listCard } from './list.ts'
import { messageCard } from './message.ts'
import { noticeCard } from './notice.ts'
import { ticketCard } from './ticket.ts'

/**
 * A view as an adaptive card of schema 1.5. Pure and total; every card fits in a message.
 * @param part which part of a comment that is shown alone, from 1; others show the nearest
 */
export function render(view: View, part?: number): Card {
	switch (view.kind) {
		case 'list':
			return listCard(view)
		case 'ticket':
			return ticketCard(view, part)
		case 'form':
			return formCard(view)
		case 'message':
			return messageCard(view)
		case 'help':
			return helpCard(view)
		case 'home':
			return homeCard(view)
		case 'notice':
			return noticeCard(view)
	}
}
