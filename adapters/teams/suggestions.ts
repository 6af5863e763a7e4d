import { table } from '../../src/commands/table.ts'
import type { View } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import { suggestions } from './limits.ts'
import type { Outgoing } from './turn.ts'

type Suggestion = { readonly title: string; readonly value: string }

/** A few words to go on with, below an answer to what was typed; they are sent as if typed. */
export function suggestedActions(view: View, to: string | undefined): Outgoing['suggestedActions'] {
	const offered = suggestionsOf(view).slice(0, suggestions)
	if (!to || offered.length === 0) return undefined
	return { to: [to], actions: offered.map(one => ({ type: 'imBack', ...one })) }
}

function suggestionsOf(view: View): readonly Suggestion[] {
	const say = wordsOf(view.locale)
	const all = {
		mine: { title: say('scope.requested'), value: 'mine' },
		new: { title: say('new.action'), value: wordOf('new') },
		connect: { title: say('connect.action'), value: wordOf('connect') },
		help: { title: say('help.action'), value: wordOf('help') },
	}
	// A form waits to be filled in, a question to be answered.
	if (view.kind === 'form') return []
	if (view.kind === 'message' && view.tone === 'question') return []
	if (view.kind === 'home' && view.lists.length === 0) return [all.connect, all.help]
	if (view.kind === 'list') return [all.new, all.help]
	return [all.mine, all.new, all.help]
}

function wordOf(name: 'new' | 'connect' | 'help'): string {
	return table[name].spoken?.words[0] ?? name
}
