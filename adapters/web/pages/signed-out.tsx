import type { Ports } from '../../../src/ports/index.ts'
import { localPath } from '../address.ts'
import { askedFor, type WebContext } from '../context.ts'
import { readCookie } from '../cookie.ts'
import { notice } from '../notice.tsx'
import { unsentOf } from './again.tsx'
import { received } from './act.tsx'
import { signInForm } from './sign-in.tsx'

/**
 * Nobody is signed in: a page comes after signing in; what was sent has no effect, and what was typed waits
 * in the page until its sender has signed in. Of who was not here before, no form with files is read.
 */
export async function signInFirst(c: WebContext, ports: Ports): Promise<Response> {
	if (c.req.method !== 'POST') {
		const next = localPath(askedFor(c))
		const query = next && next !== '/' ? `?${new URLSearchParams({ next }).toString()}` : ''
		return c.redirect(`/sign-in${query}`, 303)
	}
	const multipart = c.req.header('content-type')?.trim().toLowerCase().startsWith('multipart/form-data')
	if (!multipart || readCookie(c, ports, 'session')) {
		const sent = await received(c, ports, { files: 'dropped' })
		if (sent instanceof Response) return sent
		const unsent = unsentOf(sent)
		if (unsent) return signInForm(c, ports, { next: localPath(sent.fields.get('page')), unsent, status: 403 })
	}
	c.header('connection', 'close')
	return notice(c, ports, 403, say => ({
		title: say('portal.signedOut'),
		text: say('portal.signedOut.text'),
		links: [{ label: say('portal.signIn'), url: `${ports.settings.publicUrl}/sign-in` }],
	}))
}
