import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { Opened, Refused } from '../ports/tickets.ts'
import { commentBytes } from '../rules/limits.ts'
import { isBlank } from '../text/rich.ts'
import type { MessageView } from '../views/view.ts'
import { actOf } from './acting.ts'
import { message, refusal } from './message.ts'

/** A message that became a comment was changed where it was written, and the comment changes with it. */
export const edit: Definition<'edit'> = {
	for: 'connected',
	async run(context, { text = '', restore }) {
		const { say, ports, format, actor } = context
		if (!actor.source) return nothing(context)
		const bytes = new TextEncoder().encode(text).length
		if (bytes > commentBytes) {
			return refusal(
				context,
				say('refused.text.long', { size: format.size(bytes), most: format.size(commentBytes) }),
			)
		}
		if (isBlank(text)) return nothing(context)
		const change = { source: actor.source, text, ...(restore && { restore: true }) }
		return after(context, await ports.tickets.editComment({ ...actOf(context), ...change }))
	},
}

/** A message that became a comment was deleted where it was written. */
export const withdraw: Definition<'withdraw'> = {
	for: 'connected',
	async run(context) {
		const { ports, actor } = context
		if (!actor.source) return nothing(context)
		return after(context, await ports.tickets.withdrawComment({ ...actOf(context), source: actor.source }))
	},
}

function after(context: Connected, done: Opened | Refused): MessageView {
	if (!('refused' in done)) {
		return message(context, {
			tone: 'done',
			title: context.say('notice.title.state', { number: String(done.ticket.number) }),
		})
	}
	return done.refused === 'closed' ? refusal(context, context.say('edit.closed')) : nothing(context)
}

/** Most messages that are changed in a chat never were a comment: nothing is to be said of them. */
function nothing(context: Connected): MessageView {
	return message(context, { tone: 'refused', title: context.say('refused.title') })
}
