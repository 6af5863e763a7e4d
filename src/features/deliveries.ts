import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { platformName } from '../domain/identity.ts'
import type { LoggedDelivery } from '../ports/notices.ts'
import type { Action } from '../views/view.ts'
import { message, refusal } from './message.ts'
import { noSuchTicket, onlyNumber } from './numbers.ts'
import { pageOf } from './pages.ts'
import { backToTicket } from './ticket-form.ts'

const perPage = 10

/** For agents: who was told what of a request, where and when, or why not. */
export const deliveries: Definition<'deliveries'> = {
	for: 'agents',
	spoken: {
		words: ['deliveries', 'consegne'],
		usage: 'usage.deliveries',
		does: 'help.deliveries',
		example: 'example.deliveries',
		section: 'agents',
		read: typed => {
			const needed = onlyNumber(typed, 'usage.deliveries')
			return 'misread' in needed ? needed : { do: 'deliveries', ...needed }
		},
	},
	async run(context, { number, before, retry }) {
		const { ports, account, say } = context
		const ticket = await ports.tickets.find(account, number)
		if (!ticket) return noSuchTicket(context, number)
		const open = backToTicket(context, number)
		if (retry !== undefined && !(await ports.notices.retry(retry, ticket.id))) {
			return refusal(context, say('deliveries.gone'), [open])
		}
		const found = await ports.notices.log({
			ticket: ticket.id,
			...(before && { before }),
			size: perPage + 1,
		})
		const { rows, before: next } = pageOf(found, perPage)
		const older: Action[] = next
			? [{ label: say('deliveries.older'), command: { do: 'deliveries', number, before: next } }]
			: []
		return message(context, {
			tone: 'info',
			...(retry !== undefined && { said: say('deliveries.retried') }),
			title: say('deliveries.title', { number: String(number) }),
			paragraphs: rows.length === 0 ? [say('deliveries.none')] : [],
			facts: rows.map(row => ({
				label: say('deliveries.row', { name: row.account.name, kind: say(`notify.${row.kind}`) }),
				value: became(context, row),
			})),
			actions: [...retries(context, number, rows), ...older, open],
		})
	},
}

function retries({ say }: Connected, number: number, rows: readonly LoggedDelivery[]): Action[] {
	return rows
		.filter(({ state, tries }) => state === 'failed' || (state === 'waiting' && tries > 0))
		.map(({ id, account }) => ({
			label: say('deliveries.retry', { name: account.name }),
			command: { do: 'deliveries', number, retry: id },
		}))
}

/** What became of one, in a few words. */
export function became({ say, format }: Pick<Connected, 'say' | 'format'>, row: LoggedDelivery): string {
	const date = format.moment(row.at)
	const why = row.why === undefined ? '' : reason(say, row.why)
	switch (row.state) {
		case 'waiting':
			return why
				? say('deliveries.state.waitingWhy', { date, why })
				: say('deliveries.state.waiting', { date })
		case 'sent': {
			const channel =
				row.channel === 'mail'
					? say('deliveries.channel.mail')
					: say('deliveries.channel.chat', { platform: platformName(row.channel ?? '') })
			return why
				? say('deliveries.state.sentWhy', { date, channel, why })
				: say('deliveries.state.sent', { date, channel })
		}
		default:
			return say(`deliveries.state.${row.state}`, { date, why })
	}
}

const reasons = [
	'off',
	'muted',
	'quiet',
	'disabled',
	'rights',
	'outdated',
	'busy',
	'slow',
	'unavailable',
	'often',
	'unheard',
	'refused',
] as const

/** Our own reasons in words; a platform's or a mail server's as it gave it. */
function reason(say: Connected['say'], why: string): string {
	const known = reasons.find(one => one === why)
	return known ? say(`deliveries.why.${known}`) : why
}
