import { useRef, useState } from 'hono/jsx/dom'
import type { Element } from '../../../standins/slack/types.ts'
import { type At, domId, listed, type Place } from './place.ts'

/** Real files from this machine, with those that are there already. */
export function FileInput({
	element,
	at,
	place,
}: {
	readonly element: Element
	readonly at: At
	readonly place: Place
}) {
	const picker = useRef<HTMLInputElement>(null)
	const [refusal, setRefusal] = useState<string | undefined>(undefined)
	const files = listed(place.held(at)?.files)
	const most = element.max_files ?? 10
	const ids = files.map(({ id }) => String(id))
	const attach = async (added: readonly File[], keep: readonly string[]) =>
		setRefusal(await place.acts.attach(at, added, keep))
	return (
		<div
			class="files-in"
			onDragOver={(event: Event) => event.preventDefault()}
			onDrop={(event: DragEvent) => {
				event.preventDefault()
				void attach([...(event.dataTransfer?.files ?? [])], ids)
			}}
		>
			<input
				ref={picker}
				hidden
				type="file"
				id={domId(place, at)}
				multiple={most > 1}
				accept={listed(element.filetypes)
					.map(kind => `.${kind}`)
					.join(',')}
				onInput={(event: Event) => {
					const input = event.target as HTMLInputElement
					const added = [...(input.files ?? [])]
					input.value = ''
					void attach(added, ids)
				}}
			/>
			<button type="button" class="button" onClick={() => picker.current?.click()}>
				📎 {most > 1 ? 'Add files' : 'Add a file'}
			</button>
			{element.filetypes && <small>{element.filetypes.join(', ')}</small>}
			{files.length > 0 && (
				<ul>
					{files.map(file => (
						<li>
							{String(file['name'])}
							<button
								type="button"
								class="link"
								aria-label={`Remove ${String(file['name'])}`}
								onClick={() =>
									void attach(
										[],
										ids.filter(id => id !== file['id']),
									)
								}
							>
								✕
							</button>
						</li>
					))}
				</ul>
			)}
			{refusal && (
				<div class="error" role="alert">
					{refusal}
				</div>
			)}
		</div>
	)
}
