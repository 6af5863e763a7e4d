import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Comment } from '../domain/comment.ts'
import type { Ticket } from '../domain/ticket.ts'
import { answersShown } from '../rules/limits.ts'
import { followingStatuses } from '../rules/status.ts'
import { parseMarkdown } from '../text/markdown.ts'
import { cutText, oneLine, plainText } from '../text/rich.ts'
import type { Action, Field } from '../views/view.ts'
import { filledIn } from './saved.ts'
import { keepSeen } from './seen.ts'
import { draftText, type Writing } from './writing.ts'

/** How many saved answers have a button of their own in a chat; the others are a press away. */
const savedInChat = 5
const excerptLength = 300
/** How many comments are read at a time to find an answer among them. */
const readAtOnce = 50
/** How many who are copied are named. */
const copiedShown = 3

/** What an agent may set while answering. */

/** What an agent's form for an answer has beside everyone's. */
export async function deskForm(
	context: Connected,
	ticket: Ticket,
	command: CommandOf<'reply'>,
	writing: Writing,
): Promise<{
	readonly intro: readonly string[]
	readonly fields: readonly Field[]
	readonly actions: readonly Action[]
	readonly carries: Pick<CommandOf<'reply'>, 'saved' | 'seen'>
	/** With a saved answer's text after what stands there already, where one was chosen. */
	readonly writing: Writing
}> {
	const { say, ports } = context
	const { number } = ticket
	const saved = await ports.answers.all()
	// A page has room for all, and files chosen in it would not come along to another.
	const savedShown = context.identity ? savedInChat : answersShown
	const seen =
		command.seen ?? (await ports.tickets.seen(context.account.id, ticket.id)) ?? ticket.lastSequence
	const chosen = saved.find(({ id }) => id === command.saved)
	const held = chosen && !command.sent ? await withSaved(context, ticket, chosen, writing) : { writing }
	const rest = {
		number,
		seen,
		...(command.status && { status: command.status }),
		// What is in the field comes along by itself, and may have been cleared.
		...(command.draft && (writing.fixed || writing.files.length > 0) && { draft: command.draft }),
	}
	const status: Field = {
		type: 'choice',
		name: 'status',
		label: say('reply.status'),
		options: [
			{
				value: 'same',
				label: say(ticket.status === 'new' ? 'reply.status.opens' : 'reply.status.same', {
					status: say(`status.agent.${ticket.status}`),
				}),
			},
			...followingStatuses
				.filter(one => one !== ticket.status && (ticket.status !== 'new' || one !== 'open'))
				.map(one => ({ value: one, label: say(`status.agent.${one}`) })),
		],
		value: command.status ?? 'same',
	}
	return {
		intro: [
			goesTo(context, ticket),
			...(held.writing ? [] : [say('reply.saved.long', { name: chosen?.name ?? '' })]),
		],
		fields: ticket.status === 'closed' ? [] : [status],
		actions: [
			...saved.slice(0, savedShown).map(
				({ id, name }): Action => ({
					label: name,
					command: { do: 'reply', saved: id, ...rest },
					keeps: true,
				}),
			),
			...(context.identity && saved.length > savedShown
				? [{ label: say('answers.all'), command: { do: 'answers' as const, ...rest }, keeps: true as const }]
				: []),
		],
		carries: {
			...(chosen && { saved: chosen.id }),
			seen,
		},
		writing: held.writing ?? writing,
	}
}

/** Who reads an answer, by name; of many who are copied the first. */
function goesTo({ say, format }: Connected, { requester: { name }, ccs }: Ticket): string {
	if (ccs.length === 0) return say('reply.to.alone', { name })
	const named = ccs.length > copiedShown + 1 ? ccs.slice(0, copiedShown) : ccs
	const others = ccs.length - named.length
	const names = named.map(person => person.name)
	return say('reply.to', {
		name,
		names: format.list(others > 0 ? [...names, say('reply.to.others', { count: others })] : names),
	})
}

/**
 * A saved answer's text goes after what stands in the field, once; where both do not fit into it, what someone wrote
 * stays and the answer does not come: then there is no writing in what is returned.
 */
async function withSaved(
	context: Connected,
	ticket: Ticket,
	answer: Parameters<typeof filledIn>[1],
	writing: Writing,
): Promise<{ readonly writing?: Writing }> {
	const filled = await filledIn(context, answer, ticket)
	// What is too long for the field goes along as it is, and the field is for what follows it.
	if (writing.fixed) return { writing: { ...writing, text: filled, fixed: false } }
	const own = writing.text || (writing.draft ? draftText(context, writing.draft) : '')
	const text = own.includes(filled) ? own : [own, filled].filter(Boolean).join('\n\n')
	return text.length > context.actor.textInput ? {} : { writing: { ...writing, text } }
}

/** What another agent has answered since, to be read before one's own is sent all the same. */
export async function overtakenBy(
	context: Connected,
	ticket: Ticket,
	seen: number,
): Promise<{ readonly ticket: Ticket; readonly said: string }> {
	const { say, ports, account } = context
	const now = (await ports.tickets.find(account, ticket.number)) ?? ticket
	const other = await newestAnswer(context, ticket, seen)
	await keepSeen(context, ticket, now.lastSequence)
	const excerpt = cutText(oneLine(plainText(parseMarkdown(other?.text ?? ''))), excerptLength)
	return { ticket: now, said: say('reply.overtaken', { name: other?.author.name ?? '', excerpt }) }
}

/** The last thing that another agent has said to the requester since, and has not taken back. */
async function newestAnswer(
	{ ports, account }: Connected,
	ticket: Ticket,
	seen: number,
): Promise<Comment | undefined> {
	for (let before: number | undefined; before === undefined || before > seen + 1; ) {
		const { comments } = await ports.tickets.conversation(account, ticket.id, {
			...(before !== undefined && { before }),
			size: readAtOnce,
		})
		const other = comments.findLast(
			({ sequence, author, public: open, withdrawn }) =>
				sequence > seen && open && !withdrawn && author.role !== 'user' && author.id !== account.id,
		)
		if (other || !comments[0]) return other
		before = comments[0].sequence
	}
	return undefined
}
