import type { Account, Organization } from '../../src/domain/account.ts'
import type { Refused } from '../../src/ports/tickets.ts'
import type { TestStore } from './store.ts'

/** The people of every story. Ada and Carla work at Acme, Mallory at Umbra, Ben and Diego nowhere. */
export type Cast = {
	readonly acme: Organization
	readonly umbra: Organization
	readonly ada: Account
	readonly ben: Account
	readonly carla: Account
	readonly diego: Account
	readonly mallory: Account
}

export async function addCast({ accounts }: Pick<TestStore, 'accounts'>): Promise<Cast> {
	const acme = await accounts.addOrganization({ name: 'Acme', grant: 'see' })
	const umbra = await accounts.addOrganization({ name: 'Umbra', grant: 'comment' })
	const add = async (
		email: string,
		firstName: string,
		lastName: string,
		role: Account['role'],
		at?: Organization,
	) =>
		made(
			await accounts.add({
				email,
				firstName,
				lastName,
				role,
				proved: true,
				...(at && { organization: at.id }),
			}),
		)
	return {
		acme,
		umbra,
		ada: await add('ada@acme.example', 'Ada', 'Rossi', 'user', acme),
		ben: await add('ben@elsewhere.example', 'Ben', 'Kay', 'user'),
		carla: await add('carla@acme.example', 'Carla', 'Neri', 'user', acme),
		diego: await add('diego@support.example', 'Diego', 'Sala', 'agent'),
		mallory: await add('mallory@umbra.example', 'Mallory', 'Gray', 'user', umbra),
	}
}

function made(account: Account | undefined): Account {
	if (!account) throw new Error('the address has an account already')
	return account
}

/** What an act led to, which this test knows to be allowed. */
export function allowed<R extends object>(result: R | Refused): R {
	if ('refused' in result) throw new Error(`refused: ${result.refused}`)
	return result
}
