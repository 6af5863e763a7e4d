import type { JSX } from 'hono/jsx/jsx-runtime'
import type { Page } from '../page.ts'
import { formatOf } from '../../../src/words/format.ts'
import type { Session } from '../../../src/ports/sign-ins.ts'
import type { Part } from './settings.tsx'

type Props = { readonly page: Page; readonly session: Session; readonly sessions: readonly Session[] }

/** Where a person is signed in, with the way out of each. */
export function Sessions({ page, session, sessions }: Props): JSX.Element {
	const { say } = page
	const format = formatOf(page.locale, session.account.timeZone)
	return (
		<>
			<ul class="things">
				{sessions.map(({ id, agent, seenAt, startedAt }) => {
					const name = browserName(agent) ?? say('portal.settings.session.unknown')
					return (
						<li>
							<span class="thing">
								{name}
								{id === session.id ? (
									<span class="detail"> {say('portal.settings.session.this')}</span>
								) : (
									<></>
								)}
								<span class="detail">
									{say('portal.settings.session.seen', {
										seen: format.moment(seenAt),
										started: format.moment(startedAt),
									})}
								</span>
							</span>
							<form class="inline" method="post" action="/settings#sessions">
								<input type="hidden" name="part" value="session" />
								<input type="hidden" name="session" value={id} />
								<button
									class="quiet"
									type="submit"
									aria-label={`${say('portal.settings.session.end')}: ${name}`}
								>
									{say('portal.settings.session.end')}
								</button>
							</form>
						</li>
					)
				})}
			</ul>
			{sessions.length > 1 ? (
				<EndMany part="others" label={say('portal.settings.sessions.endOthers')} />
			) : (
				<></>
			)}
			<EndMany part="sessions" label={say('portal.settings.sessions.endAll')} />
		</>
	)
}

function EndMany({ part, label }: { readonly part: Part; readonly label: string }): JSX.Element {
	return (
		<form class="inline" method="post" action="/settings#sessions">
			<input type="hidden" name="part" value={part} />
			<button class="button plain" type="submit">
				{label}
			</button>
		</form>
	)
}

const browsers: readonly (readonly [RegExp, string])[] = [
	[/\bEdg(?:A|iOS)?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\b(?:Firefox|FxiOS)\//, 'Firefox'],
	[/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
	[/\bSafari\//, 'Safari'],
]
const systems: readonly (readonly [RegExp, string])[] = [
	[/\bWindows\b/, 'Windows'],
	[/\bAndroid\b/, 'Android'],
	[/\b(?:iPhone|iPad)\b/, 'iOS'],
	[/\bMac OS X\b/, 'macOS'],
	[/\bLinux\b/, 'Linux'],
]

/** A browser as people call it; what it says of itself is long and full of other browsers' names. */
function browserName(agent: string): string | undefined {
	const find = (known: typeof browsers) => known.find(([pattern]) => pattern.test(agent))?.[1]
	const names = [find(browsers), find(systems)].filter(Boolean)
	return names.length > 0 ? names.join(' · ') : undefined
}
