import { useEffect, useRef, useState } from 'hono/jsx/dom'

/** A message of one's own while it is changed; Enter saves, Escape leaves it as it was. */
export function EditField({
	label,
	text,
	onSave,
	onCancel,
}: {
	label: string
	/** As Slack keeps it, with its entities. */
	text: string
	onSave: (text: string) => void
	onCancel: () => void
}) {
	const [words, setWords] = useState(
		text
			.replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, '$1')
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&amp;', '&'),
	)
	const field = useRef<HTMLTextAreaElement>(null)
	useEffect(() => field.current?.focus(), [])
	return (
		<div class="edit">
			<textarea
				ref={field}
				aria-label={label}
				rows={2}
				value={words}
				onInput={(event: Event) => setWords((event.target as HTMLTextAreaElement).value)}
				onKeyDown={(event: KeyboardEvent) => {
					if (event.key === 'Escape') onCancel()
					if (event.key !== 'Enter' || event.shiftKey) return
					event.preventDefault()
					onSave(words)
				}}
			/>
			<div class="actions">
				<button type="button" class="button" onClick={onCancel}>
					Cancel
				</button>
				<button type="button" class="button primary" disabled={!words.trim()} onClick={() => onSave(words)}>
					Save
				</button>
			</div>
		</div>
	)
}
