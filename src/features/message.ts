import type { Context } from '../commands/context.ts'
import type { MessageView } from '../views/view.ts'

type Says = Pick<Context, 'locale'>

/** A message view with only what it needs said. */
export function message(
	context: Says,
	view: Pick<MessageView, 'tone' | 'title'> &
		Partial<Omit<MessageView, 'kind' | 'locale' | 'tone' | 'title'>>,
): MessageView {
	return {
		kind: 'message',
		locale: context.locale,
		paragraphs: [],
		facts: [],
		actions: [],
		links: [],
		...view,
	}
}

/** Nothing has changed, and why. */
export function refusal(
	context: Says & Pick<Context, 'say'>,
	why: string,
	actions: MessageView['actions'] = [],
): MessageView {
	return message(context, {
		tone: 'refused',
		title: context.say('refused.title'),
		paragraphs: [why],
		actions,
	})
}
