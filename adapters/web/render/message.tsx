import type { JSX } from 'hono/jsx/jsx-runtime'
import type { MessageView } from '../../../src/views/view.ts'
import { webAddress } from '../address.ts'
import type { Page } from '../page.ts'
import { ActionButton } from './action.ts'
import { Facts, Said } from './parts.tsx'

/** A few sentences and what to do next. */
export function renderMessage(view: MessageView, page: Page): JSX.Element {
	const here = view.actions.some(action => action.weight)
	return (
		<div class={`narrow message ${view.tone}`}>
			<Said text={view.said} />
			<h1 dir="auto">{view.title}</h1>
			{view.paragraphs.map(text => (
				<p dir="auto">{text}</p>
			))}
			<Facts facts={view.facts} />
			{view.actions.length + view.links.length > 0 ? (
				<ul class="actions">
					{/* What matters most comes first here, whatever the order in chat. */}
					{view.actions
						.toSorted((a, b) => Number(b.weight !== undefined) - Number(a.weight !== undefined))
						.map(action => (
							<li>
								<ActionButton action={action} page={page} />
							</li>
						))}
					{view.links.map(link => (
						<li>
							<a class={here ? 'button plain' : 'button main'} href={webAddress(link.url)}>
								{link.label}
							</a>
						</li>
					))}
				</ul>
			) : (
				<></>
			)}
		</div>
	)
}
