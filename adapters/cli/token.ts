import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { type ApiScope, apiScopes, type ApiToken } from '../../src/ports/api-tokens.ts'
import { nameLength } from '../../src/rules/limits.ts'
import { accountOf, leaf, oneOf, type Options, withStore } from './command.ts'
import { Ended, exitCodes } from './exit.ts'
import { inColumns, plain, type Shell, show } from './shell.ts'

type Add = Options & {
	readonly as: string
	readonly scope: readonly string[]
	readonly expires?: string
}

const day = 24 * 60 * 60_000
/** So that a search for leaked secrets finds them. */
const prefix = 'spo_'

/** `sportello token …` */
export function tokenCommands(program: Command, shell: Shell): void {
	const group = program.command('token').description('keys of the API, for systems beside the service')

	leaf(group, 'add <name>', 'make one; it is shown once')
		.requiredOption('--as <address>', 'the account it acts as; what that may not, the token may not')
		.requiredOption('--scope <scopes...>', apiScopes.join(', '))
		.option('--expires <days>', 'such as 90d; when absent, never')
		.action((name: string, options: Add) => add(shell, name, options))

	leaf(group, 'list', 'all that are not revoked').action((options: Options) => list(shell, options))

	leaf(group, 'revoke <id>', 'end one, as “list” names it').action((id: string, options: Options) =>
		revoke(shell, id, options),
	)
}

async function add(shell: Shell, typed: string, options: Add): Promise<void> {
	const name = typed.trim()
	if (!name) throw new Ended('The name is empty.', exitCodes.usage)
	if ([...name].length > nameLength) {
		throw new Ended(`A name has at most ${nameLength} characters.`, exitCodes.usage)
	}
	const words = options.scope.flatMap(scope => scope.split(',')).filter(Boolean)
	const scopes = words.map(scope => oneOf<ApiScope>(apiScopes, scope, 'The scope'))
	const lifetime = options.expires === undefined ? undefined : daysOf(options.expires)
	await withStore(shell, async store => {
		const account = await accountOf(store, options.as)
		if (account.disabled) throw new Ended(`${account.email} is disabled.`)
		const secret = prefix + randomBytes(32).toString('base64url')
		const token = await store.database.apiTokens.add({
			name,
			account: account.id,
			scopes: [...new Set(scopes)],
			hash: store.secrets.hash(secret),
			...(lifetime !== undefined && { expiresAt: store.clock.now() + lifetime * day }),
		})
		show(
			shell,
			options,
			{ ...token, secret },
			`${secret}\nIt is not shown again. Send it as “Authorization: Bearer ${prefix}…”.`,
		)
	})
}

async function list(shell: Shell, options: Options): Promise<void> {
	await withStore(shell, async ({ database }) => {
		const all = await database.apiTokens.all()
		const rows = all.map(token => described(token).map(plain))
		show(shell, options, all, inColumns(rows))
	})
}

async function revoke(shell: Shell, id: string, options: Options): Promise<void> {
	await withStore(shell, async ({ database }) => {
		if (!(await database.apiTokens.revoke(id))) throw new Ended(`There is no token ${id}.`)
		show(shell, options, { id, revoked: true }, `Token ${id} is revoked.`)
	})
}

function described(token: ApiToken & { readonly email: string }): readonly string[] {
	const date = (at: number | undefined) => (at === undefined ? '-' : new Date(at).toISOString().slice(0, 10))
	return [
		token.id,
		token.name,
		token.email,
		`made ${date(token.createdAt)}`,
		`used ${date(token.usedAt)}`,
		`until ${date(token.expiresAt)}`,
		token.scopes.join(' '),
	]
}

function daysOf(typed: string): number {
	const days = /^\d{1,4}d?$/.test(typed) ? Number.parseInt(typed, 10) : 0
	if (days > 0) return days
	throw new Ended(`“${typed}” is not a number of days, such as 90d.`, exitCodes.usage)
}
