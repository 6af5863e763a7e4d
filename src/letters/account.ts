import type { Account } from '../domain/account.ts'
import { tokenFor, tokenHash } from '../features/tokens.ts'
import type { Ports } from '../ports/index.ts'
import type { LetterRequest } from '../ports/jobs.ts'
import type { TokenPurpose } from '../ports/sign-ins.ts'
import { tokenLifetimes } from '../rules/limits.ts'
import { maskEmail } from '../rules/email.ts'
import { maySignUp } from '../rules/sign-up.ts'
import { nearestLocale, type Say } from '../words/index.ts'
import { type Addressed, compose, composeTo } from './compose.ts'

type Holder = Omit<Parameters<Ports['signIns']['issueToken']>[0], 'purpose' | 'hash' | 'expiresAt'>
type Request<P extends LetterRequest['purpose']> = Extract<LetterRequest, { purpose: P }>

const hour = 60 * 60_000
const minute = 60_000

/**
 * Answers a sign-up: a link to set a password, or that there is an account already, or that only invited
 * people have one. Nothing that the visitor typed stands in it.
 */
export async function signUpLetter(
	ports: Ports,
	job: string,
	request: Request<'sign-up'>,
): Promise<Addressed | undefined> {
	const { settings } = ports
	const support = settings.supportName
	const account = await ports.accounts.byEmail(request.email)
	if (account?.disabled) return undefined
	if (account && (await ports.signIns.passwordOf(account.email))) {
		return composeTo(
			account,
			settings,
			say => ({
				subject: say('letter.exists.subject', { support }),
				preview: say('letter.exists.preview'),
				heading: say('letter.exists.heading'),
				paragraphs: [say('letter.exists.text', { support })],
				action: { label: say('letter.exists.action'), url: `${settings.publicUrl}/sign-in` },
				footnotes: [say('letter.exists.forgot', { url: `${settings.publicUrl}/password/forgot` })],
			}),
			request.locale,
		)
	}
	const locale = nearestLocale(request.locale)
	if (!account && !maySignUp(settings.signUp, request.email)) {
		return compose(request.email, locale ?? settings.defaultLocale, say => ({
			subject: say('letter.invited.subject', { support }),
			preview: say('letter.invited.preview'),
			heading: say('letter.invited.heading'),
			paragraphs: [say('letter.invited.text', { support })],
			footnotes: [say('letter.notYou')],
		}))
	}
	const { email, firstName, lastName } = request
	return welcome(ports, job, { email, firstName, lastName, ...(locale && { locale }) }, account)
}

/** Invites the owner of an account that has no password yet. */
export async function inviteLetter(
	ports: Ports,
	job: string,
	request: Request<'invite'>,
): Promise<Addressed | undefined> {
	const account = await ports.accounts.byId(request.account)
	if (!account || account.disabled || (await ports.signIns.passwordOf(account.email))) return undefined
	return welcome(ports, job, { email: account.email }, account)
}

/** A link to set the first password of an account, or of a sign-up that has none yet. */
async function welcome(
	ports: Ports,
	job: string,
	holder: Holder,
	account: Account | undefined,
): Promise<Addressed | undefined> {
	const { settings } = ports
	const support = settings.supportName
	const url = await issue(ports, job, 'welcome', { ...holder, ...(account && { account: account.id }) })
	if (!url) return undefined
	const write = (say: Say) => ({
		subject: say('letter.welcome.subject', { support }),
		preview: say('letter.welcome.preview'),
		heading: say('letter.welcome.heading', { support }),
		paragraphs: [
			say('letter.welcome.text'),
			say('letter.welcome.validity', { hours: tokenLifetimes.welcome / hour }),
		],
		action: { label: say('letter.welcome.action'), url },
		footnotes: [say('letter.notYou')],
	})
	return account
		? composeTo(account, settings, write, holder.locale)
		: compose(holder.email, holder.locale ?? settings.defaultLocale, write)
}

