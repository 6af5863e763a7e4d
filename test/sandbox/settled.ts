import { tokenFor, tokenHash } from '../../src/features/tokens.ts'
import type { Ports } from '../../src/ports/index.ts'

/** Everybody's on the portal: nobody has to invent one in order to look around. */
export const password = 'lantern orbit velvet 42'

/**
 * Gives everybody that password, as the link in a welcome letter does, and the time of Rome, which the clock of
 * the shell shows.
 * @param emails of accounts without a password
 */
export async function settleIn(
	{ accounts, passwords, secrets, signIns, clock }: Ports,
	emails: readonly string[],
): Promise<void> {
	const hash = await passwords.hash(password)
	for (const email of emails) {
		const account = await accounts.byEmail(email)
		if (!account) throw new Error(`${email} has no account`)
		const token = tokenHash(secrets, tokenFor(secrets, 'welcome', `sandbox ${email}`))
		const expiresAt = clock.now() + 60_000
		await signIns.issueToken({ purpose: 'welcome', email, account: account.id, hash: token, expiresAt })
		await signIns.setPassword({ token, password: hash })
		await accounts.change(account.id, { timeZone: 'Europe/Rome' })
	}
}
