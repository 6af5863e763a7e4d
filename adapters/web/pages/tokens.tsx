import type { Errors } from '../../../src/features/acts.ts'
import { addressHolder, proveAddress } from '../../../src/features/change-address.ts'
import { holderOf, setPassword } from '../../../src/features/set-password.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { answerPage, pageOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { notice } from '../notice.tsx'
import { Entry } from '../render/entry.tsx'
import { ForWhom } from '../render/field.tsx'
import { WebForm } from '../render/form.tsx'
import { keepSaid } from '../said.ts'
import { setBrowser, setSession } from '../session.ts'
import { received } from './act.tsx'
import { newPasswordFields } from './password-fields.ts'
import { actsOf, endPresent, inLanguage, sessionOf, unlessBusy } from './visit.ts'

/** `GET /password/set`: shows the form and changes nothing, for mail scanners follow links. */
export function setPasswordPage(c: WebContext, ports: Ports): Promise<Response> {
	return setPasswordForm(c, ports, c.req.query('token') ?? '')
}

/** `POST /password/set`: uses the link up. */
export async function setPasswordPost(c: WebContext, ports: Ports): Promise<Response> {
	const sent = await received(c, ports)
	if (sent instanceof Response) return sent
	const token = sent.fields.get('token') ?? ''
	return unlessBusy(c, ports, async () => {
		const done = await setPassword(actsOf(c, ports), {
			token,
			password: sent.fields.get('password') ?? '',
			again: sent.fields.get('again') ?? '',
		})
		if ('gone' in done) return linkGone(c, ports)
		if ('errors' in done) return setPasswordForm(c, ports, token, done.errors)
		// Whoever was signed in here is not any more, be it someone else.
		await endPresent(c, ports)
		setSession(c, ports, undefined)
		setBrowser(c, ports, done.browser)
		return c.redirect(inLanguage(c, '/sign-in?after=password'), 303)
	})
}

async function setPasswordForm(
	c: WebContext,
	ports: Ports,
	token: string,
	errors?: Errors,
): Promise<Response> {
	const holder = await holderOf(ports, token)
	if (!holder) return linkGone(c, ports)
	const { say, locale } = actsOf(c, ports)
	const page = pageOf(c, ports, locale, '/sign-in')
	const title = say('portal.password.title')
	return answerPage(
		c,
		page,
		errors ? say('portal.title.error', { page: title }) : title,
		<Entry title={title} intro={[say('portal.password.for', { email: holder.email })]}>
			<WebForm
				page={page}
				action={inLanguage(c, '/password/set')}
				fields={newPasswordFields(say)}
				errors={errors}
				submit={say('portal.password.submit')}
				prefix="set"
			>
				<>
					<input type="hidden" name="token" value={token} />
					<ForWhom email={holder.email} />
				</>
			</WebForm>
		</Entry>,
		{ status: errors ? 422 : 200 },
	)
}

/** `GET /address`: what a letter's link is about to do, for who is signed in and asked for it. */
export async function addressPage(c: WebContext, ports: Ports): Promise<Response> {
	const token = c.req.query('token') ?? ''
	const holder = await addressHolder(ports, sessionOf(c), token)
	if (!holder) return addressGone(c, ports)
	const { say, locale } = actsOf(c, ports)
	const page = pageOf(c, ports, locale, '/settings')
	return answerPage(
		c,
		page,
		say('portal.address.title'),
		<Entry title={say('portal.address.title')} intro={[say('portal.address.text', { email: holder.email })]}>
			<WebForm
				page={page}
				action="/address"
				fields={[]}
				submit={say('portal.address.submit')}
				cancel={{ label: say('chat.cancel'), href: '/settings' }}
				prefix="address"
			>
				<input type="hidden" name="token" value={token} />
			</WebForm>
		</Entry>,
	)
}

/** `POST /address`: the new address counts from now on. */
export async function addressPost(c: WebContext, ports: Ports): Promise<Response> {
	const sent = await received(c, ports)
	if (sent instanceof Response) return sent
	const done = await proveAddress(actsOf(c, ports), sessionOf(c), sent.fields.get('token') ?? '')
	if ('gone' in done) return addressGone(c, ports)
	keepSaid(c, ports, done.account.id, { text: done.done, at: 'address' })
	return c.redirect('/settings#address', 303)
}

/** One answer for a link that was used, is over, of another purpose, truncated or invented. */
function linkGone(c: WebContext, ports: Ports): Response {
	const { publicUrl } = ports.settings
	return notice(c, ports, 404, say => ({
		title: say('portal.password.gone'),
		text: say('portal.password.gone.text'),
		links: [
			{ label: say('forgot.action'), url: `${publicUrl}${inLanguage(c, '/password/forgot')}` },
			{ label: say('portal.signIn'), url: `${publicUrl}${inLanguage(c, '/sign-in')}` },
		],
	}))
}

function addressGone(c: WebContext, ports: Ports): Response {
	return notice(c, ports, 404, say => ({
		title: say('portal.password.gone'),
		text: say('portal.password.gone.text'),
		links: [{ label: say('portal.settings'), url: `${ports.settings.publicUrl}/settings` }],
	}))
}
