import type { Account, Locale } from '../../src/domain/account.ts'
import { setPassword } from '../../src/features/set-password.ts'
import { signedIn, signIn } from '../../src/features/sign-in.ts'
import { askToReset, askToSignUp } from '../../src/features/asking.ts'
import type { Session } from '../../src/ports/sign-ins.ts'
import { wordsOf } from '../../src/words/index.ts'
import type { World } from '../world.ts'

export const good = 'quattro gatti sul divano'
export const better = 'una lucciola nel barattolo'

/** Someone at the portal's own pages, without the pages: what they fill in goes straight to what the pages call. */
export function visitorOf(world: World, locale: Locale = 'en') {
	const { ports } = world.app
	const acts = { ports, say: wordsOf(locale) }
	const from = '198.51.100.7'
	const visitor = {
		acts,
		signUp: (email: string, firstName = 'Nina', lastName = 'Blu') =>
			askToSignUp(acts, { email, firstName, lastName, locale, from }),
		forgot: (email: string) => askToReset(acts, { email, locale, from }),
		/** What the newest letter to someone links to. */
		async tokenFor(email: string): Promise<string> {
			await world.app.drain()
			const { text } = world.mail.newestTo(email)
			const token = /[?&]token=([0-9a-f]+)/.exec(text)?.[1]
			if (!token) throw new Error(`no link in: ${text}`)
			return token
		},
		setPassword: (token: string, password = good, again = password) =>
			setPassword(acts, { token, password, again }),
		signIn: (email: string, password = good, network = from) =>
			signIn(acts, { email, password, agent: 'Firefox', from: network }),
		/** Signs in, or fails the test. */
		async session(email: string, password = good): Promise<Session> {
			const signed = await visitor.signIn(email, password)
			const session = 'session' in signed ? await signedIn(ports, signed.session) : undefined
			if (!session) throw new Error(`${email} did not get in`)
			return session
		},
		/** Gives someone of the cast a password, as an invitation would. */
		async invited(account: Account, password = good): Promise<void> {
			await ports.signIns.invite(account.id)
			await visitor.setPassword(await visitor.tokenFor(account.email), password)
		},
	}
	return visitor
}
