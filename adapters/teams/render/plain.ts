import type { View } from '../../../src/views/view.ts'
import { cutText } from '../../../src/text/rich.ts'

const most = 500

/** A view in a sentence or two, for notifications and for clients that show no cards. */
export function plainView(view: View): string {
	return cutText([view.said, ...wordsOf(view)].filter(Boolean).join(' – '), most).toWellFormed()
}

function wordsOf(view: View): readonly (string | undefined)[] {
	switch (view.kind) {
		case 'list':
			return [view.title, view.summary]
		case 'ticket':
			return [`#${view.ticket.number} ${view.ticket.subject}`, view.ticket.status.label]
		case 'notice':
			return view.news.length > 0
				? [view.title]
				: [`#${view.ticket.number} ${view.ticket.subject}`, view.ticket.status.label]
		case 'form':
			return [view.title, ...Object.values(view.errors ?? {}), ...view.intro]
		case 'message':
			return [view.title, ...view.paragraphs]
		case 'help':
		case 'home':
			return [view.title, ...view.intro]
	}
}
