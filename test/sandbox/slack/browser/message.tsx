import { useState } from 'hono/jsx/dom'
import { emojiOf } from '../emoji.ts'
import type { Scene, SceneMessage } from '../scene.ts'
import { Dialog } from './dialog.tsx'
import { EditField } from './edit.tsx'
import { FileChip } from './files.tsx'
import { Avatar, MessageBody } from './frames.tsx'
import type { Live } from './live.ts'
import { Menu, type MenuItem } from './menu.tsx'
import { livePlace } from './places.ts'
import { clockOf } from './times.ts'

/** One message with all that one can do with it. */
export function Message({
	live,
	scene,
	message,
	openThread,
}: {
	live: Live
	scene: Scene
	message: SceneMessage
	/** Without it, the message stands in its thread already. */
	openThread?: (root: string) => void
}) {
	const [editing, setEditing] = useState(false)
	const [deleting, setDeleting] = useState(false)
	const { channel, ts, state, from, ephemeral, deleted, broadcast, replies, threadTs } = message
	const bot = message.user === scene.app.id
	const place = livePlace(
		live,
		`message-${channel}-${ts}`,
		{ kind: 'message', channel, ts },
		{ state, channel },
	)
	const root = threadTs ?? ts
	const above = aboveOf(scene, message, openThread !== undefined)
	return (
		<article
			class={`message ${ephemeral ? 'ephemeral' : ''} ${deleted ? 'deleted' : ''}`}
			aria-label={`${from}, ${clockOf(ts, scene.me.timeZone)}`}
		>
			{above && <div class="above">{above}</div>}
			<Avatar name={deleted ? '🗑' : from} bot={bot && !deleted} />
			<div class="content">
				{!deleted && (
					<div class="byline">
						<strong>{from}</strong>
						{bot && <span class="app">APP</span>}
						<time dateTime={new Date(Number(ts) * 1_000).toISOString()}>
							{clockOf(ts, scene.me.timeZone)}
						</time>
					</div>
				)}
				{editing ? (
					<EditField
						label="Edit message"
						text={message.text}
						onSave={text => {
							setEditing(false)
							void live.act({ do: 'edit', channel, ts, text }, channel)
						}}
						onCancel={() => setEditing(false)}
					/>
				) : (
					<MessageBody {...message} place={place} />
				)}
				{message.edited && !bot && !deleted && <small>(edited)</small>}
				{message.files.map(file => (
					<FileChip live={live} file={file} />
				))}
				{message.reactions.length > 0 && (
					<div class="reactions">
						{message.reactions.map(name => (
							<span role="img" aria-label={name.replaceAll('_', ' ')} title={`:${name}:`}>
								{emojiOf(name)}
							</span>
						))}
					</div>
				)}
				{openThread && replies > 0 && (
					<button type="button" class="replies" onClick={() => openThread(ts)}>
						{replies} {replies === 1 ? 'reply' : 'replies'} <small>View thread</small>
					</button>
				)}
				{openThread && broadcast && (
					<button type="button" class="replies" onClick={() => openThread(root)}>
						View thread
					</button>
				)}
			</div>
			{!ephemeral && !deleted && (
				<div class="tools">
					{openThread && (
						<button
							type="button"
							class="link"
							title="Reply in thread"
							aria-label="Reply in thread"
							onClick={() => openThread(root)}
						>
							💬
						</button>
					)}
					<Menu
						label="More actions"
						look="link"
						items={actionsOn(live, scene, message, {
							edit: () => setEditing(true),
							remove: () => setDeleting(true),
						})}
					>
						⋮
					</Menu>
				</div>
			)}
			{deleting && (
				<Dialog look="confirm" label="Delete message" onDismiss={() => setDeleting(false)}>
					<h2>Delete message</h2>
					<div class="question">Are you sure you want to delete this message? This cannot be undone.</div>
					<div class="choices">
						<button type="button" class="button" onClick={() => setDeleting(false)}>
							Cancel
						</button>
						<button
							type="button"
							class="button danger"
							onClick={() => {
								setDeleting(false)
								void live.act({ do: 'delete', channel, ts }, channel)
							}}
						>
							Delete
						</button>
					</div>
				</Dialog>
			)}
		</article>
	)
}

/** What stands above a message: who sees it, or from where it came. */
function aboveOf(scene: Scene, message: SceneMessage, inConversation: boolean): string | undefined {
	if (message.ephemeral) return '👁 Only visible to you'
	if (!message.broadcast) return undefined
	if (!inConversation) return 'Also sent to the conversation'
	const root = scene.messages.find(
		({ channel, ts }) => channel === message.channel && ts === message.threadTs,
	)
	const about = root?.text.split('\n')[0]?.slice(0, 80)
	return `replied to a thread${about ? `: ${about}` : ''}`
}

/** What its menu holds: the app's shortcuts, and for one's own what one may do with it. */
function actionsOn(
	live: Live,
	{ app, shortcuts }: Scene,
	{ channel, ts, own }: SceneMessage,
	{ edit, remove }: { edit: () => void; remove: () => void },
): MenuItem[] {
	const mine = [
		{ label: 'Edit message', pick: edit },
		{ label: 'Delete message…', pick: remove },
	]
	return [
		...shortcuts
			.filter(({ on }) => on === 'message')
			.map(({ name, callbackId }) => ({
				label: name,
				detail: app.name,
				pick: () => void live.act({ do: 'shortcut', callbackId, on: { channel, ts } }, channel),
			})),
		...(own ? mine : []),
	]
}
