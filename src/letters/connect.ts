import { platformName } from '../domain/identity.ts'
import { codeFor, codeHash } from '../features/codes.ts'
import type { Ports } from '../ports/index.ts'
import type { LetterRequest } from '../ports/jobs.ts'
import { connectCode } from '../rules/limits.ts'
import { nearestLocale } from '../words/index.ts'
import { type Addressed, compose, composeTo } from './compose.ts'

/**
 * Carries the code that links a chat, or says how to sign up. The code is derived from the job, so that the
 * next try carries the same.
 */
export async function connectCodeLetter(
	ports: Ports,
	job: string,
	request: Extract<LetterRequest, { purpose: 'connect-code' }>,
): Promise<Addressed> {
	const { settings, clock, secrets } = ports
	const account = await ports.accounts.byEmail(request.email)
	const platform = platformName(request.identity.platform)
	const support = settings.supportName
	if (!account || account.disabled) {
		const locale = nearestLocale(request.locale) ?? settings.defaultLocale
		return compose(request.email, locale, say => ({
			subject: say('letter.unknown.subject'),
			preview: say('letter.unknown.preview'),
			heading: say('letter.unknown.heading'),
			paragraphs: [say('letter.unknown.text', { platform, support })],
			action: { label: say('letter.unknown.action'), url: `${settings.publicUrl}/sign-up` },
			footnotes: [say('letter.notYou')],
		}))
	}
	const code = codeFor(secrets, 'connect-code', job)
	await ports.links.issueCode({
		identity: request.identity,
		account: account.id,
		hash: codeHash(secrets, request.identity, code),
		expiresAt: clock.now() + connectCode.lifetime,
		tries: connectCode.tries,
	})
	return composeTo(
		account,
		settings,
		say => ({
			subject: say('letter.code.subject'),
			preview: say('letter.code.preview'),
			heading: say('letter.code.heading'),
			paragraphs: [
				// Whoever has not proved an address gets no word of a stranger's.
				say('letter.code.text', {
					who: account.proved ? request.name : say('letter.code.someone'),
					platform,
					support,
				}),
				say('letter.code.validity', { minutes: connectCode.lifetime / 60_000 }),
			],
			code,
			footnotes: [say('letter.code.notYou')],
		}),
		request.locale,
	)
}

/** Tells the owner of an account that a chat was linked to it. */
export async function linkedLetter(
	ports: Ports,
	request: Extract<LetterRequest, { purpose: 'linked' }>,
): Promise<Addressed | undefined> {
	const account = await ports.accounts.byId(request.account)
	if (!account) return undefined
	const { settings } = ports
	const support = settings.supportName
	return composeTo(
		account,
		settings,
		say => ({
			subject: say('letter.linked.subject'),
			preview: say('letter.linked.preview'),
			heading: say('letter.linked.heading'),
			paragraphs: [
				say('letter.linked.text', { who: request.name, platform: platformName(request.platform), support }),
			],
			action: { label: say('letter.linked.action'), url: `${settings.publicUrl}/settings` },
			footnotes: [say('letter.linked.notYou', { support })],
		}),
		request.locale,
	)
}
