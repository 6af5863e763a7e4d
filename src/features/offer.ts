import type { Definition } from '../commands/definition.ts'
import { cutText } from '../text/rich.ts'
import { message, refusal } from './message.ts'

/** Asks what to do with text or files that came without a command. */
export const offer: Definition<'offer'> = {
	for: 'connected',
	async run(context, { draft: id }) {
		const { say, ports, identity, format } = context
		const draft = identity && (await ports.drafts.find(identity, id))
		if (!draft) return refusal(context, say('offer.gone'))
		const names = draft.files.map(file => file.name)
		return message(context, {
			tone: 'question',
			title: say('offer.title'),
			paragraphs: [
				...(draft.text ? [say('offer.text', { excerpt: cutText(draft.text, 200) })] : []),
				...(names.length > 0 ? [say('offer.files', { count: names.length, names: format.list(names) })] : []),
			],
			actions: [
				{ label: say('offer.new'), command: { do: 'new', draft: id }, weight: 'main' },
				{ label: say('offer.reply'), command: { do: 'reply', draft: id } },
				{ label: say('offer.discard'), command: { do: 'discard', draft: id } },
			],
		})
	},
}

/** Forgets it. */
export const discard: Definition<'discard'> = {
	for: 'anyone',
	async run(context, { draft }) {
		const { say, ports, identity } = context
		if (identity) await ports.drafts.drop(identity, draft)
		return message(context, { tone: 'done', title: say('offer.discarded') })
	},
}
