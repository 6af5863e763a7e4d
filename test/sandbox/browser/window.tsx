import { useEffect, useState } from 'hono/jsx/dom'
import type { ShellFacts } from '../facts.ts'
import type { Reader } from '../people.ts'

type Props = {
	readonly pane: ShellFacts['panes'][number]
	readonly as: Reader
	readonly theme: 'light' | 'dark'
	readonly shown: boolean
	/** What the portal is to open. */
	readonly path: string
	/** Counts up when it is to open it. */
	readonly time: number
	readonly be: (who: Reader) => void
}

/** One window with who it is played as; what was in it stays when it is hidden. */
export function Window({ pane: { name, title, readers }, as, theme, shown, path, time, be }: Props) {
	// A window that was never looked at has nothing to load.
	const [opened, setOpened] = useState(shown)
	useEffect(() => {
		if (shown) setOpened(true)
	}, [shown])
	const at = `/${name}/?${new URLSearchParams({ as, theme, ...(path && { path }) }).toString()}`
	return (
		<section class="window" id={`window-${name}`} aria-label={title} hidden={!shown}>
			<header>
				<h2>{title}</h2>
				<div class="who" role="group" aria-label={`${title} as`}>
					{readers.map(({ name: who, label }) => (
						<button
							key={who}
							type="button"
							aria-pressed={who === as ? 'true' : 'false'}
							onClick={() => be(who)}
						>
							{label}
						</button>
					))}
				</div>
				<a href={at} target="_blank" rel="noopener" aria-label={`${title} in a tab`}>
					↗
				</a>
			</header>
			{opened ? <iframe key={`${at} ${time}`} title={`${title} as ${as}`} src={at} /> : null}
		</section>
	)
}
