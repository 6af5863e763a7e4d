import type { Child } from 'hono/jsx'
import type { JSX } from 'hono/jsx/jsx-runtime'
import { locales } from '../../../src/domain/account.ts'
import type { Errors } from '../../../src/features/acts.ts'
import { timeZones } from '../../../src/features/profile.ts'
import type { LinkedIdentity } from '../../../src/ports/links.ts'
import type { Session } from '../../../src/ports/sign-ins.ts'
import { emailLength, nameLength } from '../../../src/rules/limits.ts'
import type { View } from '../../../src/views/view.ts'
import type { Page } from '../page.ts'
import { newPasswordFields } from '../pages/password-fields.ts'
import { ActionButton } from './action.ts'
import { Chats } from './chats.tsx'
import { ForWhom, type WebField } from './field.tsx'
import { FormBody, WebForm } from './form.tsx'
import { Said } from './parts.tsx'
import { Sessions } from './sessions.tsx'

/** The parts of the settings that are sent each by itself. */
export type Part =
	| 'profile'
	| 'address'
	| 'password'
	| 'session'
	| 'others'
	| 'sessions'
	| 'code'
	| 'chat'
	| 'forget'

/** The card of the page that holds each of them, by its id. */
export const cardOf = {
	profile: 'profile',
	address: 'address',
	password: 'password',
	session: 'sessions',
	others: 'sessions',
	sessions: 'sessions',
	code: 'chats',
	chat: 'chats',
	forget: 'chats',
} as const satisfies Readonly<Record<Part, string>>

export type Settings = {
	readonly page: Page
	readonly said: { readonly text: string; readonly at?: string | undefined } | undefined
	readonly session: Session
	readonly sessions: readonly Session[]
	readonly chats: readonly LinkedIdentity[]
	/** The form of what a person wants to hear. */
	readonly notices: View
	/** The part that was sent and not taken, with what was typed and why not. */
	readonly part?: Part
	readonly errors?: Errors
	readonly values?: ReadonlyMap<string, string>
	readonly code?: { readonly code: string; readonly minutes: number }
}

/** Everything that a person can set about themselves, on one page. */
export function renderSettings(settings: Settings): JSX.Element {
	const { page, said, session, notices } = settings
	const { say } = page
	const { account } = session
	const beside = said?.at !== undefined
	return (
		<div class="narrow">
			<Said text={beside ? undefined : said?.text} />
			<h1>{say('portal.settings')}</h1>
			<div class="settings">
				<Card said={said} id="profile" title={say('portal.settings.profile')}>
					<PartForm
						settings={settings}
						part="profile"
						fields={profileFields(settings)}
						submit="portal.settings.save"
					/>
				</Card>
				{notices.kind === 'form' ? (
					<Card said={said} id="notices" title={notices.title}>
						<FormBody view={notices} page={page} prefix="notices" cancel={false} />
					</Card>
				) : (
					<></>
				)}
				<Card said={said} id="chats" title={say('portal.settings.chats')}>
					<Chats {...settings} />
				</Card>
				<Card said={said} id="address" title={say('portal.settings.email')}>
					<p class="lead">{say('portal.settings.email.now', { email: account.email })}</p>
					<PartForm
						settings={settings}
						part="address"
						fields={addressFields(settings)}
						submit="portal.settings.email.submit"
					/>
				</Card>
				<Card said={said} id="password" title={say('portal.settings.password')}>
					<PartForm
						settings={settings}
						part="password"
						fields={[currentPassword(settings), ...newPasswordFields(say)]}
						submit="portal.settings.password.submit"
					/>
				</Card>
				<Card said={said} id="sessions" title={say('portal.settings.sessions')}>
					<Sessions {...settings} />
				</Card>
				<Card said={said} id="data" title={say('portal.settings.data')}>
					<p class="lead">{say('portal.settings.data.text', { support: page.support })}</p>
					<ActionButton
						action={{ label: say('portal.settings.data.export'), command: { do: 'export' } }}
						page={page}
					/>
				</Card>
			</div>
		</div>
	)
}

type CardProps = {
	readonly said: Settings['said']
	readonly id: string
	readonly title: string
	readonly children?: Child
}

function Card({ said, id, title, children }: CardProps): JSX.Element {
	return (
		<section class="card" id={id} tabindex={-1} aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>{title}</h2>
			<Said text={said?.at === id ? said.text : undefined} />
			{children}
		</section>
	)
}

type PartProps = {
	readonly settings: Settings
	readonly part: Part
	readonly fields: readonly WebField[]
	readonly submit: 'portal.settings.save' | 'portal.settings.email.submit' | 'portal.settings.password.submit'
}

function PartForm({ settings, part, fields, submit }: PartProps): JSX.Element {
	return (
		<WebForm
			page={settings.page}
			action={`/settings#${cardOf[part]}`}
			fields={fields}
			errors={settings.part === part ? settings.errors : undefined}
			submit={settings.page.say(submit)}
			prefix={part}
		>
			<>
				<input type="hidden" name="part" value={part} />
				{part === 'profile' ? <></> : <ForWhom email={settings.session.account.email} />}
			</>
		</WebForm>
	)
}

function profileFields(settings: Settings): readonly WebField[] {
	const { say, locale } = settings.page
	const { account } = settings.session
	const zone = typed(settings, 'profile', 'timeZone') ?? account.timeZone ?? ''
	return [
		...(['firstName', 'lastName'] as const).map(name => ({
			type: 'line' as const,
			name,
			label: say(`portal.settings.${name}`),
			maxLength: nameLength,
			value: typed(settings, 'profile', name) ?? account[name],
		})),
		{
			type: 'choice',
			name: 'locale',
			label: say('portal.settings.language'),
			options: locales.map(value => ({ value, label: say(`language.${value}`) })),
			value: typed(settings, 'profile', 'locale') ?? account.locale ?? locale,
		},
		{
			type: 'choice',
			name: 'timeZone',
			label: say('portal.settings.timeZone'),
			hint: say('portal.settings.timeZone.hint'),
			options: [
				{ value: '', label: say('portal.settings.timeZone.none') },
				...timeZones().map(value => ({ value, label: value.replaceAll('_', ' ') })),
			],
			value: zone,
			optional: true,
		},
	]
}

function addressFields(settings: Settings): readonly WebField[] {
	const { say } = settings.page
	return [
		{
			type: 'email',
			name: 'email',
			label: say('portal.settings.email.new'),
			hint: say('portal.settings.email.hint'),
			maxLength: emailLength,
			value: typed(settings, 'address', 'email') ?? '',
		},
		currentPassword(settings),
	]
}

function currentPassword({ page }: Settings): WebField {
	return {
		type: 'password',
		name: 'current',
		label: page.say('portal.settings.password.now'),
		complete: 'current-password',
	}
}

/** What was typed into a part that was not taken. */
function typed({ part, values }: Settings, of: Part, name: string): string | undefined {
	return part === of ? values?.get(name)?.slice(0, 1_000) : undefined
}
