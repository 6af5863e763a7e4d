import type { Account, Locale } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import type { Ports } from '../ports/index.ts'
import type { View } from '../views/view.ts'
import type { Format } from '../words/format.ts'
import type { Say } from '../words/index.ts'
import type { Actor } from './actor.ts'
import type { Command, CommandName } from './command.ts'
import type { Spoken } from './definition.ts'

/** All that a feature needs to answer one command. */
export type Context = {
	readonly ports: Ports
	readonly actor: Actor
	/** The chat identity that asks; absent on the web. */
	readonly identity: Identity | undefined
	/** Absent while the identity is not connected. */
	readonly account: Account | undefined
	readonly locale: Locale
	readonly say: Say
	readonly format: Format
	/** What the chat tells of the person. */
	readonly chat: { readonly name: string; readonly timeZone?: string }
	/** How each command of the table is typed, for the help. */
	readonly spoken: readonly Spoken<CommandName>[]
	/** Answers another command for the same person, with what was just changed read again. */
	readonly run: (command: Command) => Promise<View>
}

/** The context of someone who is connected or signed in. */
export type Connected = Context & { readonly account: Account }

/** What saying something to someone takes, whether they asked or not. */
export type Speaking = Pick<Connected, 'ports' | 'account' | 'locale' | 'say' | 'format'>
