import { isObject } from '../../../standins/slack/types.ts'

/** What is not drawn here, as it was sent. */
export function Unknown({ what }: { what: unknown }) {
	const type = isObject(what) && typeof what['type'] === 'string' ? what['type'] : 'nothing known'
	return (
		<figure class="unknown">
			<figcaption>Not drawn here: {type}</figcaption>
			<pre tabindex={0}>{JSON.stringify(what, null, '  ') ?? String(what)}</pre>
		</figure>
	)
}
