import { readNumber, tooMuch } from '../features/numbers.ts'
import { cutText } from '../text/rich.ts'
import type { Say } from '../words/index.ts'
import type { Command, CommandName } from './command.ts'
import type { Spoken } from './definition.ts'
import { table } from './table.ts'

/** How each command is typed, in the table's order. */
export const spoken: readonly Spoken<CommandName>[] = Object.values(table).flatMap(({ spoken }) =>
	spoken ? [spoken as Spoken<CommandName>] : [],
)

/** Which row a typed word belongs to; the first one that claims it has it. */
const byWord = new Map<string, Spoken<CommandName>>()
for (const row of spoken) {
	for (const word of row.words) if (!byWord.has(word)) byWord.set(word, row)
}

/** What to name when a word is unknown, in the person's language: what each usage begins with. */
function wordsKnown(say: Say): string {
	const first = spoken.flatMap(({ usage, section }) => {
		// Whoever it is may be no agent.
		if (section === 'agents') return []
		const line = say(usage)
		const choices = /^\[([^\]]+)\]/.exec(line)?.[1]
		return choices?.split(' | ') ?? line.split(' ', 1)
	})
	return [...new Set(first)].join(', ')
}

/**
 * Reads what a person typed, without what stands before it (`/tickets`).
 * @returns the command, or what is the matter with it in the person's language
 */
export function parseWords(
	text: string,
): Command | { readonly misread: (say: Say, prefix: string) => string } {
	const all = text.trim()
	const [first = ''] = all.split(/\s+/, 1)
	if (!first) return { do: 'list', scope: 'requested' }
	const number = readNumber(first)
	if (number && first === all) return { do: 'view', number }
	const word = first.toLowerCase()
	const rest = all.slice(first.length).trim()
	const typed = { word, rest, words: rest ? rest.split(/\s+/) : [] }
	// `cc` is the list of what one is copied on, and with a number who is copied on that.
	const row = word === 'cc' && readNumber(typed.words[0]) ? table.cc.spoken : byWord.get(word)
	if (row) return row.read(typed)
	if (number) {
		return tooMuch('usage.view', rest)
	}
	return {
		misread: say => say('refused.word', { word: cutText(first, 80), words: wordsKnown(say) }),
	}
}

/**
 * Whether a text is a command and not something to say: it reads as one, or it is short, begins with a word
 * of the table and only misses something.
 */
export function isSpoken(text: string): boolean {
	if (!text.trim()) return false
	if (!('misread' in parseWords(text))) return true
	const words = text.trim().split(/\s+/)
	return words.length <= 2 && byWord.has(words[0]?.toLowerCase() ?? '')
}
