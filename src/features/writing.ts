import type { Command } from '../commands/command.ts'
import type { Context } from '../commands/context.ts'
import type { IncomingFile } from '../domain/comment.ts'
import type { Draft } from '../ports/drafts.ts'
import { commentBytes, subjectLength } from '../rules/limits.ts'
import { cutText, isBlank } from '../text/rich.ts'
import type { Field } from '../views/view.ts'
import { fileLimits, filesRefused } from './files.ts'

type Arrived = {
	readonly text?: string | undefined
	readonly files?: readonly IncomingFile[] | undefined
	readonly draft?: string | undefined
}

/** What someone is about to say, put together from a form, what was typed and what came before it. */
export type Writing = {
	readonly text: string
	readonly files: readonly IncomingFile[]
	readonly draft?: Draft
	/** Whether the draft's own text is too long to be edited here, and so goes along as it is. */
	readonly fixed: boolean
	/** Why files of the draft do not come along. */
	readonly leftOut: readonly string[]
}

/**
 * Puts together what was sent.
 * @returns undefined when it names a draft that is no longer kept
 */
export async function writingOf(context: Context, sent: Arrived): Promise<Writing | undefined> {
	const files = sent.files ?? []
	const typed = { text: sent.text ?? '', files, fixed: false, leftOut: [] }
	if (!sent.draft || !context.identity) return typed
	const draft = await context.ports.drafts.find(context.identity, sent.draft)
	if (!draft) return undefined
	const whole = draftText(context, draft)
	const fixed = whole.length > context.actor.textInput
	const text = fixed ? [whole, sent.text].filter(Boolean).join('\n\n') : typed.text
	const { kept, leftOut } = sorted(context, draft.files)
	return { text, files: [...kept, ...files], draft: { ...draft, files: kept }, fixed, leftOut }
}

/** Files that came without a form cannot be chosen again in one, so what cannot be taken is left out. */
function sorted(context: Context, files: readonly IncomingFile[]) {
	const { count } = context.ports.settings.fileLimits
	const refused = (file: IncomingFile) => filesRefused(context, [file], context.ports.settings.fileLimits)
	const fitting = files.filter(file => !refused(file))
	const tooMany = fitting.length > count && filesRefused(context, fitting, context.ports.settings.fileLimits)
	return {
		kept: fitting.slice(0, count),
		leftOut: [...files.map(refused), tooMany].filter(why => typeof why === 'string'),
	}
}

/**
 * The same command, short enough to be carried by a button or a form: what was typed at length in a chat,
 * and files, are kept as a draft. So is a subject that is too long for one, which was a message all along.
 */
export async function shortened(context: Context, command: Command): Promise<Command> {
	const { identity, ports, actor } = context
	if (!identity || (command.do !== 'reply' && command.do !== 'new' && command.do !== 'note')) return command
	const subject = command.do === 'new' ? command.subject : undefined
	const whole = subject !== undefined && [...subject].length > subjectLength
	if (!command.text && !command.files?.length && !whole) return command
	const writing = await writingOf(context, command)
	if (!writing) return command
	const text = [whole && subject, writing.text].filter(Boolean).join('\n\n')
	const draft = await ports.drafts.keep(identity, { text, files: writing.files }, actor.once)
	const { text: _, files: __, ...rest } = command
	if (rest.do !== 'new') return { ...rest, draft }
	const { subject: ___, ...unnamed } = rest
	return { ...unnamed, draft, ...(subject && !whole && { subject }) }
}

/** A draft's text with where it was said. */
export function draftText({ say }: Pick<Context, 'say'>, draft: Draft): string {
	return [draft.text, draft.link && say('new.from', { link: draft.link })].filter(Boolean).join('\n\n')
}

/** Why it cannot be taken, by the field that it concerns. */
export function writingRefused(
	context: Context,
	writing: Writing,
): Readonly<Record<string, string>> | undefined {
	const { say, format, ports } = context
	const text = writing.text.trim()
	const bytes = new TextEncoder().encode(text).length
	if (bytes > commentBytes) {
		return { text: say('refused.text.long', { size: format.size(bytes), most: format.size(commentBytes) }) }
	}
	const files = filesRefused(context, writing.files, ports.settings.fileLimits)
	// Where a place has no file field the files came by themselves, and the text is where it is said.
	if (files) return { [context.actor.fileInput ? 'files' : 'text']: files }
	if (isBlank(text) && writing.files.length === 0) return { text: say('refused.text.missing') }
	return undefined
}

/** The fields for a text and its files. */
export function writingFields(
	context: Context,
	label: string,
	writing: Pick<Writing, 'text' | 'draft' | 'fixed'>,
): Field[] {
	const { say, format, actor } = context
	const limits = fileLimits(context)
	const value = writing.text || (writing.draft && draftText(context, writing.draft))
	const alone = limits !== undefined && writing.draft === undefined
	return [
		{
			type: 'text',
			name: 'text',
			label,
			maxLength: actor.textInput,
			...(alone && { hint: say('reply.text.hint'), optional: 'if another is filled' as const }),
			...(writing.draft && { optional: true }),
			...(value && !writing.fixed && { value }),
		},
		...(limits
			? [
					{
						type: 'files' as const,
						name: 'files',
						label: say('reply.files'),
						hint: say('reply.files.hint', { count: limits.count, size: format.size(limits.bytes) }),
						optional: true,
						most: limits.count,
						bytes: limits.bytes,
					},
				]
			: []),
	]
}

/** What comes along without being chosen or typed in the form, and what does not. */
export function carriedBy({ say, format }: Context, { draft, fixed, leftOut }: Writing): readonly string[] {
	const names = draft?.files.map(file => file.name) ?? []
	return [
		...(draft && fixed ? [say('form.carried.text', { excerpt: cutText(draft.text, 200) })] : []),
		...(names.length > 0 ? [say('form.carried', { count: names.length, names: format.list(names) })] : []),
		...leftOut.map(why => say('form.leftOut', { why })),
	]
}
