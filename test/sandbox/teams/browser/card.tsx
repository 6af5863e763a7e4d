import { useEffect, useRef } from 'hono/jsx/dom'
import { drawCard, type Pressed } from './draw.ts'
import type { Room } from './place.ts'

type Props = {
	readonly room: Room
	readonly card: unknown
	/** Changes when the card does; what is typed in it stays until then. */
	readonly version: string
	readonly busy?: boolean
	readonly press: (pressed: Pressed) => void
}

/** A card, as Microsoft's renderer draws it. */
export function Card({ room, card, version, busy = false, press }: Props) {
	const holder = useRef<HTMLDivElement>(null)
	useEffect(() => {
		const element = holder.current
		if (!element) return
		const focused = element.contains(document.activeElement)
		drawCard(element, card, { hostConfig: room.given.hostConfig, press, open: url => room.open(url) })
		// Whoever pressed a button in it goes on in what took its place.
		if (focused) element.focus()
	}, [version])
	return <div ref={holder} class="card" tabindex={-1} aria-busy={busy ? 'true' : undefined} />
}
