import type { Errors } from '../../../src/features/acts.ts'
import { signIn } from '../../../src/features/sign-in.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { emailLength } from '../../../src/rules/limits.ts'
import type { Say } from '../../../src/words/index.ts'
import { localPath } from '../address.ts'
import { answerPage, pageOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { Entry } from '../render/entry.tsx'
import type { WebField } from '../render/field.tsx'
import { WebForm } from '../render/form.tsx'
import { setSession } from '../session.ts'
import { received } from './act.tsx'
import { actsOf, endPresent, inLanguage, networkAddress, unlessBusy } from './visit.ts'

const start = '/requests'

/** `GET /sign-in`: address and password; whoever is signed in goes on at once. */
export function signInPage(c: WebContext, ports: Ports): Response {
	const next = localPath(c.req.query('next'))
	if (c.get('session')) return c.redirect(next ?? start, 303)
	return signInForm(c, ports, { next })
}

/** `POST /sign-in`: the same answer for every pair that is not right. */
export async function signInPost(c: WebContext, ports: Ports): Promise<Response> {
	const sent = await received(c, ports)
	if (sent instanceof Response) return sent
	const email = sent.fields.get('email') ?? ''
	const next = localPath(sent.fields.get('next'))
	return unlessBusy(c, ports, async () => {
		const done = await signIn(actsOf(c, ports), {
			email,
			password: sent.fields.get('password') ?? '',
			agent: c.req.header('user-agent') ?? '',
			from: networkAddress(c),
		})
		if ('errors' in done) return signInForm(c, ports, { next, email, errors: done.errors })
		await endPresent(c, ports)
		setSession(c, ports, done.session)
		return c.redirect(next ?? start, 303)
	})
}

/** `POST /sign-out`: ends the session here. */
export async function signOutPost(c: WebContext, ports: Ports): Promise<Response> {
	await endPresent(c, ports)
	setSession(c, ports, undefined)
	return c.redirect('/sign-in?after=sign-out', 303)
}

type Shown = { readonly next?: string | undefined; readonly email?: string; readonly errors?: Errors }

function signInForm(c: WebContext, ports: Ports, { next, email, errors }: Shown): Response {
	const { say, locale } = actsOf(c, ports)
	const page = pageOf(c, ports, locale)
	const said = errors ? undefined : saidTo(c, say, next)
	const fields: readonly WebField[] = [
		{
			type: 'email',
			name: 'email',
			label: say('portal.signIn.email'),
			maxLength: emailLength,
			complete: 'username',
			...(email && { value: email.slice(0, 1_000) }),
		},
		{
			type: 'password',
			name: 'password',
			label: say('portal.signIn.password'),
			complete: 'current-password',
		},
	]
	const title = errors ? say('portal.title.error', { page: say('portal.signIn') }) : say('portal.signIn')
	return answerPage(
		c,
		page,
		title,
		<Entry
			title={say('portal.signIn')}
			intro={[say('portal.signIn.intro', { support: ports.settings.supportName })]}
			said={said}
			links={[
				{ label: say('forgot.action'), href: inLanguage(c, '/password/forgot') },
				{ before: say('portal.signIn.new'), label: say('signup.action'), href: inLanguage(c, '/sign-up') },
			]}
		>
			<WebForm
				page={page}
				action={inLanguage(c, '/sign-in')}
				fields={fields}
				errors={errors}
				submit={say('portal.signIn')}
				prefix="sign-in"
			>
				{next ? <input type="hidden" name="next" value={next} /> : <></>}
			</WebForm>
		</Entry>,
		{ status: errors ? 422 : 200 },
	)
}

/** What led here. */
function saidTo(c: WebContext, say: Say, next: string | undefined): string | undefined {
	const after = c.req.query('after')
	if (after === 'password') return say('portal.password.done')
	if (after === 'sign-out') return say('portal.signedOut.done')
	return next ? say('portal.signIn.needed') : undefined
}
