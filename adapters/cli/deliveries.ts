import type { Command } from 'commander'
import { deliveryStates, type LoggedDelivery } from '../../src/ports/notices.ts'
import { accountOf, leaf, numberOf, oneOf, type Options, withStore } from './command.ts'
import { Ended } from './exit.ts'
import { inColumns, plain, type Shell, show } from './shell.ts'

type List = Options & {
	readonly request?: string
	readonly account?: string
	readonly state?: string
	readonly before?: string
	readonly most: string
}

/** `sportello deliveries …` */
export function deliveryCommands(program: Command, shell: Shell): void {
	const group = program.command('deliveries').description('who was told what, or why not')

	leaf(group, 'list', 'the newest first')
		.option('--request <number>', 'only of this request')
		.option('--account <email>', 'only to this person')
		.option('--state <state>', `only ${deliveryStates.join(', ')}`)
		.option('--before <id>', 'those before this one')
		.option('--most <number>', 'how many to show', '50')
		.action((options: List) => list(shell, options))

	leaf(group, 'retry <id>', 'have one that failed told after all').action((id: string, options: Options) =>
		retry(shell, id, options),
	)
}

async function list(shell: Shell, options: List): Promise<void> {
	const state = options.state === undefined ? undefined : oneOf(deliveryStates, options.state, 'The state')
	const size = numberOf(options.most)
	await withStore(shell, async store => {
		const account = options.account === undefined ? undefined : await accountOf(store, options.account)
		const rows = await store.database.notices.log({
			// A request's number is its id in the store that the command line opens.
			...(options.request !== undefined && { ticket: String(numberOf(options.request.replace(/^#/, ''))) }),
			...(account && { account: account.id }),
			...(state && { state }),
			...(options.before !== undefined && { before: options.before }),
			size,
		})
		show(shell, options, rows, inColumns([heading, ...rows.map(line)]))
	})
}

const heading = ['id', 'request', 'to', 'about', 'state', 'channel', 'tries', 'at', 'why']

function line(row: LoggedDelivery): readonly string[] {
	return [
		row.id,
		`#${row.number}`,
		row.account.email,
		row.kind,
		row.state,
		row.channel ?? '-',
		String(row.tries),
		new Date(row.at).toISOString(),
		plain(row.why ?? ''),
	]
}

async function retry(shell: Shell, id: string, options: Options): Promise<void> {
	await withStore(shell, async store => {
		if (!(await store.database.notices.retry(id))) throw new Ended(`No delivery ${id} has failed.`)
		show(shell, options, { id, state: 'waiting' }, `Delivery ${id} is told again by the running service.`)
	})
}
