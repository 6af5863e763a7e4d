import { useEffect, useRef, useState } from 'hono/jsx/dom'

export type MenuItem = { readonly label: string; readonly detail?: string; readonly pick: () => void }

/** A button that opens a list of things to do; the arrows go through it, Escape closes it. */
export function Menu({
	label,
	look,
	items,
	children,
}: {
	label: string
	look: string
	items: readonly MenuItem[]
	children?: unknown
}) {
	const [open, setOpen] = useState(false)
	const root = useRef<HTMLDivElement>(null)
	const opener = useRef<HTMLButtonElement>(null)
	const entries = () => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
	useEffect(() => {
		if (!open) return
		entries()[0]?.focus()
		const outside = (event: Event) => {
			if (!root.current?.contains(event.target as Node)) setOpen(false)
		}
		document.addEventListener('pointerdown', outside)
		return () => document.removeEventListener('pointerdown', outside)
	}, [open])

	const close = () => {
		setOpen(false)
		opener.current?.focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		const all = entries()
		const at = all.indexOf(document.activeElement as HTMLElement)
		const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
		if (event.key === 'Escape') close()
		else if (event.key === 'Tab') setOpen(false)
		else if (to !== undefined) all[(to + all.length) % all.length]?.focus()
		else return
		if (event.key === 'Tab') return
		event.preventDefault()
		event.stopPropagation()
	}
	return (
		<div class="menu" ref={root}>
			<button
				type="button"
				ref={opener}
				class={look}
				aria-label={label}
				title={label}
				aria-haspopup="menu"
				aria-expanded={open ? 'true' : 'false'}
				onClick={() => setOpen(!open)}
			>
				{children}
			</button>
			{open && (
				<div role="menu" aria-label={label} tabindex={-1} onKeyDown={onKeyDown}>
					{items.map(({ label, detail, pick }) => (
						<button
							type="button"
							role="menuitem"
							tabindex={-1}
							onClick={() => {
								close()
								pick()
							}}
						>
							{label}
							{detail && <small>{detail}</small>}
						</button>
					))}
				</div>
			)}
		</div>
	)
}
