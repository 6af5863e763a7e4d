import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { subjectLength } from '../rules/limits.ts'
import { cutText, isBlank, oneLine } from '../text/rich.ts'
import type { FormView } from '../views/view.ts'
import { refusal } from './message.ts'
import { ticketAfter } from './ticket.ts'
import {
	carriedBy,
	draftText,
	shortened,
	type Writing,
	writingFields,
	writingOf,
	writingRefused,
} from './writing.ts'

/** Opens a request. */
export const newTicket: Definition<'new'> = {
	for: 'connected',
	spoken: {
		words: ['new', 'nuova'],
		usage: 'usage.new',
		does: 'help.new',
		example: 'example.new',
		section: 'requests',
		read: ({ rest }) => {
			const [subject = '', ...lines] = rest.split('\n')
			const text = lines.join('\n').trim()
			return { do: 'new', ...(subject && { subject: subject.trim() }), ...(text && { text }) }
		},
	},
	async run(context, command) {
		const { say, ports, account, actor } = context
		const short = command.sent ? command : await shortened(context, command)
		if (short !== command) return context.run(short)
		const writing = await writingOf(context, command)
		if (!writing) return refusal(context, say('offer.gone'))
		const errors = command.sent ? newRefused(context, command, writing) : undefined
		if (!command.sent || errors) return newForm(context, command, writing, errors)

		const opened = await ports.tickets.open({
			by: account.id,
			via: actor.via,
			...(actor.once && { once: actor.once }),
			subject: oneLine(command.subject ?? ''),
			text: writing.text.trim(),
			files: writing.files,
		})
		// The account was disabled meanwhile: the start page says how to go on.
		if ('refused' in opened) return context.run({ do: 'home' })
		return ticketAfter(context, opened.ticket, say('new.done', { number: String(opened.ticket.number) }))
	},
}

function newRefused(
	context: Connected,
	command: CommandOf<'new'>,
	writing: Writing,
): FormView['errors'] | undefined {
	const { say } = context
	const subject = oneLine(command.subject ?? '')
	const length = [...subject].length
	const errors = {
		...(isBlank(subject) && { subject: say('refused.subject.missing') }),
		...(length > subjectLength && {
			subject: say('refused.subject.long', { count: length, most: subjectLength }),
		}),
		...writingRefused(context, writing),
	}
	return Object.keys(errors).length > 0 ? errors : undefined
}

function newForm(
	context: Connected,
	command: CommandOf<'new'>,
	writing: Writing,
	errors: FormView['errors'],
): FormView {
	const { say, ports } = context
	const subject = oneLine(command.subject ?? '')
	// Typed in one go, a subject too long for one becomes the text, and its beginning the subject.
	const tooLong = !command.sent && [...subject].length > subjectLength
	const first = subject || firstLine(writing)
	const text = tooLong ? [subject, writing.text].filter(Boolean).join('\n\n') : writing.text
	return {
		kind: 'form',
		locale: context.locale,
		title: say('new.title'),
		intro: [say('new.intro', { support: ports.settings.supportName })],
		fields: [
			{
				type: 'line',
				name: 'subject',
				label: say('new.subject'),
				maxLength: subjectLength,
				...(first && { value: command.sent ? first : cutText(first, subjectLength) }),
			},
			...writingFields(context, say('new.text'), { ...writing, text }),
		],
		command: { do: 'new', ...(command.draft && { draft: command.draft }), sent: 'yes' },
		submit: say('new.submit'),
		cancel: say('chat.cancel'),
		...(errors && { errors }),
		actions: [],
		carried: carriedBy(context, writing),
	}

	function firstLine({ draft }: Writing): string {
		return draft ? oneLine(draftText(context, draft).split('\n')[0] ?? '') : ''
	}
}
