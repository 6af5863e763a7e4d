import { html } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Moment, ShownTicket } from '../../../src/views/view.ts'

/** Where a request stands. */
export function StatusPill({ status }: { readonly status: ShownTicket['status'] }): JSX.Element {
	return html`<span class="pill ${status.shown}">${status.label}</span>`
}

export function Time({ moment }: { readonly moment: Moment }): JSX.Element {
	const date = new Date(moment.at)
	if (Number.isNaN(date.getTime())) return html`<span>${moment.text}</span>`
	return html`<time datetime="${date.toISOString()}">${moment.text}</time>`
}

/** Labels and values; nothing where there are none. */
export function Facts({
	facts,
}: {
	readonly facts: readonly { readonly label: string; readonly value: string }[]
}): JSX.Element {
	if (facts.length === 0) return <></>
	return (
		<dl class="facts">
			{facts.map(({ label, value }) => (
				<div>
					<dt>{label}</dt>
					<dd dir="auto">{value}</dd>
				</div>
			))}
		</dl>
	)
}

/** What the last act has caused. */
export function Said({ text }: { readonly text: string | undefined }): JSX.Element {
	return text ? html`<p class="said" role="status">${text}</p>` : html``
}
