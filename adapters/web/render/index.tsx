import type { JSX } from 'hono/jsx/jsx-runtime'
import type { View } from '../../../src/views/view.ts'
import type { Page } from '../page.ts'
import type { Said } from '../said.ts'
import type { KeptFile } from './field.tsx'
import { renderForm } from './form.tsx'
import { renderHelp } from './help.tsx'
import { renderHome } from './home.tsx'
import { type ListCounts, renderList } from './list.ts'
import { renderMessage } from './message.tsx'
import { renderNotice } from './notice.tsx'
import { renderQueue } from './queue.tsx'
import { renderTicket } from './ticket.tsx'

/** What a page knows beside its view; what does not concern the view is left out. */
export type Extras = {
	readonly counts?: ListCounts
	/** The form to add to a request, on the request's page. */
	readonly form?: Extract<View, { kind: 'form' }> | undefined
	/** The form to write an internal note, for those who may. */
	readonly note?: Extract<View, { kind: 'form' }> | undefined
	readonly kept?: readonly KeptFile[]
	/** What adding to a request has caused, beside the comment that it is. */
	readonly said?: Said | undefined
}

/** Any view as the main part of a page. */
export function renderView(view: View, page: Page, extras: Extras = {}): JSX.Element {
	switch (view.kind) {
		case 'list':
			return view.scope === 'queue' ? renderQueue(view, page) : renderList(view, page, extras.counts)
		case 'ticket':
			return renderTicket(view, page, extras)
		case 'form':
			return renderForm(view, page, extras.kept)
		case 'message':
			return renderMessage(view, page)
		case 'help':
			return renderHelp(view, page)
		case 'home':
			return renderHome(view, page)
		case 'notice':
			return renderNotice(view, page)
	}
}

/** What a view is called in the browser's own bar. */
export function titleOf(view: View, { say }: Pick<Page, 'say'>): string {
	if (view.kind === 'ticket') return `#${view.ticket.number} ${view.ticket.subject}`
	if (view.kind === 'form' && view.errors && Object.keys(view.errors).length > 0) {
		return say('portal.title.error', { page: view.title })
	}
	return view.title
}
