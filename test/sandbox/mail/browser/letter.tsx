import { useEffect, useState } from 'hono/jsx/dom'
import { tell } from '../../browser/between.ts'
import type { Opened } from '../facts.ts'

const ways = ['HTML', 'Text', 'Headers'] as const

type Props = { readonly id: number; readonly theme: string; readonly close: () => void }

/** One letter, as a mail client shows it, as plain text, or with all its headers. */
export function Letter({ id, theme, close }: Props) {
	const [letter, setLetter] = useState<Opened | undefined>(undefined)
	const [way, setWay] = useState<(typeof ways)[number]>('HTML')
	useEffect(() => {
		void fetch(`/mail/letters/${id}`)
			.then(answer => answer.json() as Promise<Opened>)
			.then(setLetter)
	}, [id])
	if (!letter) return <section class="letter" aria-label="Letter" aria-busy="true" />
	return (
		<section class="letter" aria-label="Letter">
			<header>
				<button type="button" class="back" onClick={close}>
					Back to the list
				</button>
				<h2>{letter.subject}</h2>
				<p>
					From {letter.from} to {letter.to},{' '}
					{new Date(letter.at).toLocaleString('en-GB', {
						dateStyle: 'medium',
						timeStyle: 'short',
						timeZone: 'Europe/Rome',
					})}
				</p>
				<div class="ways" role="group" aria-label="Show as">
					{ways.map(each => (
						<button
							key={each}
							type="button"
							aria-pressed={each === way ? 'true' : 'false'}
							onClick={() => setWay(each)}
						>
							{each}
						</button>
					))}
				</div>
			</header>
			{/* Nothing in it runs: it may only be read from here, so that its links open where they should. */}
			{way === 'HTML' ? (
				<iframe
					title={letter.subject}
					src={`/mail/letters/${id}/html?theme=${theme}`}
					sandbox="allow-same-origin allow-popups"
					onLoad={(event: Event) => follow(event.target as HTMLIFrameElement)}
				/>
			) : null}
			{way === 'Text' ? <Text text={letter.text} /> : null}
			{way === 'Headers' ? (
				<dl class="scroll" tabIndex={0} aria-label="Headers">
					{letter.headers.map(([name, value]) => (
						<div>
							<dt>{name}</dt>
							<dd>{value}</dd>
						</div>
					))}
				</dl>
			) : null}
		</section>
	)
}

function Text({ text }: { readonly text: string }) {
	const parts = text.split(/(https?:\/\/[^\s<>)]+)/)
	return (
		<pre class="scroll" tabIndex={0} aria-label="Text">
			{parts.map((part, index) =>
				index % 2 === 1 ? (
					<a href={part} onClick={(event: Event) => opened(event, part)}>
						{part}
					</a>
				) : (
					part
				),
			)}
		</pre>
	)
}

function follow(frame: HTMLIFrameElement): void {
	for (const link of frame.contentDocument?.querySelectorAll('a') ?? []) {
		// Where a browser runs no listener in such a frame.
		link.target = '_blank'
		link.addEventListener('click', event => opened(event, link.href))
	}
}

function opened(event: Event, href: string): void {
	event.preventDefault()
	tell({ open: href })
}
