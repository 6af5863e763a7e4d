import { useState } from 'hono/jsx/dom'
import type { Scene } from '../scene.ts'

/** What the service sent or answered that Slack would refuse, with the reason; until it is put away. */
export function Troubles({ problems }: { problems: Scene['problems'] }) {
	const [away, setAway] = useState(0)
	const shown = problems.slice(away)
	if (shown.length === 0) return null
	return (
		<section class="troubles" role="alert" aria-label="What Slack would refuse">
			<strong>Slack would refuse</strong>
			<button type="button" class="link" onClick={() => setAway(problems.length)}>
				Put away
			</button>
			<ul tabindex={0} aria-label="Reasons">
				{shown.map(({ what, path, problem }) => (
					<li>
						<strong>{what}</strong>: {problem} {path && <code>{path}</code>}
					</li>
				))}
			</ul>
		</section>
	)
}
