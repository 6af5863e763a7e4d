import { useEffect, useRef, useState } from 'hono/jsx/dom'
import type { SeenMessage, Sight } from '../../../standins/teams/seen.ts'
import { tell } from '../../browser/between.ts'
import type { Act, Given, Outcome } from '../between.ts'
import { look, send } from './call.ts'
import { Channel } from './channel.tsx'
import { Chat } from './chat.tsx'
import { Dialog } from './dialog.tsx'
import { Icon } from './icons.tsx'
import type { Room } from './place.ts'

/** How often the page asks for what is new, in milliseconds. */
const pace = 600

type Place = 'chat' | 'channel'
const placeIn = (hash: string): Place => (hash === '#channel' ? 'channel' : 'chat')

/** The whole window. */
export function Client({ given }: { readonly given: Given }) {
	const { name, realName } = given.me
	const [sight, setSight] = useState<Sight | undefined>(undefined)
	const [place, setPlace] = useState(placeIn(location.hash))
	const [notes, setNotes] = useState<Room['notes']>({})
	const [busy, setBusy] = useState<string | undefined>(undefined)
	const [dialog, setDialog] = useState<{ shown: Outcome['dialog']; turn: number }>({
		shown: undefined,
		turn: 0,
	})
	const version = useRef('')
	const read = useRef<Record<Place, string>>({ chat: '', channel: '' })

	const refresh = async () => {
		const fresh = await look(name, version.current ?? '')
		if (!fresh) return
		version.current = fresh.version
		setSight(fresh)
	}
	useEffect(() => {
		let waiting = 0
		let gone = false
		const again = async () => {
			await refresh()
			if (!gone) waiting = setTimeout(() => void again(), pace)
		}
		void again()
		const turned = () => setPlace(placeIn(location.hash))
		window.addEventListener('hashchange', turned)
		return () => {
			gone = true
			clearTimeout(waiting)
			window.removeEventListener('hashchange', turned)
		}
	}, [])

	const act = async (act: Act, at = ''): Promise<Outcome> => {
		setBusy(at)
		const outcome = await send(name, act)
		const { toast, error } = outcome
		setBusy(undefined)
		const opens = act.do === 'uses' || act.do === 'closes'
		const looking = act.do === 'searches' || act.do === 'pastes'
		if (!looking) {
			// What is said of a dialog that is shut is said over everything.
			const beside = at === 'dialog' && !outcome.dialog ? '' : at
			setNotes({ [beside]: { ...(toast && { toast }), ...(error && { error }) } })
			// A dialog of another window as the same person stays there.
			if (opens || at === 'dialog') setDialog(({ turn }) => ({ shown: outcome.dialog, turn: turn + 1 }))
		}
		await refresh()
		if (act.do !== 'closes') tell({ acted: true })
		return outcome
	}
	const room: Room = { given, act, notes, busy, open: url => tell({ open: url }) }
	const lists: Record<Place, readonly SeenMessage[]> = {
		chat: sight?.chat ?? [],
		channel: sight?.channel ?? [],
	}
	const newest = (where: Place) => lists[where].map(({ id }) => id).at(-1) ?? ''
	if (read.current) read.current[place] = newest(place)
	const over = notes['']

	return (
		<div class="client">
			<nav aria-label="Teams">
				<span class="rail" aria-hidden="true">
					<Icon name="chat" />
					<Icon name="teams" />
				</span>
				<h1>Chat</h1>
				<Entry here={place === 'chat'} href="#chat" fresh={read.current?.chat !== newest('chat')}>
					<img class="face" src="/teams/icon.png" alt="" width={32} height={32} />
					<span class="words">
						<strong>Sportello</strong>
						<span>{previewOf(lists.chat.at(-1))}</span>
					</span>
				</Entry>
				<h2>Teams and channels</h2>
				<Entry here={place === 'channel'} href="#channel" fresh={read.current?.channel !== newest('channel')}>
					<span class="face square" aria-hidden="true">
						IT
					</span>
					<span class="words">
						<strong>support</strong>
						<span>Acme IT</span>
					</span>
				</Entry>
				<p class="me">{realName}</p>
			</nav>
			<main>
				<header class="top">
					{place === 'chat' ? <img src="/teams/icon.png" alt="" width={28} height={28} /> : null}
					<h2>{place === 'chat' ? 'Sportello' : 'support'}</h2>
					<span>{place === 'chat' ? 'App' : 'Acme IT · everyone here reads along'}</span>
				</header>
				{sight && sight.problems.length > 0 ? <Problems room={room} problems={sight.problems} /> : null}
				{over?.error ? (
					<p class="refused over" role="alert">
						Something went wrong: {over.error}
					</p>
				) : null}
				{over?.toast ? (
					<p class="toast over" role="status">
						{over.toast}
					</p>
				) : null}
				{sight === undefined ? null : place === 'chat' ? (
					<Chat room={room} messages={lists.chat} />
				) : (
					<Channel room={room} messages={lists.channel} />
				)}
			</main>
			{dialog.shown ? <Dialog room={room} dialog={dialog.shown} turn={dialog.turn} /> : null}
		</div>
	)
}

function Entry({
	here,
	href,
	fresh,
	children,
}: {
	readonly here: boolean
	readonly href: string
	readonly fresh: boolean
	readonly children?: unknown
}) {
	return (
		<a class={`entry ${fresh ? 'fresh' : ''}`} href={href} aria-current={here ? 'page' : undefined}>
			{children as string}
			{fresh ? <span class="dot" role="img" aria-label="New" /> : null}
		</a>
	)
}

/** What Teams would refuse, in its own words where it has any. */
function Problems({ room, problems }: { readonly room: Room; readonly problems: readonly string[] }) {
	return (
		<section class="problems" aria-label="What Teams would refuse">
			<h3>Teams would refuse this</h3>
			<ul>
				{problems.map((problem, index) => (
					<li key={`${index}`}>{problem}</li>
				))}
			</ul>
			<button type="button" class="link" onClick={() => void room.act({ do: 'forgets' })}>
				Forget
			</button>
		</section>
	)
}

function previewOf(message: SeenMessage | undefined): string {
	if (!message) return 'Your support requests'
	if (message.text) return message.text
	return message.attachments.some(({ contentType }) => contentType.includes('adaptive'))
		? 'Sent a card'
		: 'Sent a file'
}
