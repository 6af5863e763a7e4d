import type { Child } from 'hono/jsx'
import { useEffect, useRef } from 'hono/jsx/dom'

/** Stays at its end while things come, unless its reader has scrolled back. */
export function Scrolled({ version, children }: { readonly version: string; readonly children?: Child }) {
	const view = useRef<HTMLDivElement>(null)
	const atEnd = useRef(true)
	useEffect(() => {
		const element = view.current
		if (!element) return
		const noted = () => {
			atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80
		}
		element.addEventListener('scroll', noted)
		return () => element.removeEventListener('scroll', noted)
	}, [])
	useEffect(() => {
		// Cards are drawn a moment after they are there.
		const frame = requestAnimationFrame(() => {
			if (atEnd.current) view.current?.scrollTo({ top: view.current.scrollHeight })
		})
		return () => cancelAnimationFrame(frame)
	}, [version])
	return (
		<div ref={view} class="scrolled" tabindex={0} role="log" aria-label="Messages">
			<div class="column">{children}</div>
		</div>
	)
}
