import type { Ticket } from '../domain/ticket.ts'
import { openPromises } from '../features/promises.ts'
import type { Settings } from '../ports/index.ts'
import type { Action, TicketView } from '../views/view.ts'
import { shownStatus } from '../domain/ticket.ts'
import { formatOf } from '../words/format.ts'
import { type Say, wordsOf } from '../words/index.ts'

/**
 * A ticket as a channel of support sees it: who asks, where it stands, and nothing of what was said. Its buttons
 * ask by the rights of whoever presses them.
 */
export function triageCard(settings: Settings, ticket: Ticket): TicketView {
	const say = wordsOf(settings.defaultLocale)
	const { number } = ticket
	return {
		kind: 'ticket',
		locale: settings.defaultLocale,
		ticket: {
			number,
			subject: ticket.subject,
			status: { shown: shownStatus[ticket.status], label: say(`status.agent.${ticket.status}`) },
		},
		facts: facts(settings, ticket, say),
		comments: [],
		single: false,
		actions: actions(ticket, say),
		web: { label: say('ticket.web'), url: `${settings.publicUrl}/requests/${number}` },
	}
}

function facts({ defaultLocale, businessHours }: Settings, ticket: Ticket, say: Say): TicketView['facts'] {
	const format = formatOf(defaultLocale, businessHours.timeZone)
	const at = (time: number | undefined) => (time === undefined ? undefined : format.moment(time))
	const { answerDue, solveDue } = openPromises(ticket)
	const open = shownStatus[ticket.status] !== 'solved'
	const rows: { label: string; value: string | undefined }[] = [
		{ label: say('ticket.requester'), value: ticket.requester.name },
		{ label: say('ticket.organization'), value: ticket.organization?.name },
		{ label: say('ticket.assignee'), value: ticket.assignee?.name ?? say('ticket.assignee.none') },
		{ label: say('ticket.priority'), value: say(`priority.${ticket.priority}`) },
		{ label: say('ticket.waiting'), value: open ? at(ticket.waitingSince) : undefined },
		{ label: say('ticket.answerDue'), value: at(answerDue) },
		{ label: say('ticket.solveDue'), value: at(solveDue) },
	]
	return rows.flatMap(({ label, value }) => (value ? [{ label, value }] : []))
}

function actions({ number, assignee, status }: Ticket, say: Say): Action[] {
	const open = { label: say('ticket.open'), command: { do: 'view', number } } as const
	if (status === 'closed') return [open]
	return [
		...(assignee
			? []
			: [{ label: say('ticket.take'), command: { do: 'take' as const, number }, weight: 'main' as const }]),
		{ label: say('ticket.replyTo'), command: { do: 'reply', number } },
		{ label: say('ticket.status'), command: { do: 'status', number } },
		open,
	]
}

/** What is said in a channel of a promise that is about to be missed. */
export function warningOf(
	{ defaultLocale, businessHours }: Settings,
	number: number,
	{ target, due }: { readonly target: 'answer' | 'solve'; readonly due: number },
): string {
	const date = formatOf(defaultLocale, businessHours.timeZone).moment(due)
	return wordsOf(defaultLocale)(`triage.warning.${target}`, { number: String(number), date })
}
