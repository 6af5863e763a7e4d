import type { JSX } from 'hono/jsx/jsx-runtime'
import { identityKey, platformName } from '../../../src/domain/identity.ts'
import type { LinkedIdentity } from '../../../src/ports/links.ts'
import { formatOf } from '../../../src/words/format.ts'
import type { Page } from '../page.ts'
import type { Settings } from './settings.tsx'

type Props = Pick<Settings, 'page' | 'session' | 'chats' | 'code'>

/** The chats that are connected, and the way to connect another by a code. */
export function Chats({ page, session, chats, code }: Props): JSX.Element {
	const { say } = page
	const format = formatOf(page.locale, session.account.timeZone)
	return (
		<>
			{chats.length === 0 ? <p class="lead">{say('portal.settings.chats.none')}</p> : <></>}
			{chats.length > 0 ? (
				<ul class="things">
					{chats.map(({ identity, name, linkedAt }) => (
						<li>
							<span class="thing">
								<span dir="auto">{name}</span>
								<span class="detail">
									{say('portal.settings.chats.since', {
										platform: platformName(identity.platform),
										date: format.day(linkedAt),
									})}
								</span>
							</span>
							<span class="do">
								{(['chat', 'forget'] as const).map(part => {
									const label = say(
										part === 'chat' ? 'portal.settings.chats.disconnect' : 'portal.settings.chats.forget',
									)
									return (
										<form class="inline" method="post" action="/settings#chats">
											<input type="hidden" name="part" value={part} />
											<input type="hidden" name="chat" value={identityKey(identity)} />
											<button class="quiet" type="submit" aria-label={`${label}: ${name}`}>
												{label}
											</button>
										</form>
									)
								})}
							</span>
						</li>
					))}
				</ul>
			) : (
				<></>
			)}
			{code ? (
				<div role="status">
					<p>{say('portal.settings.chats.code')}</p>
					<p>
						<code class="big-code">connect {code.code}</code>
					</p>
					<p class="lead">{say('portal.settings.chats.code.text', { minutes: code.minutes })}</p>
				</div>
			) : (
				<>
					<p class="lead">{say('portal.settings.chats.connect.text')}</p>
					<form method="post" action="/settings#chats">
						<input type="hidden" name="part" value="code" />
						<button class="button plain" type="submit">
							{say('portal.settings.chats.submit')}
						</button>
					</form>
				</>
			)}
		</>
	)
}

/** The question before a chat is erased; the way back comes first. */
export function renderForget({
	page,
	chat: { identity, name },
}: {
	readonly page: Page
	readonly chat: LinkedIdentity
}): JSX.Element {
	const { say } = page
	return (
		<div class="narrow message question">
			<h1>{say('forget.title')}</h1>
			<p dir="auto">
				{say('portal.settings.chats.which', { name, platform: platformName(identity.platform) })}
			</p>
			<p>{say('forget.explain', { support: page.support })}</p>
			<ul class="actions">
				<li>
					<a class="button plain" href="/settings#chats">
						{say('chat.cancel')}
					</a>
				</li>
				<li>
					<form class="inline" method="post" action="/settings#chats">
						<input type="hidden" name="part" value="forget" />
						<input type="hidden" name="chat" value={identityKey(identity)} />
						<input type="hidden" name="sure" value="yes" />
						<button class="button danger" type="submit">
							{say('portal.settings.chats.forget')}
						</button>
					</form>
				</li>
			</ul>
		</div>
	)
}
