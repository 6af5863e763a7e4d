import { useEffect, useState } from 'hono/jsx/dom'
import type { Scene } from '../scene.ts'
import { Conversation } from './conversation.tsx'
import { Home } from './home.tsx'
import type { Live, State } from './live.ts'
import { channelName, type Here } from './here.ts'
import { Sidebar } from './sidebar.tsx'
import { Thread } from './thread.tsx'
import { Troubles } from './troubles.tsx'
import { Window } from './window.tsx'

/** The whole client of one person. */
export function Client({ live }: { live: Live }) {
	const [state, setState] = useState<State>(live.state())
	useEffect(() => {
		const refresh = () => setState(live.state())
		refresh()
		return live.subscribe(refresh)
	}, [])
	const { scene } = state
	const [here, setHere] = useState<Here>(hereOf(scene))
	const [thread, setThread] = useState<string | undefined>(undefined)
	const [read, setRead] = useState<Readonly<Record<string, string>>>(newest(scene))

	const go = (to: Here) => {
		setHere(to)
		setThread(undefined)
		history.replaceState(null, '', `#${to.channel}${to.tab === 'home' ? '/home' : ''}`)
		if (to.channel === scene.app.channel) void live.act({ do: 'openHome', tab: to.tab }, to.channel)
	}
	useEffect(() => go(here), [])

	const reached = newest(scene)[here.channel] ?? ''
	useEffect(() => setRead(before => ({ ...before, [here.channel]: reached })), [here.channel, reached])
	const unread = (channel: string) =>
		scene.messages.filter(
			each => each.channel === channel && !each.own && each.ts > (read[channel] ?? '') && seenIn(each),
		).length

	const channel = scene.channels.find(({ id }) => id === here.channel)
	return (
		<div class={`client ${thread ? 'with-thread' : ''}`}>
			<Sidebar scene={scene} here={here} unread={unread} go={go} />
			<main>
				{channel && <Head scene={scene} here={here} go={go} />}
				{state.lost && (
					<div class="lost" role="alert">
						The sandbox does not answer. Is it still running?
					</div>
				)}
				{channel &&
					(here.tab === 'home' ? (
						<Home live={live} scene={scene} channel={channel} />
					) : (
						<Conversation
							key={channel.id}
							live={live}
							state={state}
							channel={channel}
							openThread={setThread}
						/>
					))}
				<Troubles problems={scene.problems} />
			</main>
			{thread && channel && (
				<Thread
					key={thread}
					live={live}
					state={state}
					channel={channel}
					root={thread}
					close={() => setThread(undefined)}
				/>
			)}
			{scene.modal && <Window live={live} modal={scene.modal} busy={state.busy > 0} channel={here.channel} />}
		</div>
	)
}

function Head({ scene, here, go }: { scene: Scene; here: Here; go: (to: Here) => void }) {
	const { app, channels } = scene
	const isApp = here.channel === app.channel
	const channel = channels.find(({ id }) => id === here.channel)
	const tabs = { home: 'Home', messages: 'Messages' } as const
	return (
		<header class="head">
			<h1>{isApp ? app.name : channelName(channel?.kind ?? 'channel', channel?.name ?? '')}</h1>
			{isApp ? (
				<div role="tablist" aria-label={app.name}>
					{(['home', 'messages'] as const).map(tab => (
						<button
							type="button"
							role="tab"
							aria-selected={here.tab === tab ? 'true' : 'false'}
							onClick={() => go({ channel: app.channel, tab })}
						>
							{tabs[tab]}
						</button>
					))}
				</div>
			) : (
				<small>{channel?.members.length} members</small>
			)}
		</header>
	)
}

/** The address names where one was, so that a reload leads back there. */
function hereOf({ app, channels }: Scene): Here {
	const [channel = '', tab] = location.hash.slice(1).split('/')
	const known = channels.some(({ id }) => id === channel)
	return { channel: known ? channel : app.channel, tab: tab === 'home' ? 'home' : 'messages' }
}

function seenIn({ threadTs, broadcast }: Scene['messages'][number]): boolean {
	return threadTs === undefined || broadcast
}

/** The newest message of each conversation, which is read once it is seen. */
function newest({ messages }: Scene): Record<string, string> {
	return Object.fromEntries(messages.map(({ channel, ts }) => [channel, ts]))
}
