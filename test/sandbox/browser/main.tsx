import { useEffect, useState } from 'hono/jsx/dom'
import { render } from 'hono/jsx/dom'
import type { ShellFacts, Standing } from '../facts.ts'
import type { Reader } from '../people.ts'
import type { Said } from './between.ts'
import { Clock } from './clock.tsx'
import { facts } from './page.ts'
import { type PaneName, type Place, readPlace, writePlace } from './place.ts'
import { Tour } from './tour.tsx'
import { useNarrow } from './width.ts'
import { Window } from './window.tsx'

const given = facts() as ShellFacts

/** A page that the portal's window was asked to open; each time anew. */
type Visit = { readonly path: string; readonly time: number }

/** On a narrow page one thing at a time is in front. */
type Front = PaneName | 'tour'

function Shell() {
	const [place, setPlace] = useState<Place>(readPlace(given, location.search))
	const [front, setFront] = useState<Front>(place.open[0] ?? 'tour')
	const [visit, setVisit] = useState<Visit>({ path: '', time: 0 })
	const [standing, setStanding] = useState<Standing | undefined>(undefined)
	const narrow = useNarrow()

	const change = (changed: Partial<Place>) => setPlace(before => ({ ...before, ...changed }))
	const look = async () => {
		const answer = await fetch('/standing').catch(() => undefined)
		if (answer?.ok) setStanding((await answer.json()) as Standing)
	}
	const post = async (path: string) => {
		const answer = await fetch(path, { method: 'POST' })
		if (answer.ok) setStanding((await answer.json()) as Standing)
	}
	const play = (who: Partial<Record<PaneName, Reader>>) => {
		const open = given.panes.map(({ name }) => name).filter(name => who[name] !== undefined)
		setPlace(before => ({ ...before, open, as: { ...before.as, ...who } }))
		if (open[0]) setFront(open[0])
	}

	useEffect(() => {
		document.documentElement.dataset['theme'] = place.theme
		history.replaceState(null, '', writePlace(place))
	}, [place])

	useEffect(() => {
		void look()
		const timer = setInterval(() => document.hidden || void look(), 2_000)
		return () => clearInterval(timer)
	}, [])

	useEffect(() => {
		const hear = ({ origin, source, data }: MessageEvent<Said | string>) => {
			if (origin !== location.origin || typeof data !== 'object') return
			if ('acted' in data) return void look()
			const { href, origin: whose, pathname, search, hash } = new URL(data.open)
			// A file is downloaded, and leaves the portal where it is.
			const isFile = /^\/(?:files|export)\b/.test(pathname)
			if (whose !== given.publicUrl || isFile) return void window.open(href, '_blank', 'noopener')
			const said = given.panes.find(({ name }) => frameOf(name)?.contentWindow === source)
			setPlace(before => ({
				...before,
				open: before.open.includes('portal') ? before.open : [...before.open, 'portal'],
				as: { ...before.as, portal: said ? before.as[said.name] : before.as.portal },
			}))
			setVisit(({ time }) => ({ path: pathname + search + hash, time: time + 1 }))
			setFront('portal')
		}
		addEventListener('message', hear)
		return () => removeEventListener('message', hear)
	}, [])

	const toggle = (name: PaneName) => {
		const open = place.open.includes(name)
			? place.open.filter(one => one !== name)
			: given.panes.map(pane => pane.name).filter(one => one === name || place.open.includes(one))
		change({ open })
	}
	/** On a narrow page the one in front is open, whatever else was. */
	const come = (name: Front) => {
		setFront(name)
		if (name !== 'tour' && !place.open.includes(name)) change({ open: [...place.open, name] })
	}
	const isShown = (name: PaneName) => (narrow ? front === name : place.open.includes(name))
	const count = place.open.length

	return (
		<div class={narrow ? 'shell narrow' : 'shell'}>
			<header class="top">
				<h1>
					Sportello <small>sandbox</small>
				</h1>
				<Clock standing={standing} move={by => post(`/clock?by=${by}`)} />
				<button
					type="button"
					class="theme"
					onClick={() => {
						setVisit({ path: '', time: visit.time })
						change({ theme: place.theme === 'dark' ? 'light' : 'dark' })
					}}
				>
					{place.theme === 'dark' ? 'Light' : 'Dark'}
				</button>
				<nav aria-label="Windows">
					{given.panes.map(({ name, title }) =>
						narrow ? (
							<button
								type="button"
								aria-current={front === name ? 'true' : undefined}
								onClick={() => come(name)}
							>
								{title}
							</button>
						) : (
							<button
								type="button"
								aria-pressed={place.open.includes(name) ? 'true' : 'false'}
								onClick={() => toggle(name)}
							>
								{title}
							</button>
						),
					)}
					{narrow ? (
						<button
							type="button"
							aria-current={front === 'tour' ? 'true' : undefined}
							onClick={() => come('tour')}
						>
							Tour
						</button>
					) : (
						<button
							type="button"
							aria-pressed={place.tour ? 'true' : 'false'}
							onClick={() => change({ tour: !place.tour })}
						>
							Tour
						</button>
					)}
					<a href="/gallery/" target="_blank" rel="noopener">
						Every view
					</a>
				</nav>
			</header>
			<main aria-label="Sandbox">
				<div class={`windows of-${count}`} hidden={narrow && front === 'tour'}>
					{given.panes.map(pane => (
						<Window
							key={pane.name}
							pane={pane}
							as={place.as[pane.name]}
							theme={place.theme}
							shown={isShown(pane.name)}
							path={pane.name === 'portal' ? visit.path : ''}
							time={pane.name === 'portal' ? visit.time : 0}
							be={who => {
								if (pane.name === 'portal') setVisit({ path: '', time: visit.time })
								change({ as: { ...place.as, [pane.name]: who } })
							}}
						/>
					))}
					{!narrow && count === 0 ? <p class="none">Open a window above.</p> : null}
				</div>
				<Tour
					hidden={narrow ? front !== 'tour' : !place.tour}
					steps={given.steps}
					done={standing?.done ?? []}
					chat={place.chat}
					chats={given.panes.map(({ name }) => name).filter(name => name === 'slack' || name === 'teams')}
					choose={chat => change({ chat })}
					play={play}
					reset={() => post('/tour/reset')}
				/>
			</main>
		</div>
	)
}

function frameOf(name: PaneName): HTMLIFrameElement | null {
	return document.querySelector<HTMLIFrameElement>(`#window-${name} iframe`)
}

const root = document.getElementById('root')
if (root) render(<Shell />, root)
