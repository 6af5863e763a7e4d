import type { SceneChannel } from '../scene.ts'
import { Composer } from './composer.tsx'
import { channelName } from './here.ts'
import type { Live, State } from './live.ts'
import { Message } from './message.tsx'
import { useTail } from './tail.ts'

/** A message and the answers under it, beside the conversation. */
export function Thread({
	live,
	state,
	channel,
	root,
	close,
}: {
	live: Live
	state: State
	channel: SceneChannel
	root: string
	close: () => void
}) {
	const { scene } = state
	const all = scene.messages.filter(each => each.channel === channel.id)
	const first = all.find(({ ts }) => ts === root)
	const answers = all.filter(({ threadTs, ts }) => threadTs === root && ts !== root)
	const name = channel.id === scene.app.channel ? scene.app.name : channelName(channel.kind, channel.name)
	const last = answers.at(-1)
	const { list, onScroll } = useTail(last?.ts ?? '', last?.own ?? false)
	return (
		<aside class="thread" aria-label="Thread">
			<header class="head">
				<h2>
					Thread <small>{name}</small>
				</h2>
				<button type="button" class="link" aria-label="Close thread" onClick={close}>
					✕
				</button>
			</header>
			<div
				class="scroll"
				ref={list}
				onScroll={onScroll}
				role="log"
				aria-label="Messages in the thread"
				tabindex={0}
			>
				{first && <Message key={first.ts} live={live} scene={scene} message={first} />}
				<div class="day">
					<span>
						{answers.length} {answers.length === 1 ? 'reply' : 'replies'}
					</span>
				</div>
				{answers.map(message => (
					<Message key={message.ts} live={live} scene={scene} message={message} />
				))}
			</div>
			<Composer live={live} scene={scene} channel={channel} name={name} thread={root} />
		</aside>
	)
}
