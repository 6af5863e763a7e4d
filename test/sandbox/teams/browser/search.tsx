import { useEffect, useRef, useState } from 'hono/jsx/dom'
import type { Found, Outcome } from '../between.ts'
import { Icon } from './icons.tsx'
import type { Room } from './place.ts'

type Props = {
	readonly room: Room
	readonly name: string
	readonly close: () => void
	readonly take: (found: Found) => void
}

/** The message extension: searches as one types, and gives a card to share. */
export function Search({ room, name, close, take }: Props) {
	const box = useRef<HTMLInputElement>(null)
	const asked = useRef('')
	const [outcome, setOutcome] = useState<Outcome | undefined>(undefined)
	const { title, hint } = room.given.search
	const search = async (words: string) => {
		asked.current = words
		const answer = await room.act({ do: 'searches', words })
		// An answer to what is no longer asked comes too late.
		if (asked.current === words) setOutcome(answer)
	}
	useEffect(() => {
		box.current?.focus()
		void search('')
	}, [])
	const found = outcome?.found ?? []
	return (
		<section
			class="flyout"
			aria-label="Sportello"
			onKeyDown={(event: KeyboardEvent) => {
				if (event.key === 'Escape') close()
			}}
		>
			<header>
				<img src="/teams/icon.png" alt="" width={20} height={20} />
				<h2>Sportello · {title}</h2>
				<button type="button" class="tool" aria-label="Close the search" onClick={close}>
					<Icon name="close" />
				</button>
			</header>
			<input
				ref={box}
				id={`${name}-search`}
				type="search"
				aria-label="Search"
				placeholder={hint}
				onInput={(event: InputEvent) => void search((event.target as HTMLInputElement).value.trim())}
			/>
			<div role="status">
				{outcome?.error ? <p class="refused">Something went wrong: {outcome.error}</p> : null}
				{outcome?.toast ? <p class="hint">{outcome.toast}</p> : null}
				{outcome && found.length === 0 && !outcome.toast && !outcome.error ? (
					<p class="hint">Nothing was found.</p>
				) : null}
			</div>
			<ul>
				{found.map((each, index) => (
					<li key={`${index}`}>
						<button type="button" onClick={() => take(each)}>
							<strong>{plain(each.preview?.content?.title)}</strong>
							<span>{plain(each.preview?.content?.text)}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	)
}

/** The words of a thumbnail's HTML. */
function plain(html = ''): string {
	return new DOMParser().parseFromString(html, 'text/html').body.textContent ?? ''
}
