import { html } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import { writeCommand } from '../../../src/commands/command.ts'
import type { Action } from '../../../src/views/view.ts'
import { addressOf } from '../address.ts'
import type { Page } from '../page.ts'

type Props = {
	readonly action: Action
	readonly page: Page
	/** A quiet one looks like a link, whatever it is. */
	readonly quiet?: boolean
}

/** What one can do next: a link where the command only reads, else a form of one button. */
export function ActionButton({ action, page, quiet = false }: Props): JSX.Element {
	const look = quiet ? 'quiet' : `button ${action.weight ?? 'plain'}`
	const address = addressOf(action.command)
	if (address) return html`<a class="${look}" href="${address}">${action.label}</a>`
	const hidden = Hidden({ page, command: writeCommand(action.command) })
	const button = html`<button class="${look}" type="submit">${action.label}</button>`
	return html`<form class="inline" method="post" action="/do">${hidden}${button}</form>`
}

/** Several of them in a row. */
export function Actions({
	actions,
	page,
	minor = false,
}: {
	readonly actions: readonly Action[]
	readonly page: Page
	/** Beside what the page is about. */
	readonly minor?: boolean
}): JSX.Element {
	if (actions.length === 0) return html``
	const items = actions.map(action => html`<li>${ActionButton({ action, page, quiet: minor })}</li>`)
	return html`<ul class="${minor ? 'actions minor' : 'actions'}">${items}</ul>`
}

/** What goes along with everything that is sent. */
export function Hidden({ page, command }: { readonly page: Page; readonly command?: string }): JSX.Element {
	const asked = command !== undefined && html`<input type="hidden" name="command" value="${command}"/>`
	return html`${asked}<input type="hidden" name="once" value="${page.once}"/><input type="hidden" name="page" value="${page.here}"/>`
}
