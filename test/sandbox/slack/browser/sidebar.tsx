import type { Scene } from '../scene.ts'
import { Avatar } from './frames.tsx'
import { channelName, type Here } from './here.ts'

/** The conversations of the person, by kind; what is new in them is counted. */
export function Sidebar({
	scene,
	here,
	unread,
	go,
}: {
	scene: Scene
	here: Here
	unread: (channel: string) => number
	go: (to: Here) => void
}) {
	const { app, channels, me, people, workspace } = scene
	const entry = (id: string, label: unknown, name: string) => {
		const count = unread(id)
		return (
			<li>
				<button
					type="button"
					aria-current={here.channel === id ? 'page' : null}
					class={count > 0 ? 'unread' : ''}
					onClick={() => go({ channel: id, tab: 'messages' })}
				>
					<span class="name">{label}</span>
					{count > 0 && (
						<span class="count">
							{count}
							<span class="unseen"> new in {name}</span>
						</span>
					)}
				</button>
			</li>
		)
	}
	const rooms = channels.filter(({ kind }) => kind === 'channel' || kind === 'group')
	const direct = channels.filter(({ id, kind }) => (kind === 'im' || kind === 'mpim') && id !== app.channel)
	return (
		<nav class="sidebar" aria-label="Conversations">
			<div class="workspace">{workspace}</div>
			<h2 id="rooms">Channels</h2>
			<ul aria-labelledby="rooms">
				{rooms.map(({ id, kind, name }) => entry(id, channelName(kind, name), name))}
			</ul>
			{direct.length > 0 && (
				<>
					<h2 id="direct">Direct messages</h2>
					<ul aria-labelledby="direct">
						{direct.map(({ id, members }) => {
							const others = members
								.filter(member => member !== me.id)
								.map(member => people[member] ?? member)
							return entry(id, others.join(', '), others.join(', '))
						})}
					</ul>
				</>
			)}
			<h2 id="apps">Apps</h2>
			<ul aria-labelledby="apps">
				{entry(
					app.channel,
					<>
						<Avatar name={app.name} bot /> {app.name}
					</>,
					app.name,
				)}
			</ul>
			<div class="me">
				<Avatar name={me.name} /> {me.name}
			</div>
		</nav>
	)
}
