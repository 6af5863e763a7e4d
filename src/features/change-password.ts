import type { Session } from '../ports/sign-ins.ts'
import type { Acts, Errors } from './acts.ts'
import { newPasswordRefused } from './passwords.ts'
import { checkPassword } from './sign-in.ts'

/**
 * Changes the password of who is signed in, who knows the present one; everybody else who is signed in as
 * them is signed out.
 * @throws `Busy`
 */
export async function changePassword(
	acts: Acts,
	session: Session,
	given: { readonly current: string; readonly password: string; readonly again: string },
): Promise<{ readonly done: string } | { readonly errors: Errors }> {
	const { ports, say } = acts
	const { account } = session
	const errors = await newPasswordRefused(acts, given, account)
	if (errors) return { errors }
	const known = await checkPassword(ports, ownAttempt(session), given.current)
	if (!known) return { errors: { current: say('portal.settings.password.wrong') } }
	const changed = await ports.signIns.changePassword({
		account: account.id,
		checked: known.password,
		password: await ports.passwords.hash(given.password),
		keep: session.id,
	})
	return changed
		? { done: say('portal.settings.password.done') }
		: { errors: { current: say('portal.settings.password.wrong') } }
}

/** Someone at an open browser may guess as seldom as someone at the door. */
export function ownAttempt({ account, id }: Session) {
	return { email: account.email, from: `session ${id}` }
}
