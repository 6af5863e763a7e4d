import { useEffect, useRef } from 'hono/jsx/dom'

/**
 * A window above everything else on the page, which keeps the keyboard until it is gone.
 * @param about when this changes, the first thing to fill in is ready for it, as when the window appears
 * @param onDismiss Escape was pressed
 */
export function Dialog({
	label,
	look,
	about,
	onDismiss,
	children,
}: {
	label: string
	look: string
	about?: string
	onDismiss: () => void
	children?: unknown
}) {
	const dialog = useRef<HTMLDialogElement>(null)
	useEffect(() => {
		const { current } = dialog
		if (!current?.isConnected) return
		current.showModal()
		return () => current.close()
	}, [])
	useEffect(() => {
		const first = dialog.current?.querySelector<HTMLElement>('.input :is(input, textarea):not([type=file])')
		first?.focus()
	}, [about])
	return (
		<dialog
			ref={dialog}
			class={look}
			aria-label={label}
			onCancel={(event: Event) => {
				event.preventDefault()
				if (event.target === dialog.current) onDismiss()
			}}
		>
			{children}
		</dialog>
	)
}
