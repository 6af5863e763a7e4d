import { useEffect, useState } from 'hono/jsx/dom'
import { render } from 'hono/jsx/dom'
import { facts } from '../../browser/page.ts'
import type { Line, MailFacts } from '../facts.ts'
import { Letter } from './letter.tsx'

const { as, theme, address } = facts() as MailFacts
const key = `read ${as}`

function Mail() {
	const [lines, setLines] = useState<readonly Line[] | undefined>(undefined)
	const [chosen, setChosen] = useState<number | undefined>(undefined)
	const [read, setRead] = useState<readonly number[]>(
		JSON.parse(sessionStorage.getItem(key) ?? '[]') as number[],
	)

	useEffect(() => {
		let last = ''
		const look = async () => {
			const answer = await fetch(`/mail/letters?as=${as}`).catch(() => undefined)
			const text = answer?.ok ? await answer.text() : last
			if (text !== last) setLines((JSON.parse(text) as Line[]).toReversed())
			last = text
		}
		void look()
		const timer = setInterval(look, 1_000)
		return () => clearInterval(timer)
	}, [])

	const choose = (id: number | undefined) => {
		setChosen(id)
		if (id === undefined || read.includes(id)) return
		sessionStorage.setItem(key, JSON.stringify([...read, id]))
		setRead([...read, id])
	}

	return (
		<main aria-label="Mailbox" class={chosen === undefined ? 'mail' : 'mail opened'}>
			<h1 class="unseen">Mail to {address}</h1>
			<section class="list" aria-label="Letters">
				<p class="to">To {address}</p>
				{lines?.length === 0 ? <p class="empty">Nothing has arrived yet.</p> : null}
				<ul>
					{lines?.map(line => (
						<li key={line.id}>
							<button
								type="button"
								class={read.includes(line.id) ? 'line' : 'line new'}
								aria-current={line.id === chosen ? 'true' : undefined}
								onClick={() => choose(line.id)}
							>
								<span class="from">{line.from.replace(/\s*<.*>$/, '')}</span>
								<time dateTime={new Date(line.at).toISOString()}>{shortTime(line.at)}</time>
								<span class="subject">
									{read.includes(line.id) ? null : <span class="unseen">New: </span>}
									{line.subject}
								</span>
								<span class="preview">{line.preview}</span>
							</button>
						</li>
					))}
				</ul>
			</section>
			{chosen === undefined ? (
				<p class="nothing">Choose a letter to read it.</p>
			) : (
				<Letter key={chosen} id={chosen} theme={theme} close={() => choose(undefined)} />
			)}
		</main>
	)
}

function shortTime(at: number): string {
	return new Date(at).toLocaleString('en-GB', {
		day: 'numeric',
		month: 'short',
		hour: '2-digit',
		minute: '2-digit',
		timeZone: 'Europe/Rome',
	})
}

const root = document.getElementById('root')
if (root) render(<Mail />, root)
