import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import type { SavedAnswer } from '../ports/answers.ts'
import { answersShown, savedAnswer } from '../rules/limits.ts'
import { folded } from '../text/folded.ts'
import { cutText, isBlank, oneLine } from '../text/rich.ts'
import type { Action, FormView, MessageView, View } from '../views/view.ts'
import { actOf } from './acting.ts'
import { message, refusal } from './message.ts'
import { tooMuch } from './numbers.ts'
import { blanks } from './saved.ts'
import { backToTicket } from './ticket-form.ts'
import { shortened } from './writing.ts'

/** For agents: the answers that are given often, to be changed; or, for a request, to begin an answer with. */
export const answers: Definition<'answers'> = {
	for: 'agents',
	spoken: {
		words: ['answers', 'risposte'],
		usage: 'usage.answers',
		does: 'help.answers',
		section: 'agents',
		read: ({ rest }) => ({ do: 'answers', ...(rest && { search: rest }) }),
	},
	run: async (context, command) => {
		const { do: _, number, next: __, search, from, ...held } = command
		const where = { ...(search && { search }), ...(from && { from }) }
		if (number === undefined) return answersView(context, where)
		const writing = await shortened(context, { do: 'reply', number, ...held })
		return answersView(context, where, writing.do === 'reply' ? { ...writing, number } : undefined)
	},
}

/** For agents: one of them, new or changed or removed. */
export const answer: Definition<'answer'> = {
	for: 'agents',
	spoken: {
		words: ['answer', 'risposta'],
		usage: 'usage.answer',
		does: 'help.answer',
		section: 'agents',
		read: ({ rest }) => (rest ? tooMuch('usage.answer', rest) : { do: 'answer' }),
	},
	async run(context, command) {
		const { say, ports } = context
		const kept = command.id === undefined ? undefined : await ports.answers.find(command.id)
		if (command.id !== undefined && !kept) return gone(context, command)
		if (command.remove && kept) return remove(context, kept, command.sure === 'yes')
		if (!command.sent) return answerForm(context, command, kept)
		const errors = answerRefused(context, command)
		if (errors) return answerForm(context, command, kept, errors)
		const done = await ports.answers.save({
			...actOf(context),
			...(kept && { id: kept.id }),
			name: oneLine(command.name ?? ''),
			text: (command.text ?? '').trim(),
		})
		if (done === 'forbidden') return refusal(context, say('refused.role'))
		if (done === 'gone') return gone(context, command)
		if (done === 'taken') return answerForm(context, command, kept, { name: say('answer.taken') })
		return { ...(await answersView(context)), said: say('answer.saved', { name: done.name }) }
	},
}

/** It was removed meanwhile: what was typed is kept, and becomes a new one only when it is sent once more. */
function gone(context: Connected, command: CommandOf<'answer'>): View {
	const { say } = context
	if (!command.sent) return refusal(context, say('answer.gone'), [allAction(context)])
	const form = answerForm(context, command, undefined)
	return { ...form, intro: [say('answer.gone.meanwhile'), ...form.intro] }
}

type Where = Pick<CommandOf<'answers'>, 'search' | 'from'>

/**
 * A page of them, by name.
 * @param where what their names or texts hold, and how many stand before
 * @param to the answer that one of them is to go into, with what stands there already
 */
