import type { Errors } from '../../../src/features/acts.ts'
import { askToReset, askToSignUp } from '../../../src/features/asking.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { emailLength, nameLength } from '../../../src/rules/limits.ts'
import { formatOf } from '../../../src/words/format.ts'
import { answerPage, pageOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { notice } from '../notice.tsx'
import { onceOf, type Sent } from '../receive.ts'
import { Entry } from '../render/entry.tsx'
import type { WebField } from '../render/field.tsx'
import { WebForm } from '../render/form.tsx'
import { received } from './act.tsx'
import { actsOf, inLanguage, networkAddress } from './visit.ts'

type Purpose = 'sign-up' | 'reset'
const paths = { 'sign-up': '/sign-up', reset: '/password/forgot' } as const
const names = { 'sign-up': ['firstName', 'lastName', 'email'], reset: ['email'] } as const

/** `GET /sign-up` */
export function signUpPage(c: WebContext, ports: Ports): Response {
	return letterForm(c, ports, 'sign-up')
}

/** `GET /password/forgot` */
export function forgotPage(c: WebContext, ports: Ports): Response {
	return letterForm(c, ports, 'reset')
}

/** `POST /sign-up`: a letter says the rest. */
export function signUpPost(c: WebContext, ports: Ports): Promise<Response> {
	return ask(c, ports, 'sign-up')
}

/** `POST /password/forgot`: a letter says the rest. */
export function forgotPost(c: WebContext, ports: Ports): Promise<Response> {
	return ask(c, ports, 'reset')
}

async function ask(c: WebContext, ports: Ports, purpose: Purpose): Promise<Response> {
	const sent = await received(c, ports)
	if (sent instanceof Response) return sent
	if (purpose === 'sign-up' && ports.settings.signUp === 'invited') return letterForm(c, ports, purpose)
	const acts = actsOf(c, ports)
	const once = onceOf(ports, sent, { do: purpose === 'reset' ? 'forgot' : 'signup' })
	const asked = {
		email: sent.fields.get('email') ?? '',
		locale: acts.locale,
		from: networkAddress(c),
		...(once && { once }),
	}
	const done =
		purpose === 'reset'
			? await askToReset(acts, asked)
			: await askToSignUp(acts, {
					...asked,
					firstName: sent.fields.get('firstName') ?? '',
					lastName: sent.fields.get('lastName') ?? '',
				})
	if ('errors' in done) return letterForm(c, ports, purpose, sent, done.errors)
	return mailed(c, ports, purpose, done.sent)
}

/** The same for an address that has an account and for one that has none. */
function mailed(c: WebContext, ports: Ports, purpose: Purpose, email: string): Response {
	const { say, locale } = actsOf(c, ports)
	const text = purpose === 'reset' ? 'portal.mailed.forgot' : 'portal.mailed.signUp'
	return answerPage(
		c,
		pageOf(c, ports, locale),
		say('portal.mailed'),
		<Entry
			title={say('portal.mailed')}
			intro={[say(text, { email }), say('portal.mailed.none')]}
			links={[
				{ label: say('portal.mailed.again'), href: inLanguage(c, paths[purpose]) },
				{ label: say('portal.signIn'), href: inLanguage(c, '/sign-in') },
			]}
		/>,
	)
}

function letterForm(c: WebContext, ports: Ports, purpose: Purpose, sent?: Sent, errors?: Errors): Response {
	const { say, locale } = actsOf(c, ports)
	const { signUp, supportName } = ports.settings
	if (purpose === 'sign-up' && signUp === 'invited') {
		return notice(c, ports, 403, say => ({
			title: say('portal.signUp.invited'),
			text: say('portal.signUp.invited.text', { support: supportName }),
			tone: 'info',
		}))
	}
	const page = pageOf(c, ports, locale)
	const key = purpose === 'reset' ? 'forgot' : 'signup'
	const domains = purpose === 'sign-up' && Array.isArray(signUp) ? formatOf(locale).list(signUp) : undefined
	const fields: readonly WebField[] = names[purpose].map(name => ({
		type: name === 'email' ? 'email' : 'line',
		name,
		label: say(`signup.${name}`),
		maxLength: name === 'email' ? emailLength : nameLength,
		value: sent?.fields.get(name)?.slice(0, 1_000) ?? '',
		...(name === 'email' && domains && { hint: say('portal.signUp.domains', { domains }) }),
	}))
	const title = say(`${key}.title`)
	return answerPage(
		c,
		page,
		errors ? say('portal.title.error', { page: title }) : title,
		<Entry
			title={title}
			intro={[say(`${key}.intro`)]}
			links={[
				{
					...(purpose === 'sign-up' && { before: say('portal.signUp.have') }),
					label: say('portal.signIn'),
					href: inLanguage(c, '/sign-in'),
				},
			]}
		>
			<WebForm
				page={page}
				action={inLanguage(c, paths[purpose])}
				fields={fields}
				errors={errors}
				submit={say(`${key}.submit`)}
				prefix={key}
			/>
		</Entry>,
		{ status: errors ? 422 : 200 },
	)
}
