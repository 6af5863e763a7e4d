import type { JSX } from 'hono/jsx/jsx-runtime'
import type { HelpView } from '../../../src/views/view.ts'
import type { Page } from '../page.ts'
import { Actions } from './action.ts'
import { Said } from './parts.tsx'

/** What can be typed in chat. */
export function renderHelp(view: HelpView, page: Page): JSX.Element {
	return (
		<div class="narrow help">
			<Said text={view.said} />
			<h1>{view.title}</h1>
			{view.intro.map(text => (
				<p dir="auto">{text}</p>
			))}
			{view.sections.map(section => (
				<section>
					<h2>{section.title}</h2>
					<dl>
						{section.entries.map(entry => (
							<div>
								<dt>
									<code>{entry.usage}</code>
								</dt>
								<dd>
									{entry.does}
									{entry.example ? (
										<>
											{' '}
											<span class="detail">{page.say('help.example', { example: entry.example })}</span>
										</>
									) : (
										<></>
									)}
								</dd>
							</div>
						))}
					</dl>
				</section>
			))}
			<Actions actions={view.actions} page={page} />
		</div>
	)
}
