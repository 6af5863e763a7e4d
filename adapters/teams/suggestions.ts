import type { Spoken } from '../../src/commands/definition.ts'
import type { CommandName } from '../../src/commands/command.ts'
import { table } from '../../src/commands/table.ts'
import type { View } from '../../src/views/view.ts'
import { type PlainKey, wordsOf } from '../../src/words/index.ts'
import { suggestions } from './limits.ts'
import type { Outgoing } from './turn.ts'
import { wordIn } from './word.ts'

type Offered = 'list' | 'new' | 'connect' | 'help'

const titles: Readonly<Record<Offered, PlainKey>> = {
	list: 'scope.requested',
	new: 'new.action',
	connect: 'connect.action',
	help: 'help.action',
}

/** A few words to go on with, below an answer to what was typed; they are sent as if typed. */
export function suggestedActions(view: View, to: string | undefined): Outgoing['suggestedActions'] {
	const offered = offeredWith(view).slice(0, suggestions)
	if (!to || offered.length === 0) return undefined
	const say = wordsOf(view.locale)
	return {
		to: [to],
		actions: offered.map(name => {
			const spoken = table[name].spoken as Spoken<CommandName> | undefined
			const value = spoken ? wordIn(spoken, view.locale) : name
			return { type: 'imBack', title: say(titles[name]), value }
		}),
	}
}

function offeredWith(view: View): readonly Offered[] {
	// A form waits to be filled in, a question to be answered.
	if (view.kind === 'form') return []
	if (view.kind === 'message' && view.tone === 'question') return []
	// Who is told to connect can do nothing else yet.
	if (view.actions.some(({ command }) => command.do === 'connect')) return ['connect', 'help']
	if (view.kind === 'list') return ['new', 'help']
	if (view.kind === 'help') return ['list', 'new']
	return ['list', 'new', 'help']
}
