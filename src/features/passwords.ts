import type { Account } from '../domain/account.ts'
import type { PasswordFault } from '../ports/outside.ts'
import { passwordLength } from '../rules/limits.ts'
import type { Say } from '../words/index.ts'
import type { Acts, Errors } from './acts.ts'

/** Why a password is refused, with what makes a better one. */
export function passwordRefused(say: Say, fault: PasswordFault): string {
	switch (fault) {
		case 'short':
			return say('password.short', { least: passwordLength.least })
		case 'long':
			return say('password.long', { most: passwordLength.most })
		case 'common':
			return say('password.common')
		case 'context':
			return say('password.context')
		case 'repeated':
			return say('password.repeated')
		case 'sequence':
			return say('password.sequence')
		case 'weak':
			return say('password.weak')
	}
}

/**
 * What is the matter with a new password, of who was admitted.
 * @param whose words that it may not be made of come from here
 */
export async function newPasswordRefused(
	{ ports, say }: Acts,
	given: { readonly password: string; readonly again: string },
	whose: Pick<Account, 'email' | 'firstName' | 'lastName'> & Pick<Partial<Account>, 'organization'>,
): Promise<Errors | undefined> {
	const fault =
		// A text of megabytes is not worth an estimate.
		given.password.length > 2 * passwordLength.most
			? 'long'
			: await ports.passwords.assess(given.password, [
					whose.email,
					whose.firstName,
					whose.lastName,
					whose.organization?.name ?? '',
					ports.settings.supportName,
					new URL(ports.settings.publicUrl).hostname,
					'sportello',
				])
	if (fault) return { password: passwordRefused(say, fault) }
	// As passwords are hashed: composed or not is the same.
	if (given.password.normalize('NFC') !== given.again.normalize('NFC'))
		return { again: say('password.differs') }
	return undefined
}
