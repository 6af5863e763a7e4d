import { useState } from 'hono/jsx/dom'
import type { Attachment, SeenMessage } from '../../../standins/teams/seen.ts'
import { Card } from './card.tsx'
import { Consent, FileLine } from './files.tsx'
import { Icon } from './icons.tsx'
import type { Room } from './place.ts'
import { Text } from './text.tsx'

/** As everybody's clock in the sandbox. */
const clock = new Intl.DateTimeFormat('en-GB', {
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'Europe/Rome',
})
const date = new Intl.DateTimeFormat('en-GB', {
	day: 'numeric',
	month: 'long',
	hour: '2-digit',
	minute: '2-digit',
	timeZone: 'Europe/Rome',
})

type Props = { readonly room: Room; readonly message: SeenMessage }

/** One message, with what its reader can do to it. */
export function Message({ room, message }: Props) {
	const [editing, setEditing] = useState(false)
	const { from, at, edited, deleted, id, problems } = message
	const mine = from.id === room.given.me.id
	const note = room.notes[id]
	return (
		<article class={`message ${mine ? 'mine' : from.bot ? 'bot' : 'other'}`} data-id={id}>
			<Face name={from.name} bot={from.bot} />
			<div class="body">
				<header>
					<span class="author">{from.name}</span>
					<time dateTime={new Date(at).toISOString()} title={date.format(at)}>
						{clock.format(at)}
					</time>
					{edited && !deleted ? <span class="edited">Edited</span> : null}
				</header>
				{deleted ? (
					<p class="gone">
						This message has been deleted.{' '}
						<button
							type="button"
							class="link"
							onClick={() => void room.act({ do: 'restores', message: id }, id)}
						>
							Undo
						</button>
					</p>
				) : editing ? (
					<Editor room={room} message={message} done={() => setEditing(false)} />
				) : (
					<Content room={room} message={message} />
				)}
				{problems.map(problem => (
					<p class="refused" role="alert">
						Teams would refuse this: {problem}
					</p>
				))}
				{note?.error ? (
					<p class="refused" role="alert">
						Something went wrong: {note.error}
					</p>
				) : null}
				{note?.toast ? (
					<p class="toast" role="status">
						{note.toast}
					</p>
				) : null}
			</div>
			{deleted ? null : <Tools room={room} message={message} mine={mine} edit={() => setEditing(true)} />}
		</article>
	)
}

export function Face({ name, bot }: { readonly name: string; readonly bot: boolean }) {
	if (bot) return <img class="face" src="/teams/icon.png" alt="" width={32} height={32} />
	const initials = name
		.split(' ')
		.map(part => part[0])
		.join('')
	return (
		<span class="face" data-name={name} aria-hidden="true">
			{initials}
		</span>
	)
}

function Content({ room, message }: Props) {
	const { text, attachments } = message
	return (
		<div class="content">
			{text ? <Text text={text} room={room} /> : null}
			{attachments.map((attachment, index) => (
				<Attached key={`${index}`} room={room} message={message} attachment={attachment} />
			))}
		</div>
	)
}

function Attached({ room, message, attachment }: Props & { readonly attachment: Attachment }) {
	const { id, touched } = message
	const { contentType, content } = attachment
	if (contentType === 'application/vnd.microsoft.card.adaptive') {
		return (
			<Card
				room={room}
				card={content}
				version={`${id} ${touched}`}
				busy={room.busy === id}
				press={pressed => void room.act({ do: 'presses', message: id, ...pressed }, id)}
			/>
		)
	}
	if (contentType.endsWith('file.consent')) return <Consent room={room} id={id} attachment={attachment} />
	return <FileLine attachment={attachment} />
}

function Editor({ room, message, done }: Props & { readonly done: () => void }) {
	const save = async (form: HTMLFormElement) => {
		const text = form.querySelector('textarea')?.value ?? ''
		done()
		await room.act({ do: 'edits', message: message.id, text }, message.id)
	}
	return (
		<form
			class="editor"
			onSubmit={(event: Event) => {
				event.preventDefault()
				void save(event.target as HTMLFormElement)
			}}
			onKeyDown={(event: KeyboardEvent) => {
				if (event.key === 'Escape') done()
			}}
		>
			<textarea
				name="text"
				aria-label="Edit your message"
				rows={3}
				ref={(element: HTMLTextAreaElement | null) => {
					// Once; what is typed since stays.
					if (!element || element.dataset['filled']) return
					element.dataset['filled'] = 'yes'
					element.value = message.text
					element.focus()
				}}
			/>
			<div class="row">
				<button type="submit" class="primary">
					Done
				</button>
				<button type="button" onClick={done}>
					Cancel
				</button>
			</div>
		</form>
	)
}

function Tools({ room, message, mine, edit }: Props & { readonly mine: boolean; readonly edit: () => void }) {
	const { id } = message
	const about = message.text.slice(0, 40) || 'a card'
	const use = (event: MouseEvent, command: string) => {
		const menu = (event.currentTarget as HTMLElement).closest('details')
		if (menu) menu.open = false
		void room.act({ do: 'uses', command, message: id }, id)
	}
	return (
		<div class="tools">
			{mine && message.text ? (
				<button type="button" title="Edit" aria-label={`Edit: ${about}`} onClick={edit}>
					<Icon name="edit" />
				</button>
			) : null}
			{mine ? (
				<button
					type="button"
					title="Delete"
					aria-label={`Delete: ${about}`}
					onClick={() => void room.act({ do: 'deletes', message: id }, id)}
				>
					<Icon name="remove" />
				</button>
			) : null}
			<details
				onFocusOut={(event: FocusEvent) => {
					const menu = event.currentTarget as HTMLDetailsElement
					if (!menu.contains(event.relatedTarget as Node | null)) menu.open = false
				}}
				onKeyDown={(event: KeyboardEvent) => {
					if (event.key === 'Escape') (event.currentTarget as HTMLDetailsElement).open = false
				}}
			>
				<summary title="More options" aria-label={`More options: ${about}`}>
					<Icon name="more" />
				</summary>
				<ul>
					{room.given.messageActions.map(({ id: command, title, description }) => (
						<li key={command}>
							<button type="button" title={description} onClick={(event: MouseEvent) => use(event, command)}>
								<img src="/teams/icon.png" alt="" width={16} height={16} />
								{title}
							</button>
						</li>
					))}
				</ul>
			</details>
		</div>
	)
}
