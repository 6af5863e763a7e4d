import type { SeenMessage } from '../../../standins/teams/seen.ts'
import { Compose } from './compose.tsx'
import { Message } from './message.tsx'
import type { Room } from './place.ts'
import { Scrolled } from './scrolled.tsx'

/** The personal chat with the bot. */
export function Chat({ room, messages }: { readonly room: Room; readonly messages: readonly SeenMessage[] }) {
	const last = messages.at(-1)
	const suggestions = last?.from.bot ? last.suggestions : []
	const write = (text: string) => room.act({ do: 'writes', text, files: [], shared: [] })
	return (
		<div class="conversation">
			<Scrolled version={`${last?.id} ${last?.touched} ${messages.length}`}>
				{messages.length === 0 ? (
					<div class="welcome">
						<img src="/teams/icon.png" alt="" width={64} height={64} />
						<h2>Sportello</h2>
						<p>Add the app to talk to it, or write to it straight away.</p>
						<button type="button" class="primary" onClick={() => void room.act({ do: 'installs' })}>
							Add
						</button>
					</div>
				) : null}
				{messages.map(message => (
					<Message key={message.id} room={room} message={message} />
				))}
			</Scrolled>
			{suggestions.length > 0 ? (
				<div class="chips" role="group" aria-label="Suggested answers">
					{suggestions.map(({ title, value }) => (
						<button type="button" key={value} onClick={() => void write(value)}>
							{title}
						</button>
					))}
				</div>
			) : null}
			<Compose
				room={room}
				name="compose"
				label="Type a message"
				commands={room.given.commands.chat.map(({ title, description }) => ({
					insert: `${title} `,
					title,
					description,
				}))}
				takesFiles
				send={({ text, files, shared }) => room.act({ do: 'writes', text, files, shared })}
			/>
		</div>
	)
}
