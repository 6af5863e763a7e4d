import { useRef, useState } from 'hono/jsx/dom'
import { render } from 'hono/jsx/dom'
import { tell } from '../../browser/between.ts'
import { facts } from '../../browser/page.ts'
import type { PortalFacts } from '../facts.ts'

const { as, address, publicUrl, path, person } = facts() as PortalFacts

function Portal() {
	const frame = useRef<HTMLIFrameElement>(null)
	const [at, setAt] = useState(path)
	const [said, setSaid] = useState('')

	const open = (where: string) => {
		if (frame.current) frame.current.src = address + where
	}
	const arrived = async () => {
		const { path } = (await (await fetch(`/portal/where?as=${as}`)).json()) as { path: string }
		setAt(path)
		history.replaceState(null, '', withPath(path))
		tell({ acted: true })
	}
	const signIn = async () => {
		const answer = await fetch(`/portal/sign-in?as=${as}`, { method: 'POST' })
		const { taken } = (await answer.json()) as { taken: boolean }
		setSaid(taken ? '' : 'The portal did not take this password: was it changed?')
		if (taken) open(new URL(at, address).searchParams.get('next') ?? '/')
	}

	return (
		<main aria-label="Portal" class="portal">
			<h1 class="unseen">Portal</h1>
			<div class="bar">
				<button type="button" onClick={() => open('/')}>
					Home
				</button>
				<button type="button" onClick={() => open(at)}>
					Reload
				</button>
				<output class="address" aria-label="Address">
					{publicUrl.replace(/^https?:\/\//, '')}
					{at.replace(/\?(?:token|for)=.*/, '?…')}
				</output>
				<a href={address + at} target="_blank" rel="noopener">
					Open in a tab
				</a>
			</div>
			{person ? (
				<div class="bar who">
					<span>
						{person.email}, password <code>{person.password}</code>
					</span>
					<button type="button" class="strong" onClick={signIn}>
						Sign in as {person.name.split(' ')[0]}
					</button>
					<span role="status">{said}</span>
				</div>
			) : (
				<div class="bar who">
					<span>
						Sign up with any address, such as <code>nina@new.example</code>; its mail arrives under Others.
					</span>
				</div>
			)}
			<iframe ref={frame} title="The portal" src={address + path} onLoad={arrived} />
		</main>
	)
}

function withPath(path: string): string {
	const here = new URL(location.href)
	here.searchParams.set('path', path)
	return here.href
}

const root = document.getElementById('root')
if (root) render(<Portal />, root)
