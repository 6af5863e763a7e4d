import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { platformName } from '../domain/identity.ts'
import { priorities, statuses } from '../domain/ticket.ts'
import type { HistoryEntry, Via } from '../ports/tickets.ts'
import type { Action } from '../views/view.ts'
import { message } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'
import { pageOf } from './pages.ts'
import { backToTicket } from './ticket-form.ts'

const perPage = 10

/** For agents: every change of a request, by whom and from where. */
export const history: Definition<'history'> = {
	for: 'agents',
	spoken: {
		words: ['history', 'cronologia'],
		usage: 'usage.history',
		does: 'help.history',
		example: 'example.history',
		section: 'agents',
		read: typed => {
			const needed = onlyNumber(typed, 'usage.history')
			return 'misread' in needed ? needed : { do: 'history', ...needed }
		},
	},
	async run(context, { number, before }) {
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
			actions: [...older, { ...backToTicket(context, number), weight: 'main' }],
		})
	},
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

function viaOf({ say }: Connected, via: Via): string {
	if (via === 'web') return say('history.via.web')
	return via === 'command line' ? say('history.via.commandLine') : platformName(via)
}
