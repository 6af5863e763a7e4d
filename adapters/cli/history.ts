import type { Command } from 'commander'
import type { Named, RightsEntry } from '../../src/ports/accounts.ts'
import type { HistoryEntry } from '../../src/ports/tickets.ts'
import { everyone } from '../../src/rules/access.ts'
import { accountOf, leaf, numberOf, type Options, withStore } from './command.ts'
import { Ended } from './exit.ts'
import { plain, type Shell } from './shell.ts'

const atOnce = 500
/** `sportello history …`: one change a line, the newest first; with `--json` one JSON document a line. */
export function historyCommands(program: Command, shell: Shell): void {
	const group = program.command('history').description('who changed what, from where')

	leaf(group, 'request <number>', 'all changes of a request').action((number: string, options: Options) =>
		ofRequest(shell, number, options),
	)

	leaf(group, 'rights', 'all changes of what accounts and organizations may do')
		.option('--account <email>', 'only of this person')
		.action((options: Options & { account?: string }) => ofRights(shell, options))
}

async function ofRequest(shell: Shell, typed: string, options: Options): Promise<void> {
	const number = numberOf(typed.replace(/^#/, ''))
	await withStore(shell, async ({ database: { tickets } }) => {
		const ticket = await tickets.find(everyone, number)
		if (!ticket) throw new Ended(`There is no request #${number}.`)
		await all(shell, options, {
			page: before => tickets.history(everyone, ticket.id, { size: atOnce, ...(before && { before }) }),
			line: (entry: HistoryEntry) => [
				entry.kind,
				entry.by?.name ?? 'by the clock',
				entry.via,
				changed(entry) || (entry.sequence === undefined ? '' : `comment ${entry.sequence}`),
			],
		})
	})
}

async function ofRights(shell: Shell, options: Options & { account?: string }): Promise<void> {
	await withStore(shell, async store => {
		const account = options.account === undefined ? undefined : await accountOf(store, options.account)
		await all(shell, options, {
			page: before =>
				store.database.accounts.history({
					size: atOnce,
					...(before && { before }),
					...(account && { account: account.id }),
				}),
			line: (entry: RightsEntry) => [
				entry.what,
				subject(entry),
				`by ${entry.by ? `${described(entry.by)}, ${entry.via}` : entry.via}`,
				changed(entry),
			],
		})
	})
}

/** Whom or what it is about, by name and id: names may change, and ids are what scripts know. */
function subject({ account, organization }: RightsEntry): string {
	return account
		? `account ${described(account)}`
		: `organization ${organization?.name ?? ''} (${organization?.id ?? ''})`
}

function described({ id, name, email }: Named): string {
	return `${name} <${email}> (${id})`
}

function changed({ from, to }: { readonly from?: string; readonly to?: string }): string {
	return [from, to].filter(value => value !== undefined).join(' → ')
}

async function all<E extends { readonly id: string; readonly at: number }>(
	shell: Shell,
	{ json }: Options,
	of: {
		readonly page: (before: string | undefined) => Promise<readonly E[]>
		readonly line: (entry: E) => readonly string[]
	},
): Promise<void> {
	for (let before: string | undefined; ; ) {
		const entries = await of.page(before)
		for (const entry of entries) {
			const time = new Date(entry.at).toISOString()
			const line = json
				? JSON.stringify({ ...entry, at: time })
				: [time, ...of.line(entry)].join('  ').trimEnd()
			shell.out(`${plain(line)}\n`)
		}
		const last = entries.at(-1)
		if (!last || entries.length < atOnce) return
		before = last.id
	}
}