/** A link to set a new password, or that there is no account. */
export async function resetLetter(
	ports: Ports,
	job: string,
	request: Request<'reset'>,
): Promise<Addressed | undefined> {
	const { settings } = ports
	const support = settings.supportName
	const account = await ports.accounts.byEmail(request.email)
	if (account?.disabled) return undefined
	if (!account) {
		const locale = nearestLocale(request.locale) ?? settings.defaultLocale
		return compose(request.email, locale, say => ({
			subject: say('letter.unknown.subject'),
			preview: say('letter.unknown.preview'),
			heading: say('letter.unknown.heading'),
			paragraphs: [say('letter.reset.unknown', { support })],
			action: { label: say('letter.unknown.action'), url: `${settings.publicUrl}/sign-up` },
			footnotes: [say('letter.notYou')],
		}))
	}
	const url = await issue(ports, job, 'reset', { email: account.email, account: account.id })
	if (!url) return undefined
	return composeTo(
		account,
		settings,
		say => ({
			subject: say('letter.reset.subject', { support }),
			preview: say('letter.reset.preview'),
			heading: say('letter.reset.heading'),
			paragraphs: [
				say('letter.reset.text', { support }),
				say('letter.reset.validity', { minutes: tokenLifetimes.reset / minute }),
			],
			action: { label: say('letter.reset.action'), url },
			footnotes: [say('letter.notYou')],
		}),
		request.locale,
	)
}

/** Tells the owner that the password was changed. */
export async function passwordChangedLetter(
	ports: Ports,
	request: Request<'password-changed'>,
): Promise<Addressed | undefined> {
	const account = await ports.accounts.byId(request.account)
	if (!account) return undefined
	const support = ports.settings.supportName
	return composeTo(account, ports.settings, say => ({
		subject: say('letter.changed.subject', { support }),
		preview: say('letter.changed.preview'),
		heading: say('letter.changed.heading'),
		paragraphs: [say('letter.changed.text', { support })],
		action: { label: say('letter.changed.action'), url: `${ports.settings.publicUrl}/password/forgot` },
		footnotes: [],
	}))
}

/** Asks whoever reads a new address's mail to prove it. */
export async function addressLetter(
	ports: Ports,
	job: string,
	request: Request<'address'>,
): Promise<Addressed | undefined> {
	const account = await ports.accounts.byId(request.account)
	if (!account || account.disabled || (await ports.accounts.byEmail(request.email))) return undefined
	const { settings } = ports
	const support = settings.supportName
	const url = await issue(ports, job, 'address', { email: request.email, account: account.id })
	if (!url) return undefined
	return compose(request.email, account.locale ?? settings.defaultLocale, say => ({
		subject: say('letter.address.subject', { support }),
		preview: say('letter.address.preview'),
		heading: say('letter.address.heading'),
		paragraphs: [say('letter.address.text', { support })],
		action: { label: say('letter.address.action'), url },
		footnotes: [say('letter.notYou')],
	}))
}

/** Tells the old address of the new one. */
export async function addressChangedLetter(
	ports: Ports,
	request: Request<'address-changed'>,
): Promise<Addressed | undefined> {
	const account = await ports.accounts.byId(request.account)
	if (!account) return undefined
	const support = ports.settings.supportName
	const { letter } = composeTo(account, ports.settings, say => ({
		subject: say('letter.moved.subject', { support }),
		preview: say('letter.moved.preview'),
		heading: say('letter.moved.heading'),
		paragraphs: [say('letter.moved.text', { support, email: maskEmail(account.email) })],
		footnotes: [say('letter.moved.notYou', { support })],
	}))
	return { to: request.email, letter }
}

/**
 * Keeps a token for this job, and gives the address that carries it.
 * @returns undefined when an earlier try of the same letter arrived after all and its link was used
 */
async function issue(
	{ signIns, secrets, clock, settings }: Ports,
	job: string,
	purpose: TokenPurpose,
	holder: Holder,
): Promise<string | undefined> {
	const token = tokenFor(secrets, purpose, job)
	const issued = await signIns.issueToken({
		purpose,
		...holder,
		hash: tokenHash(secrets, token),
		expiresAt: clock.now() + tokenLifetimes[purpose],
	})
	return issued
		? `${settings.publicUrl}/${purpose === 'address' ? 'address' : 'password/set'}?token=${token}`
		: undefined
}
