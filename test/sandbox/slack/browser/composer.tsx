import { useRef, useState } from 'hono/jsx/dom'
import type { Scene, SceneChannel } from '../scene.ts'
import { Hints, hintsFor } from './hints.tsx'
import type { Live } from './live.ts'
import { Menu } from './menu.tsx'
import { packed } from './parcel.ts'

/** The field in which one writes: messages with files and mentions, and commands outside threads. */
export function Composer({
	live,
	scene,
	channel,
	name,
	thread,
}: {
	live: Live
	scene: Scene
	channel: SceneChannel
	name: string
	thread?: string
}) {
	const [text, setText] = useState('')
	const [files, setFiles] = useState<readonly File[]>([])
	const [aloud, setAloud] = useState(false)
	const [picked, setPicked] = useState(0)
	const [quiet, setQuiet] = useState(false)
	const [refusal, setRefusal] = useState('')
	const field = useRef<HTMLTextAreaElement>(null)
	const picker = useRef<HTMLInputElement>(null)
	const id = `composer-${thread ?? channel.id}`
	const { hints, usage } = quiet ? { hints: [], usage: undefined } : hintsFor(text, scene)
	const label = thread ? 'Reply in thread' : `Message ${name}`

	const type = (words: string) => {
		setText(words)
		setPicked(0)
		setQuiet(false)
		setRefusal('')
	}
	const take = (index: number) => {
		const hint = hints[index]
		if (hint) type(hint.text)
		field.current?.focus()
	}
	const send = async () => {
		const words = text.trim()
		if (!words && files.length === 0) return
		const command = /^\/\S+/.exec(words)?.[0]
		if (command && thread) return setRefusal(`${command} is not supported in threads. Sorry!`)
		if (command && !scene.commands.some(each => each.command === command))
			return setRefusal(
				`${command} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.`,
			)
		type('')
		setFiles([])
		if (command) return void live.act({ do: 'type', text: words, channel: channel.id }, channel.id)
		const place = thread ? { threadTs: thread, broadcast: aloud } : { broadcast: false }
		const act = { do: 'write', text: words, to: channel.id, files: await packed(files), ...place } as const
		setAloud(false)
		await live.act(act, channel.id)
	}
	const onKeyDown = (event: KeyboardEvent) => {
		const { key } = event
		const many = hints.length
		if (many > 0 && key === 'ArrowDown') setPicked((picked + 1) % many)
		else if (many > 0 && key === 'ArrowUp') setPicked((picked + many - 1) % many)
		else if (many > 0 && (key === 'Tab' || key === 'Enter') && !event.shiftKey) take(picked)
		else if (key === 'Escape') setQuiet(true)
		else if (key === 'Enter' && !event.shiftKey) void send()
		else return
		event.preventDefault()
	}
	if (channel.archived) return <p class="empty">This channel is archived.</p>
	const shortcuts = scene.shortcuts.filter(({ on }) => on === 'global')
	return (
		<div
			class="composer"
			onDragOver={(event: Event) => event.preventDefault()}
			onDrop={(event: DragEvent) => {
				event.preventDefault()
				setFiles([...files, ...(event.dataTransfer?.files ?? [])])
			}}
		>
			<Hints id={id} hints={hints} usage={usage} picked={picked} take={take} />
			<div class="field">
				<textarea
					ref={field}
					aria-label={label}
					placeholder={label}
					rows={Math.min(8, text.split('\n').length)}
					value={text}
					aria-autocomplete="list"
					aria-controls={hints.length > 0 ? `${id}-hints` : null}
					aria-activedescendant={hints.length > 0 ? `${id}-hint-${picked}` : null}
					onInput={(event: Event) => type((event.target as HTMLTextAreaElement).value)}
					onKeyDown={onKeyDown}
				/>
				{files.length > 0 && (
					<ul class="attached" aria-label="Files to send">
						{files.map(file => (
							<li>
								📄 {file.name}
								<button
									type="button"
									class="link"
									aria-label={`Remove ${file.name}`}
									onClick={() => setFiles(files.filter(each => each !== file))}
								>
									✕
								</button>
							</li>
						))}
					</ul>
				)}
				<div class="bar">
					<Menu
						label="Attach and shortcuts"
						look="link plus"
						items={[
							{ label: 'Upload from your computer', pick: () => picker.current?.click() },
							...shortcuts.map(({ name, about, callbackId }) => ({
								label: name,
								detail: `${about} · ${scene.app.name}`,
								pick: () => void live.act({ do: 'shortcut', callbackId }, channel.id),
							})),
						]}
					>
						+
					</Menu>
					{thread && (
						<label class="aloud">
							<input type="checkbox" checked={aloud} onInput={() => setAloud(!aloud)} /> Also send to {name}
						</label>
					)}
					<button
						type="button"
						class="send"
						aria-label="Send"
						disabled={!text.trim() && files.length === 0}
						onClick={() => void send()}
					>
						➤
					</button>
				</div>
			</div>
			<input
				ref={picker}
				hidden
				type="file"
				multiple
				onInput={(event: Event) => {
					const input = event.target as HTMLInputElement
					setFiles([...files, ...(input.files ?? [])])
					input.value = ''
				}}
			/>
			{refusal && (
				<div class="error" role="alert">
					{refusal}
				</div>
			)}
		</div>
	)
}
