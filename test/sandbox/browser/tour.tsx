import type { Reader } from '../people.ts'
import type { Chat, Step, StepId } from '../tour/steps.ts'
import type { PaneName } from './place.ts'

type Props = {
	readonly hidden: boolean
	readonly steps: readonly Step[]
	readonly done: readonly StepId[]
	readonly chat: Chat
	readonly chats: readonly PaneName[]
	readonly choose: (chat: Chat) => void
	/** Opens these windows as these people. */
	readonly play: (who: Partial<Record<PaneName, Reader>>) => void
	readonly reset: () => Promise<void>
}

/** What there is to be tried, each ticked off once the service holds what it leads to. */
export function Tour({ hidden, steps, done, chat, chats, choose, play, reset }: Props) {
	const next = steps.find(({ id }) => !done.includes(id))?.id
	return (
		<section class="tour" aria-label="Tour" hidden={hidden}>
			<header>
				<h2>Tour</h2>
				<p role="status">
					{done.length === steps.length ? 'All done' : `${done.length} of ${steps.length} done`}
				</p>
			</header>
			{chats.length > 1 ? (
				<div class="chats" role="group" aria-label="Take it in">
					{chats.map(name => (
						<button
							key={name}
							type="button"
							aria-pressed={name === chat ? 'true' : 'false'}
							onClick={() => choose(name as Chat)}
						>
							{name === 'slack' ? 'In Slack' : 'In Teams'}
						</button>
					))}
				</div>
			) : null}
			<ol>
				{steps.map(({ id, title, how, show }) => (
					<li key={id} class={done.includes(id) ? 'done' : id === next ? 'next' : ''} data-step={id}>
						<h3>
							{title}
							{done.includes(id) ? <span class="unseen"> (done)</span> : null}
						</h3>
						<p>{typed(how[chat])}</p>
						<button
							type="button"
							aria-label={`Show me: ${title}`}
							onClick={() =>
								play({
									...(show.chat && { [chat]: show.chat }),
									...(show.mail && { mail: show.mail }),
									...(show.portal && { portal: show.portal }),
								})
							}
						>
							Show me
						</button>
					</li>
				))}
			</ol>
			<p class="again">
				<button type="button" onClick={reset}>
					Start again
				</button>{' '}
				disconnects everybody’s chats; requests and letters stay.
			</p>
		</section>
	)
}

/** What is to be typed looks like it. */
function typed(text: string) {
	return text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))
}
