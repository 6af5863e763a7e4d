import type { InputBlock, InputBlockElement, KnownBlock } from '@slack/types'
import { type Command, readCommandText } from '../../../src/commands/command.ts'
import type { Field, FormView } from '../../../src/views/view.ts'
import { limits } from '../limits.ts'
import { buttons, commandText, saidBlocks, section, small } from './elements.ts'
import { cut, plain } from './text.ts'

/** The form itself, for a modal. */
export function formBlocks(view: FormView): KnownBlock[] {
	return [
		...saidBlocks(view.said),
		...view.intro.map(paragraph => section(paragraph)),
		...view.fields.flatMap(field => fieldBlocks(view, field)),
		...view.carried.map(small),
		...buttons(view.actions),
	]
}

/**
 * What a form carries: its command, and where the message is whose button opened it, if there is room.
 * @throws RangeError when the command itself has no room, for a part of it would be another command
 */
export function metadata(command: Command, from: string | undefined): string {
	const alone = commandText(command, limits.view.metadata)
	if (alone === undefined) throw new RangeError(`a form cannot carry ${command.do}`)
	const both = JSON.stringify({ ...command, from })
	return both.length <= limits.view.metadata ? both : alone
}

/** Reads what {@link metadata} wrote. */
export function readMetadata(text: string | undefined): {
	readonly command: Command | undefined
	readonly from: string | undefined
} {
	const command = readCommandText(text)
	if (!text || !command) return { command: undefined, from: undefined }
	const { from } = JSON.parse(text) as { readonly from?: unknown }
	return { command, from: typeof from === 'string' ? from : undefined }
}

/**
 * The id of a field's block: its name, and which form it is on. Slack keeps what was typed into a block that
 * has the same id in the next view, which is right for the same form and wrong for another.
 */
export function fieldBlockId(name: string, command: Command): string {
	const about = 'number' in command && command.number !== undefined ? `:${command.number}` : ''
	const draft = 'draft' in command && command.draft ? `:${command.draft}` : ''
	const saved = 'saved' in command && command.saved ? `:${command.saved}` : ''
	return `${name}:${command.do}${about}${draft}${saved}`.slice(0, limits.blockId)
}

/** The field that a block stands for. */
export function fieldName(blockId: string): string {
	return blockId.split(':', 1)[0] ?? ''
}

function fieldBlocks(view: FormView, field: Field): KnownBlock[] {
	const element = elementOf(field)
	if (!element) return []
	const error = view.errors?.[field.name]
	const input: InputBlock = {
		type: 'input',
		block_id: fieldBlockId(field.name, view.command),
		label: plain(field.label, limits.input.label),
		...(field.hint && { hint: plain(field.hint, limits.input.hint) }),
		...(field.optional && { optional: true }),
		element,
	}
	return error ? [section(`⚠️ ${error}`), input] : [input]
}

function elementOf(field: Field): InputBlockElement | undefined {
	switch (field.type) {
		// An email_text_input would check the address in Slack's words and language, and refuse some that are good.
		case 'line':
		case 'text':
		case 'email':
		case 'code': {
			const most = Math.min(field.maxLength ?? limits.textInput, limits.textInput)
			return {
				type: 'plain_text_input',
				action_id: 'value',
				max_length: most,
				...(field.type === 'text' && { multiline: true }),
				...(field.value && { initial_value: plain(field.value, most).text }),
				...(field.placeholder && { placeholder: plain(field.placeholder, limits.select.placeholder) }),
			}
		}
		case 'choice': {
			const options = field.options.slice(0, limits.select.options).map(({ value, label }) => ({
				text: plain(label, limits.option.text),
				value: cut(value, limits.option.value),
			}))
			const initial = options.find(option => option.value === field.value)
			return options.length === 0
				? undefined
				: {
						type: 'static_select',
						action_id: 'value',
						options,
						...(initial && { initial_option: initial }),
					}
		}
		case 'files':
			return {
				type: 'file_input',
				action_id: 'value',
				max_files: Math.max(1, Math.min(field.most, limits.files.count)),
			}
	}
}
