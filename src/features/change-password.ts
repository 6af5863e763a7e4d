import type { Comer } from '../ports/outside.ts'
import type { Known, Session } from '../ports/sign-ins.ts'
import { signInBudget } from '../rules/limits.ts'
import type { Acts, Errors } from './acts.ts'
import { keepBrowser } from './browser.ts'
import { newPasswordRefused } from './passwords.ts'
import { checkPassword } from './sign-in.ts'

/**
 * Changes the password of who is signed in, who knows the present one; everybody else who is signed in as
 * them is signed out, and known nowhere else.
 * @returns `browser` is what the browser keeps
 * @throws `Busy`
 */
export async function changePassword(
	acts: Acts,
	session: Session,
	given: { readonly current: string; readonly password: string; readonly again: string },
): Promise<{ readonly done: string; readonly browser: string } | { readonly errors: Errors }> {
	const { ports, say } = acts
	const { account } = session
	return ports.passwords.admit(async () => {
		const errors = await newPasswordRefused(acts, given, account)
		if (errors) return { errors }
		const own = await ownPassword(acts, session, given.current)
		if ('errors' in own) return own
		const password = await ports.passwords.hash(given.password)
		const changed = await ports.signIns.changePassword({
			account: account.id,
			checked: own.known.password,
			password,
			keep: session.id,
		})
		return changed
			? { done: say('portal.settings.password.done'), browser: keepBrowser(ports, { account, password }) }
			: { errors: { current: say('portal.settings.password.wrong') } }
	}, signedInAs(session))
}

/** How passwords know who is signed in. */
export function signedInAs({ account }: Session): Comer {
	return { known: `account ${account.id}` }
}

/**
 * Asks who is signed in, and was admitted, for their password once more: someone at an open browser may guess as
 * seldom as someone at the door, and neither uses up the other's tries.
 */
export async function ownPassword(
	{ ports, say }: Acts,
	{ account }: Session,
	typed: string,
): Promise<{ readonly known: Known } | { readonly errors: Errors }> {
	const { known, spent } = await checkPassword(ports, { email: account.email }, typed)
	if (known) return { known }
	const current = spent
		? say('portal.settings.password.tooMany', { minutes: signInBudget.window / 60_000 })
		: say('portal.settings.password.wrong')
	return { errors: { current } }
}
