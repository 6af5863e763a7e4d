import type { Errors } from '../../../src/features/acts.ts'
import { signedIn, signIn } from '../../../src/features/sign-in.ts'
import type { Ports } from '../../../src/ports/index.ts'
import { emailLength } from '../../../src/rules/limits.ts'
import type { Say } from '../../../src/words/index.ts'
import { localPath } from '../address.ts'
import { answerPage, pageOf } from '../answer.tsx'
import type { WebContext } from '../context.ts'
import { Entry } from '../render/entry.tsx'
import type { WebField } from '../render/field.tsx'
import { WebForm } from '../render/form.tsx'
import { readBrowser, setBrowser, setSession } from '../session.ts'
import { received } from './act.tsx'
import { formAgain, readUnsent, targetOf, type Unsent, writeUnsent } from './again.tsx'
import { settingsAgain } from './settings.tsx'
import { actsOf, endPresent, inLanguage, networkAddress, unlessBusy } from './visit.ts'

const start = '/'

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
	const unsent = readUnsent(sent.fields.get('unsent'))
	return unlessBusy(c, ports, async () => {
		const done = await signIn(actsOf(c, ports), {
			email,
			password: sent.fields.get('password') ?? '',
			agent: c.req.header('user-agent') ?? '',
			from: networkAddress(c),
			browser: readBrowser(c, ports),
		})
		if ('errors' in done) return signInForm(c, ports, { next, email, unsent, errors: done.errors })
		await endPresent(c, ports)
		setSession(c, ports, done.session)
		setBrowser(c, ports, done.browser)
		return (unsent && (await unsentAgain(c, ports, unsent, done.session))) ?? c.redirect(next ?? start, 303)
	})
}

/** `POST /sign-out`: ends the session here. */
export async function signOutPost(c: WebContext, ports: Ports): Promise<Response> {
	await endPresent(c, ports)
	setSession(c, ports, undefined)
	return c.redirect('/sign-in?after=sign-out', 303)
}

/** The form that was sent while nobody was signed in, filled in; what was typed has yet to be sent. */
async function unsentAgain(
	c: WebContext,
	ports: Ports,
	unsent: Unsent,
	secret: string,
): Promise<Response | undefined> {
	const session = await signedIn(ports, secret)
	if (!session) return undefined
	c.set('session', session)
	c.set('account', session.account)
	const { say } = actsOf(c, ports)
	const said = say(unsent.files ? 'web.unsent.files' : 'web.unsent.again')
	return unsent.fields.has('part')
		? settingsAgain(c, ports, unsent.fields, said)
		: formAgain(c, ports, unsent, { said })
}

type Shown = {
	readonly next?: string | undefined
	readonly email?: string
	readonly errors?: Errors
	/** What was typed before, to be shown again afterwards. */
	readonly unsent?: Unsent | undefined
	readonly status?: 403
}

/** The form to sign in with. */
export function signInForm(
	c: WebContext,
	ports: Ports,
	{ next, email, errors, unsent, status }: Shown,
): Response {
	const { say, locale } = actsOf(c, ports)
	const page = pageOf(c, ports, locale)
	const said = errors ? undefined : unsent ? say('web.unsent') : saidTo(c, say, next)
	const heading = status ? say('portal.signedOut') : say('portal.signIn')
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
	const title = errors ? say('portal.title.error', { page: heading }) : heading
	return answerPage(
		c,
		page,
		title,
		<Entry
			title={heading}
			intro={unsent ? [] : [say('portal.signIn.intro', { support: ports.settings.supportName })]}
			said={said}
			links={[
				{ label: say('forgot.action'), href: inLanguage(c, '/password/forgot') },
				{ before: say('portal.signIn.new'), label: say('signup.action'), href: inLanguage(c, '/sign-up') },
			]}
		>
			<WebForm
				page={page}
				action={`${inLanguage(c, '/sign-in')}${unsent ? targetOf(unsent) : ''}`}
				fields={fields}
				errors={errors}
				submit={say('portal.signIn')}
				prefix="sign-in"
			>
				<>
					{next ? <input type="hidden" name="next" value={next} /> : <></>}
					{unsent ? <input type="hidden" name="unsent" value={writeUnsent(unsent)} /> : <></>}
				</>
			</WebForm>
		</Entry>,
		{ status: errors ? 422 : (status ?? 200) },
	)
}

/** What led here. */
function saidTo(c: WebContext, say: Say, next: string | undefined): string | undefined {
	const after = c.req.query('after')
	if (after === 'password') return say('portal.password.done')
	if (after === 'sign-out') return say('portal.signedOut.done')
	return next ? say('portal.signIn.needed') : undefined
}
