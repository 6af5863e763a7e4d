import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { normalizeEmail } from '../rules/email.ts'
import { subjectLength } from '../rules/limits.ts'
import { cutText, isBlank, oneLine } from '../text/rich.ts'
import type { FormView } from '../views/view.ts'
import { actOf } from './acting.ts'
import { emailRefused } from './asking.ts'
import { refusal } from './message.ts'
import { forForm, onBehalf } from './on-behalf.ts'
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
		agents: { usage: 'usage.new.agents', does: 'help.new.agents', example: 'example.new.agents' },
		section: 'requests',
		read: ({ rest }) => {
			const [subject = '', ...lines] = rest.split('\n')
			const text = lines.join('\n').trim()
			return { do: 'new', ...(subject && { subject: subject.trim() }), ...(text && { text }) }
		},
	},
	async run(context, asked) {
		const { say, ports } = context
		const command = onBehalf(context, asked)
		if (!command) return refusal(context, say('refused.role'))
		const short = command.sent ? command : await shortened(context, command)
		if (short !== command) return context.run(short)
		const writing = await writingOf(context, command)
		if (!writing) return refusal(context, say('offer.gone'))
		const errors = command.sent ? newRefused(context, command, writing) : undefined
		if (!command.sent || errors) return newForm(context, command, writing, errors)

		const requester = command.requester === undefined ? undefined : normalizeEmail(command.requester)
		const opened = await ports.tickets.open({
			...actOf(context),
			...(requester !== undefined && { requester }),
			subject: oneLine(command.subject ?? ''),
			text: writing.text.trim(),
			files: writing.files,
		})
		if ('refused' in opened) {
			if (opened.refused === 'disabled') return newForm(context, command, writing, undefined)
			if (opened.refused === 'forbidden') return refusal(context, say('refused.role'))
			// The account was disabled meanwhile: the start page says how to go on.
			return context.run({ do: 'home' })
		}
		const { ticket } = opened
		const number = String(ticket.number)
		const { name } = ticket.requester
		const own = ticket.requester.id === context.account.id
		return ticketAfter(
			context,
			ticket,
			own ? say('new.done', { number }) : say('new.done.for', { number, name }),
		)
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
		...(command.requester !== undefined &&
			!normalizeEmail(command.requester) && { requester: emailRefused(say, command.requester) }),
		...(isBlank(subject) && { subject: say('refused.subject.missing') }),
		...(length > subjectLength && {
			subject: say('refused.subject.long', { count: length, most: subjectLength }),
		}),
		...writingRefused(context, writing),
	}
	return Object.keys(errors).length > 0 ? errors : undefined
}

async function newForm(
	context: Connected,
	command: CommandOf<'new'>,
	writing: Writing,
	errors: FormView['errors'],
): Promise<FormView> {
	const { say, ports } = context
	const whose = context.account.role === 'user' ? undefined : await forForm(context, command.requester)
	const refused = { ...(whose?.refused && { requester: whose.refused }), ...errors }
	const subject = oneLine(command.subject ?? '')
	// Typed in one go, a subject too long for one becomes the text, and its beginning the subject.
	const tooLong = !command.sent && [...subject].length > subjectLength
	const first = subject || firstLine(writing)
	const text = tooLong ? [subject, writing.text].filter(Boolean).join('\n\n') : writing.text
	return {
		kind: 'form',
		locale: context.locale,
		title: say('new.title'),
		intro: [whose?.intro ?? say('new.intro', { support: ports.settings.supportName })],
		fields: [
			...(whose ? [whose.field] : []),
			{
				type: 'line',
				name: 'subject',
				label: say('new.subject'),
				maxLength: subjectLength,
				...(first && { value: command.sent ? first : cutText(first, subjectLength) }),
			},
			...writingFields(context, say(whose?.intro ? 'reply.text' : 'new.text'), { ...writing, text }),
		],
		command: { do: 'new', ...(command.draft && { draft: command.draft }), sent: 'yes' },
		submit: say('new.submit'),
		cancel: say('chat.cancel'),
		...(Object.keys(refused).length > 0 && { errors: refused }),
		actions: [],
		carried: carriedBy(context, writing),
	}

	function firstLine({ draft }: Writing): string {
		return draft ? oneLine(draftText(context, draft).split('\n')[0] ?? '') : ''
	}
}
