import type { Scene, SceneChannel, SceneMessage } from '../scene.ts'
import { Composer } from './composer.tsx'
import { channelName } from './here.ts'
import type { Live, State } from './live.ts'
import { Message } from './message.tsx'
import { useTail } from './tail.ts'
import { dayName, dayOf } from './times.ts'

type Props = {
	readonly live: Live
	readonly state: State
	readonly channel: SceneChannel
	readonly openThread: (root: string) => void
}

/** A conversation: what was said outside its threads, and the field to say more. */
export function Conversation({ live, state, channel, openThread }: Props) {
	const { scene } = state
	const messages = scene.messages.filter(
		each => each.channel === channel.id && (each.threadTs === undefined || each.broadcast),
	)
	const isApp = channel.id === scene.app.channel
	const name = isApp ? scene.app.name : channelName(channel.kind, channel.name)
	const failed = state.failures.filter(each => each.channel === channel.id)
	const last = messages.at(-1)
	const { list, onScroll } = useTail(`${last?.ts} ${failed.length}`, last?.own ?? false)
	return (
		<>
			<div
				class="scroll"
				ref={list}
				onScroll={onScroll}
				role="log"
				aria-label={`Messages in ${name}`}
				tabindex={0}
			>
				<div class="messages">
					{messages.length === 0 && (
						<p class="empty">
							{isApp ? `This is where you talk with ${name}.` : `This is the beginning of ${name}.`} Type / to
							see the commands.
						</p>
					)}
					{byDay(messages, scene).map(({ day, said }) => (
						<section key={day} aria-label={dayName(day, scene.today)}>
							<div class="day">
								<span>{dayName(day, scene.today)}</span>
							</div>
							{said.map(message => (
								<Message
									key={message.ts}
									live={live}
									scene={scene}
									message={message}
									openThread={openThread}
								/>
							))}
						</section>
					))}
					{failed.map(failure => (
						<div key={`failure-${failure.id}`} class="failure" role="alert">
							<span>{failure.text}</span>
							<button type="button" class="link" aria-label="Put away" onClick={() => live.dismiss(failure)}>
								✕
							</button>
						</div>
					))}
				</div>
			</div>
			<Composer live={live} scene={scene} channel={channel} name={name} />
		</>
	)
}

function byDay(
	messages: readonly SceneMessage[],
	{ me }: Scene,
): { readonly day: string; readonly said: SceneMessage[] }[] {
	const days: { day: string; said: SceneMessage[] }[] = []
	for (const message of messages) {
		const day = dayOf(message.ts, me.timeZone)
		if (days.at(-1)?.day !== day) days.push({ day, said: [] })
		days.at(-1)?.said.push(message)
	}
	return days
}
