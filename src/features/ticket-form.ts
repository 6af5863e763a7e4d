import type { Connected } from '../commands/context.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { Action, FormView } from '../views/view.ts'

/** The way back to the request that something is about. */
export function backToTicket({ say }: Pick<Connected, 'say'>, number: number): Action {
	return { label: say('ticket.conversation'), command: { do: 'view', number } }
}

/** A form about one request: which it is comes first, and the way back to its page last. */
export function ticketForm(
	context: Pick<Connected, 'say' | 'locale'>,
	{ number, subject }: Pick<Ticket, 'number' | 'subject'>,
	form: Pick<FormView, 'title' | 'fields' | 'command' | 'submit'> &
		Partial<Pick<FormView, 'intro' | 'actions' | 'carried' | 'cancel'>> & {
			readonly errors?: FormView['errors'] | undefined
		},
): FormView {
	const { say, locale } = context
	const { intro = [], actions = [], carried = [], cancel = say('chat.cancel'), errors, ...rest } = form
	return {
		kind: 'form',
		locale,
		...rest,
		intro: [say('reply.about', { number: String(number), subject }), ...intro],
		cancel,
		...(errors && { errors }),
		actions: [...actions, backToTicket(context, number)],
		carried,
	}
}
