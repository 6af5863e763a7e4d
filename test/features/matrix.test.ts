import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '../../src/commands/actor.ts'
import { type Command, type CommandName, commandNames } from '../../src/commands/command.ts'
import { table } from '../../src/commands/table.ts'
import type { Account, Role } from '../../src/domain/account.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { handle } from '../../src/handle.ts'
import type { View } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import { allowed } from '../contracts/cast.ts'
import { openWorld, type World } from '../world.ts'

const say = wordsOf('en')

/** Who they are, and how they stand to the request. */
const people = [
	'nobody',
	'user: requester',
	'user: CC',
	'user: colleague',
	'user: stranger',
	'agent: assignee',
	'agent: stranger',
	'agent: requester',
	'admin: stranger',
] as const
type Who = (typeof people)[number]

/**
 * What each command answers each of them, by hand. `yes`: it is done or shown. `role`: only agents can do that.
 * `absent`: there is no such request, or they may not see it. `no`: refused in a sentence of its own. `link`: they
 * are asked to connect first. The request is Ada's at Acme, Ben is copied, Diego has it; for `agent: requester` it
 * is Emma's.
 */
const verdicts: Readonly<Record<CommandName, string>> = {
	//           nobody user                     agent          admin
	//                  asks CC  collea. strang. has  oth. asks
	home: `      yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	list: `      link   yes  yes  yes    yes     yes  yes  yes  yes`,
	search: `    link   yes  yes  yes    yes     yes  yes  yes  yes`,
	view: `      link   yes  yes  yes    absent  yes  yes  yes  yes`,
	comment: `   link   yes  yes  yes    absent  yes  yes  yes  yes`,
	reply: `     link   yes  yes  no     absent  yes  yes  yes  yes`,
	new: `       link   yes  yes  yes    yes     yes  yes  yes  yes`,
	offer: `     link   no   no   no     no      no   no   no   no`,
	discard: `   yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	edit: `      link   yes  no   no     no      no   no   yes  no`,
	withdraw: `  link   yes  no   no     no      no   no   yes  no`,
	solve: `     link   yes  no   no     absent  yes  yes  yes  yes`,
	cc: `        link   yes  no   no     absent  yes  yes  yes  yes`,
	connect: `   yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	disconnect: `yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	whoami: `    yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	signup: `    yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	forgot: `    yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	notify: `    link   yes  yes  yes    yes     yes  yes  yes  yes`,
	mute: `      link   yes  yes  yes    absent  yes  yes  yes  yes`,
	unmute: `    link   yes  yes  yes    absent  yes  yes  yes  yes`,
	language: `  link   yes  yes  yes    yes     yes  yes  yes  yes`,
	export: `    link   yes  yes  yes    yes     yes  yes  yes  yes`,
	forget: `    yes    yes  yes  yes    yes     yes  yes  yes  yes`,
	rate: `      link   yes  no   no     absent  no   no   no   no`,
	queue: `     link   role role role   role    yes  yes  yes  yes`,
	take: `      link   role role role   role    yes  no   no   no`,
	assign: `    link   role role role   role    yes  yes  yes  yes`,
	note: `      link   role role role   role    yes  yes  yes  yes`,
	status: `    link   role role role   role    yes  yes  yes  yes`,
	priority: `  link   role role role   role    yes  yes  yes  yes`,
	merge: `     link   role role role   role    yes  yes  yes  yes`,
	history: `   link   role role role   role    yes  yes  yes  yes`,
	deliveries: `link   role role role   role    yes  yes  yes  yes`,
	answers: `   link   role role role   role    yes  yes  yes  yes`,
	answer: `    link   role role role   role    yes  yes  yes  yes`,
	triage: `    link   role role role   role    yes  yes  yes  yes`,
	help: `      yes    yes  yes  yes    yes     yes  yes  yes  yes`,
}

type Cell = { readonly number: number; readonly into: number; readonly nth: number }

/** Each command as it has its effect, where it has one. */
const asked: { readonly [N in CommandName]: (cell: Cell) => Command & { readonly do: N } } = {
	home: () => ({ do: 'home' }),
	list: () => ({ do: 'list', scope: 'requested' }),
	search: () => ({ do: 'search', scope: 'requested' }),
	view: ({ number }) => ({ do: 'view', number }),
	comment: ({ number }) => ({ do: 'comment', number, sequence: 1 }),
	reply: ({ number }) => ({ do: 'reply', number, text: 'And another thing.', sent: 'yes' }),
	new: () => ({ do: 'new', subject: 'Lamp', text: 'It is dark.', sent: 'yes' }),
	offer: () => ({ do: 'offer', draft: 'd1' }),
	discard: () => ({ do: 'discard', draft: 'd1' }),
	edit: () => ({ do: 'edit', text: 'It is dark here.' }),
	withdraw: () => ({ do: 'withdraw' }),
	solve: ({ number }) => ({ do: 'solve', number, sure: 'yes' }),
	cc: ({ number }) => ({ do: 'cc', number, change: 'add', email: 'zoe@else.example', sent: 'yes' }),
	connect: () => ({ do: 'connect' }),
	disconnect: () => ({ do: 'disconnect' }),
	whoami: () => ({ do: 'whoami' }),
	signup: () => ({ do: 'signup' }),
	forgot: () => ({ do: 'forgot' }),
	notify: () => ({ do: 'notify' }),
	mute: ({ number }) => ({ do: 'mute', number }),
	unmute: ({ number }) => ({ do: 'unmute', number }),
	language: () => ({ do: 'language' }),
	export: () => ({ do: 'export' }),
	forget: () => ({ do: 'forget' }),
	rate: ({ number }) => ({ do: 'rate', number, good: 'yes', sent: 'yes' }),
	queue: () => ({ do: 'queue', queue: 'all' }),
	take: ({ number }) => ({ do: 'take', number }),
	assign: ({ number }) => ({ do: 'assign', number, sent: 'yes' }),
	note: ({ number }) => ({ do: 'note', number, text: 'Between us.', sent: 'yes' }),
	status: ({ number }) => ({ do: 'status', number, status: 'hold' }),
	priority: ({ number }) => ({ do: 'priority', number, priority: 'urgent' }),
	merge: ({ number, into }) => ({ do: 'merge', number, into, sure: 'yes' }),
	history: ({ number }) => ({ do: 'history', number }),
	deliveries: ({ number }) => ({ do: 'deliveries', number }),
	answers: () => ({ do: 'answers' }),
	answer: ({ nth }) => ({ do: 'answer', name: `Hello ${nth}`, text: 'Dear {name}', sent: 'yes' }),
	triage: () => ({ do: 'triage', change: 'here' }),
	help: () => ({ do: 'help' }),
}

let world: World
let accounts: Readonly<Record<Exclude<Who, 'nobody'>, Account>>
let cells = 0
beforeAll(async () => {
	world = await openWorld()
	const { ada, ben, carla, mallory, diego } = world.cast
	const emma = await staff('emma', 'agent')
	accounts = {
		'user: requester': ada,
		'user: CC': ben,
		'user: colleague': carla,
		'user: stranger': mallory,
		'agent: assignee': diego,
		'agent: stranger': emma,
		'agent: requester': emma,
		'admin: stranger': await staff('root', 'admin'),
	}
})
afterAll(() => world.close())

async function staff(name: string, role: Role): Promise<Account> {
	const account = { email: `${name}@support.example`, firstName: name, lastName: 'Rizzi', role, proved: true }
	const added = await world.app.ports.accounts.add(account)
	if (!added) throw new Error(`${name} is there already`)
	return added
}

/** A request as the verdicts have it, and the message that its second comment came in. */
async function requestFor(who: Who, name: CommandName): Promise<{ ticket: Ticket; source: string }> {
	const { tickets } = world.app.ports
	const asks = who === 'agent: requester' ? accounts[who] : world.cast.ada
	const by = { by: asks.id, via: 'test' }
	const source = `message ${cells++}`
	const { ticket } = allowed(await tickets.open({ ...by, subject: 'Lamp', text: 'Dark.', files: [] }))
	allowed(await tickets.addCc({ ...by, ticket: ticket.id, email: world.cast.ben.email }))
	allowed(await tickets.addComment({ ...by, ticket: ticket.id, text: 'Still.', files: [], source }))
	allowed(await tickets.assign({ ...world.diego, ticket: ticket.id, assignee: world.cast.diego.id }))
	if (name === 'rate')
		allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'solved' }))
	return { ticket, source }
}

function verdictOf(view: View, command: Command): string {
	if (view.kind === 'form' && view.command.do === 'connect' && command.do !== 'connect') return 'link'
	if (view.kind !== 'message' || view.tone !== 'refused') return 'yes'
	const [why = ''] = view.paragraphs
	if (why === say('refused.role')) return 'role'
	return why === say('refused.ticket', { number: 'number' in command ? String(command.number) : '' })
		? 'absent'
		: 'no'
}

/** All that anyone could have changed of a request. */
async function stateOf({ id, number }: Ticket): Promise<unknown> {
	const { tickets } = world.app.ports
	return [
		await tickets.find(world.cast.diego, number),
		await tickets.conversation(world.cast.diego, id, { size: 50 }),
		await tickets.history(world.cast.diego, id, { size: 50 }),
	]
}

test('every command of the table has its verdicts', () => {
	expect(Object.keys(verdicts).toSorted()).toEqual(Object.keys(table).toSorted())
	expect(Object.keys(verdicts).toSorted()).toEqual(commandNames.toSorted())
})

describe.each(commandNames)('%s', name => {
	const cellsOf = verdicts[name].trim().split(/\s+/)
	test.each(people.map((who, index) => [who, cellsOf[index] ?? 'no verdict'] as const))(
		'by %s: %s',
		async (who, verdict) => {
			const { ticket, source } = await requestFor(who, name)
			const other = await requestFor('user: requester', name)
			const before = await stateOf(ticket)
			const actor: Actor = {
				who:
					who === 'nobody'
						? { identity: { platform: 'slack', space: 'T1', user: 'UNOBODY' } }
						: { account: accounts[who].id },
				via: 'test',
				source,
				room: { room: { platform: 'slack', space: 'T1', channel: 'C1' }, reference: 'C1' },
				pageSize: 10,
				textInput: 3_000,
			}
			const command = asked[name]({ number: ticket.number, into: other.ticket.number, nth: cells })
			const view = await handle(actor, command, world.app.ports)
			expect(verdictOf(view, command)).toBe(verdict)
			if (verdict !== 'yes') expect(await stateOf(ticket)).toEqual(before)
			expect(world.faults).toEqual([])
		},
	)
})
