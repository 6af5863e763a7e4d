import type { Account } from '../../src/domain/account.ts'
import type { World } from '../world.ts'
import { type Browser, openBrowser } from './web/pages/browser.ts'

const password = 'eleven grey herons'

/** A browser in which someone has signed in to the portal with a password. */
export async function signedIn({ app: { ports, database } }: World, account: Account): Promise<Browser> {
	const hash = await ports.passwords.hash(password)
	await database.store.kysely
		.insertInto('passwords')
		.values({ account_id: Number(account.id), hash, changed_at: 0 })
		.execute()
	const browser = openBrowser(ports.settings.publicUrl)
	const form = (await browser.get('/sign-in')).forms.find(({ submit }) => submit === 'Sign in')
	await browser.send(form, { email: account.email, password })
	return browser
}