async function answersView(
	context: Connected,
	{ search, from = 0 }: Where = {},
	to?: CommandOf<'reply'> & { readonly number: number },
): Promise<MessageView> {
	const { say, ports } = context
	const sought = folded(search ?? '')
		.split(/\s+/)
		.filter(Boolean)
	const all = (await ports.answers.all()).filter(({ name, text }) => {
		const held = folded(`${name} ${text}`)
		return sought.every(word => held.includes(word))
	})
	const shown = all.slice(from, from + answersShown)
	const list = (where: Where): CommandOf<'answers'> => {
		const { do: _, saved: __, sent: ___, ...held } = to ?? { do: 'reply' }
		return { ...held, do: 'answers', ...where }
	}
	const page = (from: number) => list({ ...(search && { search }), ...(from > 0 && { from }) })
	return message(context, {
		tone: 'info',
		title: say('answers.title'),
		paragraphs: [
			...(search ? [say('list.searched', { words: search })] : []),
			...(shown.length === 0 ? [say(search ? 'answers.none.found' : 'answers.none')] : []),
			...(all.length > shown.length && shown.length > 0
				? [say('answers.page', { from: from + 1, to: from + shown.length, count: all.length })]
				: []),
		],
		facts: shown.map(({ name, text }) => ({ label: name, value: cutText(oneLine(text), 100) })),
		actions: [
			...shown.map(
				({ id, name }): Action => ({
					label: name,
					command: to === undefined ? { do: 'answer', id } : { ...to, saved: id },
				}),
			),
			...(from > 0
				? [{ label: say('queue.previous'), command: page(Math.max(0, from - answersShown)) }]
				: []),
			...(from + shown.length < all.length
				? [{ label: say('queue.next'), command: page(from + answersShown) }]
				: []),
			...(search ? [{ label: say('list.search.clear'), command: list({}) }] : []),
			to === undefined
				? { label: say('answers.new'), command: { do: 'answer' }, weight: 'main' }
				: wayBack(context, to),
		],
	})
}

/** To what is being written, as it stands; where it has no draft to come back from, to the request. */
function wayBack(context: Connected, to: CommandOf<'reply'> & { readonly number: number }): Action {
	// With a text in it the command is the answer itself.
	if (to.text !== undefined || to.files !== undefined) return backToTicket(context, to.number)
	return { label: context.say('ticket.replyTo'), command: to }
}

async function remove(context: Connected, { id, name }: SavedAnswer, sure: boolean): Promise<View> {
	const { say, ports } = context
	if (!sure) {
		return message(context, {
			tone: 'question',
			title: say('answer.remove.title'),
			paragraphs: [say('answer.remove.explain', { name })],
			actions: [
				{
					label: say('answer.remove'),
					command: { do: 'answer', id, remove: 'yes', sure: 'yes' },
					weight: 'danger',
				},
				allAction(context),
			],
		})
	}
	const done = await ports.answers.remove({ ...actOf(context), id })
	if (done === 'forbidden') return refusal(context, say('refused.role'))
	if (done === 'none') return refusal(context, say('answer.gone'), [allAction(context)])
	return { ...(await answersView(context)), said: say('answer.removed', { name }) }
}

function allAction({ say }: Connected): Action {
	return { label: say('answers.title'), command: { do: 'answers' } }
}

function answerRefused({ say }: Connected, command: CommandOf<'answer'>): FormView['errors'] | undefined {
	const name = oneLine(command.name ?? '')
	const text = command.text ?? ''
	const errors = {
		...(isBlank(name) && { name: say('answer.name.missing') }),
		...(name.length > savedAnswer.name && { name: say('answer.long', { most: savedAnswer.name }) }),
		...(isBlank(text) && { text: say('answer.text.missing') }),
		...(text.length > savedAnswer.text && { text: say('answer.long', { most: savedAnswer.text }) }),
	}
	return Object.keys(errors).length > 0 ? errors : undefined
}

function answerForm(
	context: Connected,
	command: CommandOf<'answer'>,
	kept: SavedAnswer | undefined,
	errors?: FormView['errors'],
): FormView {
	const { say } = context
	const name = command.sent ? command.name : (command.name ?? kept?.name)
	const text = command.sent ? command.text : (command.text ?? kept?.text)
	return {
		kind: 'form',
		locale: context.locale,
		title: say('answer.title'),
		intro: [say('answer.explain', blanks)],
		fields: [
			{
				type: 'line',
				name: 'name',
				label: say('answer.name'),
				hint: say('answer.name.hint'),
				maxLength: savedAnswer.name,
				...(name && { value: name }),
			},
			{
				type: 'text',
				name: 'text',
				label: say('answer.text'),
				maxLength: savedAnswer.text,
				...(text && { value: text }),
			},
		],
		command: { do: 'answer', ...(kept && { id: kept.id }), sent: 'yes' },
		submit: say('answer.submit'),
		cancel: say('chat.cancel'),
		...(errors && { errors }),
		actions: [
			...(kept
				? [
						{
							label: say('answer.remove'),
							command: { do: 'answer' as const, id: kept.id, remove: 'yes' as const },
							weight: 'danger' as const,
						},
					]
				: []),
			allAction(context),
		],
		carried: [],
	}
}
