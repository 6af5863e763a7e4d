import type { Command } from 'commander'
import { fullName, type Account } from '../../src/domain/account.ts'
import { normalizeEmail } from '../../src/rules/email.ts'
import { type OpenStore, openStore, type Outside } from '../main.ts'
import { readSettings, type Settings } from '../settings.ts'
import { Ended, exitCodes } from './exit.ts'
import { progressOf } from './progress.ts'
import type { Shell } from './shell.ts'

export type Options = { readonly json?: boolean }

/** A command with what all have. */
export function leaf(parent: Command, usage: string, does: string): Command {
	return parent.command(usage).description(does).option('--json', 'the result as JSON')
}

/** What a step that writes the words of all requests anew makes. */
export const indexing = 'requests with their words written anew'

/** Does something with the store of the settings, brought up to date first. */
export async function withStore<T>(
	shell: Shell,
	work: (store: OpenStore, settings: Settings) => Promise<T>,
	outside: Outside = {},
): Promise<T> {
	const settings = readSettings(shell.environment)
	const store = await openStore(settings, outside)
	try {
		await store.database.migrate(progressOf(shell, indexing))
		return await work(store, settings)
	} finally {
		await store.close()
	}
}

/** The account of an address that was typed. @throws Ended */
export async function accountOf({ database }: OpenStore, typed: string): Promise<Account> {
	const account = await database.accounts.byEmail(emailOf(typed))
	if (!account) throw new Ended(`There is no account of ${typed}.`)
	return account
}

/** @throws Ended */
export function emailOf(typed: string): string {
	const email = normalizeEmail(typed)
	if (!email) throw new Ended(`“${typed}” is not a mail address.`, exitCodes.usage)
	return email
}

/** One of a few words that were typed. @throws Ended naming those that exist */
export function oneOf<W extends string>(words: readonly W[], typed: string, option: string): W {
	const word = words.find(each => each === typed)
	if (word !== undefined) return word
	throw new Ended(`${option} “${typed}” is not known; there is ${words.join(', ')}.`, exitCodes.usage)
}

export function describeAccount(account: Account): readonly string[] {
	return [
		account.email,
		fullName(account),
		account.role,
		account.organization?.name ?? '-',
		account.disabled ? 'disabled' : account.proved ? 'proved' : 'not proved',
	]
}

export function numberOf(typed: string): number {
	const number = /^\d{1,15}$/.test(typed) ? Number(typed) : 0
	if (number > 0) return number
	throw new Ended(`“${typed}” is not a number.`, exitCodes.usage)
}
