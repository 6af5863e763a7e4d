import { html } from 'hono/html'
import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Moment, ShownTicket } from '../../../src/views/view.ts'
import { lately } from '../../../src/words/lately.ts'

/** Where a request stands. */
export function StatusPill({ status }: { readonly status: ShownTicket['status'] }): JSX.Element {
	return html`<span class="pill ${status.shown}">${status.label}</span>`
}

export function Time({ moment: { at, text } }: { readonly moment: Moment }): JSX.Element {
	const minute = machineMinute(Math.floor(at / 60_000))
	return minute ? html`<time datetime="${minute}">${text}</time>` : html`<span>${text}</span>`
}

/** As exact as what people read, so that few of them are written: e.g. `2026-11-03T14:05Z`. */
const machineMinute = lately(500, (minute: number) => {
	const date = new Date(minute * 60_000)
	return Number.isNaN(date.getTime()) ? '' : `${date.toISOString().slice(0, -8)}Z`
})

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
