import type { Account } from '../domain/account.ts'
import type { Ports } from '../ports/index.ts'
import type { Comer, Secrets } from '../ports/outside.ts'
import type { Attempt, Browser, Known, Session } from '../ports/sign-ins.ts'
import { normalizeEmail } from '../rules/email.ts'
import { agentLength, passwordLength, signInBudget } from '../rules/limits.ts'
import { networkOf } from '../rules/network.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { Acts, Errors } from './acts.ts'
import { keepBrowser, keptBrowser } from './browser.ts'

/** What a password is compared as where none could be right. */
const nothing = ''

/**
 * Signs in with a mail address and a password. The answer and the work are the same for every attempt that
 * fails, whatever there is of the address: the same budgets, one look and one hash.
 * @returns `session` and `browser` are what the browser keeps; of the one only its hash is stored, the other not
 * @throws `Busy`
 */
export async function signIn(
	{ ports, say }: Acts,
	given: {
		readonly email: string
		readonly password: string
		/** What the browser calls itself. */
		readonly agent: string
		/** The network address. */
		readonly from: string
		/** What the browser keeps of having got in before. */
		readonly browser?: string | undefined
	},
): Promise<
	| { readonly session: string; readonly browser: string; readonly account: Account }
	| { readonly errors: Errors }
> {
	const email = normalizeEmail(given.email) ?? ''
	const network = networkOf(given.from)
	const browser = keptBrowser(ports, given.browser)
	const attempt = { email, from: network, ...(browser && { browser }) }
	const refused = { errors: { form: say('signin.refused', { minutes: signInBudget.window / 60_000 }) } }
	const { known } = await ports.passwords.admit(
		() => checkPassword(ports, attempt, given.password),
		visitorWith(browser, network),
	)
	if (!known) return refused
	const session = sessionSecret(ports.secrets)
	const started = await ports.signIns.start({
		account: known.account.id,
		checked: known.password,
		hash: sessionHash(ports.secrets, session),
		agent: cutText(oneLine(given.agent), agentLength),
	})
	return started ? { session, browser: keepBrowser(ports, known), account: started.account } : refused
}

/** How passwords know who is at the door: by whoever got in with the browser, however many more they have. */
export function visitorWith(browser: Browser | undefined, network: string): Comer {
	return { network, ...(browser && { known: `browser of ${browser.account}` }) }
}

/**
 * Compares a password within its budgets, by who was admitted; a right one gives its tries back.
 * @returns `known` when it is right; `spent` when it was not looked at for want of tries
 */
export async function checkPassword(
	{ signIns, passwords }: Ports,
	attempt: Attempt,
	password: string,
): Promise<{ readonly known?: Known; readonly spent?: true }> {
	const { allowed, known } = await signIns.attempt(attempt)
	const typed = password.length > 2 * passwordLength.most ? nothing : password
	const good = allowed && known?.account.proved ? known : undefined
	try {
		const equal = await passwords.verify(typed, good?.password)
		if (!allowed) return { spent: true }
		if (!equal || !good) return {}
	} catch (error) {
		if (allowed) await signIns.forgive(attempt)
		throw error
	}
	await signIns.forgive(attempt)
	return { known: good }
}

/** Who a browser is signed in as, by what it keeps; this keeps the session alive. */
export async function signedIn(
	{ signIns, secrets }: Ports,
	session: string | undefined,
): Promise<Session | undefined> {
	if (!session || !/^[0-9a-f]{64}$/.test(session)) return undefined
	return signIns.find(sessionHash(secrets, session))
}

/** Signs out here. */
export async function signOut(ports: Ports, session: Session): Promise<void> {
	await endSession(ports, session, session.id)
}

/** Signs out everywhere but here. */
export async function signOutOthers({ signIns }: Ports, session: Session): Promise<void> {
	await signIns.endAll(session.account.id, session.id)
}

/** Ends one of the person's own sessions. */
export async function endSession({ signIns }: Ports, session: Session, id: string): Promise<void> {
	await signIns.end({ id, account: session.account.id })
}

/** 256 random bits in hex. */
function sessionSecret(secrets: Secrets): string {
	return secrets.hash(`${secrets.id()} ${secrets.id()}`)
}

function sessionHash(secrets: Secrets, session: string): string {
	return secrets.hash(`session ${session}`)
}
