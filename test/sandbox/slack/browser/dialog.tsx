import { useEffect, useRef } from 'hono/jsx/dom'

/**
 * A window above everything else on the page, which keeps the keyboard until it is gone.
 * @param onDismiss Escape was pressed
 */
export function Dialog({
	label,
	look,
	onDismiss,
	children,
}: {
	label: string
	look: string
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
