import { useState } from 'hono/jsx/dom'
import type { SeenMessage } from '../../../standins/teams/seen.ts'
import { Compose } from './compose.tsx'
import type { Command } from './menu.tsx'
import { Message } from './message.tsx'
import type { Room } from './place.ts'
import { Scrolled } from './scrolled.tsx'

/** The channel of support: posts, each with its thread. */
export function Channel({
	room,
	messages,
}: {
	readonly room: Room
	readonly messages: readonly SeenMessage[]
}) {
	const [replying, setReplying] = useState<string | undefined>(undefined)
	const threads = [...new Set(messages.map(({ thread = '' }) => thread))]
	const last = messages.at(-1)
	return (
		<div class="conversation channel">
			<Scrolled version={`${last?.id} ${last?.touched} ${messages.length}`}>
				{threads.length === 0 ? (
					<div class="welcome">
						<h2>Welcome to the support channel</h2>
						<p>
							Sportello hears what names it. Support begins with <strong>@Sportello triage here</strong>.
						</p>
					</div>
				) : null}
				{threads.map(thread => (
					<div class="thread" key={thread} role="group" aria-label="Post with its replies">
						{messages.flatMap(message =>
							message.thread === thread ? [<Message key={message.id} room={room} message={message} />] : [],
						)}
						{replying === thread ? (
							<Compose
								room={room}
								name={`reply-${thread}`}
								label="Reply"
								focused
								commands={naming(room)}
								send={({ text, shared }) => room.act({ do: 'posts', text, under: thread, shared })}
							/>
						) : (
							<button type="button" class="link reply" onClick={() => setReplying(thread)}>
								Reply
							</button>
						)}
					</div>
				))}
			</Scrolled>
			<Compose
				room={room}
				name="post"
				label="Start a post"
				commands={naming(room)}
				send={({ text, shared }) => room.act({ do: 'posts', text, shared })}
			/>
		</div>
	)
}

/** The bot hears only what names it. */
function naming({ given }: Room): readonly Command[] {
	return [
		{
			insert: '@Sportello ',
			title: '@Sportello',
			description: 'Mention the bot, which hears nothing else here',
		},
		...given.commands.channel.map(({ title, description }) => ({
			insert: `@Sportello ${title} `,
			title: `@Sportello ${title}`,
			description,
		})),
	]
}
