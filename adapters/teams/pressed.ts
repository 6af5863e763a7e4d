import { type Command, readCommand } from '../../src/commands/command.ts'
import { noChoice } from './render/list.ts'

/** What a button asks, read anew each time: a card can come back altered. */
export type Pressed =
	| { readonly command: Command; readonly part: number }
	| { readonly file: string }
	| { readonly cancel: true }
	| undefined

/** @param data what the button carried together with what was filled in */
export function readPressed(data: unknown): Pressed {
	if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
	const { command, part, file, cancel, msteams: _, ...inputs } = data as Record<string, unknown>
	if (cancel === 'yes') return { cancel: true }
	if (typeof file === 'string') return { file }
	if (typeof command !== 'object' || command === null || Array.isArray(command)) return undefined
	const { do: name, next } = command as Record<string, unknown>
	const typed = Object.entries(inputs).map(([key, value]) => [key, value === noChoice ? undefined : value])
	const read = readCommand({ ...command, ...Object.fromEntries(typed), do: name, next })
	return read && { command: read, part: typeof part === 'number' && Number.isFinite(part) ? part : 1 }
}
