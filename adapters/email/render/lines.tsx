import { Fragment } from 'hono/jsx'
import { plain } from './text.ts'

/** Text with its line breaks. */
export function Lines({ text }: { readonly text: string }) {
	return (
		<>
			{plain(text)
				.split('\n')
				.map((part, at) => (
					<Fragment>
						{at === 0 ? null : <br />}
						{part}
					</Fragment>
				))}
		</>
	)
}
