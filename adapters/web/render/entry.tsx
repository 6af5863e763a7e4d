import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'
import { Said } from './parts.tsx'

type Props = {
	readonly title: string
	readonly intro?: readonly string[]
	readonly said?: string | undefined
	readonly links?: readonly { readonly before?: string; readonly label: string; readonly href: string }[]
	readonly children?: Child
}

/** A page of the way in: one form on a card, and where else to go from there. */
export function Entry({ title, intro = [], said, links = [], children }: Props): JSX.Element {
	return (
		<div class="narrow card entry">
			<Said text={said} />
			<h1>{title}</h1>
			{intro.length > 0 ? (
				<div class="intro">
					{intro.map(text => (
						<p dir="auto">{text}</p>
					))}
				</div>
			) : (
				<></>
			)}
			{children}
			{links.length > 0 ? (
				<ul class="links">
					{links.map(({ before, label, href }) => (
						<li>
							{before ? `${before} ` : ''}
							<a href={href}>{label}</a>
						</li>
					))}
				</ul>
			) : (
				<></>
			)}
		</div>
	)
}
