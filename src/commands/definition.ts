import type { View } from '../views/view.ts'
import type { PlainKey, Say } from '../words/index.ts'
import type { Command, CommandName, CommandOf } from './command.ts'
import type { Connected, Context } from './context.ts'

/** Why what was typed is not a command, in the person's words. */
export type Misread = { readonly misread: (say: Say, prefix: string) => string }

/** What was typed, taken apart. */
export type Typed = {
	/** The first word, in lower case. */
	readonly word: string
	/** Whatever follows it, as it was typed. */
	readonly rest: string
	/** The same, split at white space. */
	readonly words: readonly string[]
}

export const sections = ['requests', 'account', 'preferences', 'agents'] as const

/** How a command is typed and explained; commands that only buttons ask have none. */
export type Spoken<N extends CommandName> = {
	/** The first is the word of the help; the others are taken too. */
	readonly words: readonly string[]
	readonly usage: PlainKey
	readonly does: PlainKey
	readonly example?: PlainKey
	/** For agents, whose words do more. */
	readonly agents?: { readonly usage: PlainKey; readonly does: PlainKey; readonly example: PlainKey }
	readonly section: (typeof sections)[number]
	read(typed: Typed): CommandOf<N> | Misread
}

/** One row of the table of commands. */
export type Definition<N extends CommandName = CommandName> = {
	readonly spoken?: Spoken<N>
} & (
	| { readonly for: 'anyone'; run(context: Context, command: Asked<N>): Promise<View> }
	| { readonly for: 'connected' | 'agents'; run(context: Connected, command: Asked<N>): Promise<View> }
)

/** A command with what waits behind it. */
export type Asked<N extends CommandName> = CommandOf<N> & { readonly next?: Command }
