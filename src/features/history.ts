import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { priorities, statuses } from '../domain/ticket.ts'
import type { HistoryEntry } from '../ports/tickets.ts'
import type { Action, View } from '../views/view.ts'
import { message } from './message.ts'
import { noSuchTicket, onlyNumber, tooMuch } from './numbers.ts'
import { pageOf } from './pages.ts'
import { rightsHistory } from './rights.ts'
import { backToTicket } from './ticket-form.ts'
import { viaOf } from './via.ts'

const perPage = 10

/** For agents: every change of a request, or of what an account may do; by whom and from where. */
export const history: Definition<'history'> = {
	for: 'agents',
	spoken: {
		words: ['history', 'cronologia'],
		usage: 'usage.history',
		does: 'help.history',
		example: 'example.history',
		section: 'agents',
		read: typed => {
			const [first = ''] = typed.words
			if (first.includes('@')) {
				return typed.words.length === 1
					? { do: 'history', account: first.slice(0, 1_000) }
					: tooMuch('usage.history', typed.words.slice(1).join(' '))
			}
			const needed = onlyNumber(typed, 'usage.history')
			return 'misread' in needed ? needed : { do: 'history', ...needed }
		},
	},
	async run(context, { number, account, before }) {
		return account === undefined
			? ofRequest(context, number ?? 0, before)
			: rightsHistory(context, account, before)
	},
}

async function ofRequest(context: Connected, number: number, before: string | undefined): Promise<View> {
	const { ports, account, say, format } = context
	const ticket = await ports.tickets.find(account, number)
	if (!ticket) return noSuchTicket(context, number)
	const found = await ports.tickets.history(account, ticket.id, {
		...(before && { before }),
		size: perPage + 1,
	})
	const { rows, before: next } = pageOf(found, perPage)
	const older: Action[] = next
		? [{ label: say('history.older'), command: { do: 'history', number, before: next } }]
		: []
	const requester = await ports.accounts.byId(ticket.requester.id)
	return message(context, {
		tone: 'info',
		title: say('history.title', { number: String(number) }),
		paragraphs: rows.length === 0 ? [say('history.none')] : [],
		facts: rows.map(row => ({
			label: format.moment(row.at),
			value: row.by
				? say('history.by', { name: row.by.name, what: whatOf(context, row), via: viaOf(context, row.via) })
				: say('history.itself', { what: whatOf(context, row) }),
		})),
		actions: [
			...older,
			{ ...backToTicket(context, number), weight: 'main' },
			...(requester
				? [{ label: say('rights.action'), command: { do: 'history' as const, account: requester.email } }]
				: []),
		],
	})
}

/** What happened, as one says it after a name. */
function whatOf({ say }: Connected, { kind, sequence = 0, from = '', to = '' }: HistoryEntry): string {
	switch (kind) {
		case 'opened':
			return say('history.opened')
		case 'commented':
		case 'noted':
		case 'edited':
		case 'withdrawn':
		case 'restored':
			return say(`history.${kind}`, { sequence: String(sequence) })
		case 'status':
			return say('history.status', { from: named(from), to: named(to) })
		case 'priority':
			return say('history.priority', { from: named(from), to: named(to) })
		case 'assigned':
			return to ? say('history.assigned', { name: to }) : say('history.unassigned')
		case 'cc-added':
			return say('history.copied', { name: to || from })
		case 'cc-removed':
			return say('history.uncopied', { name: from || to })
		case 'reminded':
			return say('history.reminded')
		case 'merged':
			return to ? say('history.mergedInto', { number: to }) : say('history.mergedFrom', { number: from })
		case 'rated':
			return say(to === 'good' ? 'history.rated.good' : 'history.rated.bad')
		case 'target':
			return say(to === 'solve' ? 'history.target.solve' : 'history.target.answer')
	}

	function named(word: string): string {
		const status = statuses.find(one => one === word)
		const priority = priorities.find(one => one === word)
		if (status) return say(`status.agent.${status}`)
		return priority ? say(`priority.${priority}`) : word
	}
}
