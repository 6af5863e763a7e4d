import type { Command } from 'commander'
import { type Account, grants, locales, type Organization, roles } from '../../src/domain/account.ts'
import { nameLength } from '../../src/rules/limits.ts'
import { validZone } from '../../src/words/format.ts'
import { accountOf, describeAccount, emailOf, leaf, oneOf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { organizationNamed } from './organization.ts'
import { inColumns, plain, type Shell, show } from './shell.ts'

type Add = Options & {
	readonly email: string
	readonly name: string
	readonly role: string
	readonly organization?: string
	readonly grant: string
	readonly locale?: string
	readonly timeZone?: string
	readonly invite?: boolean
}

/** `sportello account …` */
export function accountCommands(program: Command, shell: Shell): void {
	const group = program.command('account').description('people of the support platform')

	leaf(group, 'add', 'make an account')
		.requiredOption('--email <address>', 'the mail address; without --invite it counts as theirs')
		.requiredOption('--name <name>', 'first and last name')
		.option('--role <role>', roles.join(', '), 'user')
		.option('--organization <name>', 'the company; it has to exist')
		.option('--grant <grant>', `what they may do with colleagues’ requests: ${grants.join(', ')}`, 'none')
		.option('--locale <language>', `${locales.join(' or ')}; when absent, the chat’s`)
		.option('--time-zone <zone>', 'such as Europe/Rome; when absent, the chat’s')
		.option('--invite', 'send them a mail with which they set a password, and prove the address')
		.action((options: Add) => add(shell, options))

	leaf(group, 'invite <email>', 'send someone the mail with which they set their first password').action(
		(email: string, options: Options) => invite(shell, options, email),
	)

	leaf(group, 'disable <email>', 'take all access away; --undo gives it back')
		.option('--undo', 'enable again')
		.action((email: string, options: Options & { undo?: boolean }) =>
			change(shell, options, email, { disabled: !options.undo }),
		)

	leaf(group, 'role <email> <role>', `make someone ${roles.join(', ')}`).action(
		(email: string, role: string, options: Options) =>
			change(shell, options, email, { role: oneOf(roles, role, 'The role') }),
	)

	leaf(group, 'list', 'all accounts')
		.option('--organization <name>', 'only of this company')
		.action((options: Options & { organization?: string }) => list(shell, options))
}

async function add(shell: Shell, options: Add): Promise<void> {
	const email = emailOf(options.email)
	const role = oneOf(roles, options.role, 'The role')
	const grant = oneOf(grants, options.grant, 'The grant')
	const locale = options.locale === undefined ? undefined : oneOf(locales, options.locale, 'The language')
	const name = nameOf(options.name)
	await withStore(shell, async ({ database: { accounts, signIns } }) => {
		const organization: Organization | undefined =
			options.organization === undefined ? undefined : await organizationNamed(accounts, options.organization)
		const account = await accounts.add({
			email,
			...name,
			role,
			grant,
			...(organization && { organization: organization.id }),
			...(locale && { locale }),
			...(options.timeZone && { timeZone: zoneOf(options.timeZone) }),
			proved: !options.invite,
		})
		if (!account) throw new Ended(`${email} has an account already.`)
		if (options.invite) await signIns.invite(account.id)
		shown(shell, options, account)
	})
}

/** @throws Ended where a letter would lead nowhere */
async function invite(shell: Shell, options: Options, email: string): Promise<void> {
	await withStore(shell, async store => {
		const account = await accountOf(store, email)
		if (account.disabled) {
			throw new Ended(`${account.email} is disabled; enable it with: sportello account disable --undo`)
		}
		const { signIns } = store.database
		if (await signIns.passwordOf(account.email)) {
			throw new Ended(`${account.email} has a password already; “Forgot your password?” sets a new one.`)
		}
		await signIns.invite(account.id)
		shown(shell, options, account)
	})
}

/** The last word is the last name, as far as one can tell. @throws Ended */
function nameOf(typed: string): Pick<Account, 'firstName' | 'lastName'> {
	const words = typed.trim().split(/\s+/)
	if (!words[0]) throw new Ended('The name is empty.', exitCodes.usage)
	const [firstName, lastName] =
		words.length === 1 ? [words[0], ''] : [words.slice(0, -1).join(' '), words.at(-1) ?? '']
	if ([...firstName].length > nameLength || [...lastName].length > nameLength) {
		throw new Ended(`A name has at most ${nameLength} characters.`, exitCodes.usage)
	}
	return { firstName, lastName }
}

function zoneOf(typed: string): string {
	if (validZone(typed)) return typed
	throw new Ended(`“${typed}” is not a time zone; write one such as Europe/Rome.`, exitCodes.usage)
}

async function change(
	shell: Shell,
	options: Options,
	email: string,
	changes: Partial<Pick<Account, 'disabled' | 'role'>>,
): Promise<void> {
	await withStore(shell, async store => {
		const { id } = await accountOf(store, email)
		const account = await store.database.accounts.change(id, changes)
		if (account) shown(shell, options, account)
	})
}

async function list(shell: Shell, options: Options & { organization?: string }): Promise<void> {
	await withStore(shell, async ({ database: { accounts } }) => {
		const organization =
			options.organization === undefined ? undefined : await organizationNamed(accounts, options.organization)
		const found: Account[] = []
		for await (const account of accounts.all()) {
			if (!organization || account.organization?.id === organization.id) found.push(account)
		}
		show(shell, options, found, inColumns(found.map(account => describeAccount(account).map(plain))))
	})
}

function shown(shell: Shell, options: Options, account: Account): void {
	show(shell, options, account, plain(describeAccount(account).join('  ')))
}
