import type { Context } from '../commands/context.ts'
import type { Misread, Typed } from '../commands/definition.ts'
import type { Action, MessageView } from '../views/view.ts'
import { cutText, oneLine } from '../text/rich.ts'
import type { PlainKey } from '../words/index.ts'
import { refusal } from './message.ts'

/** Reads a request's number as people write it: `1042` or `#1042`. */
export function readNumber(word: string | undefined): number | undefined {
	const digits = /^#?(\d{1,15})$/.exec(word ?? '')?.[1]
	const number = Number(digits)
	return digits && number > 0 ? number : undefined
}

/** Reads the number that a word needs, or says how it is written. */
export function neededNumber(typed: Typed): { readonly number: number } | Misread {
	const first = typed.words[0]
	const number = readNumber(first)
	if (number) return { number }
	return {
		misread: (say, prefix) => {
			const example = `${prefix}${typed.word} 1042`
			return first
				? say('refused.number.invalid', { word: cutText(first, 80), example })
				: say('refused.number.missing', { example })
		},
	}
}

/** What is said to words that a command does not take. */
export function tooMuch(usage: PlainKey, rest: string): Misread {
	return {
		misread: (say, prefix) =>
			say('refused.argument', { word: cutText(oneLine(rest), 80), usage: `${prefix}${say(usage)}` }),
	}
}

/** Reads a number and nothing behind it. */
export function onlyNumber(typed: Typed, usage: PlainKey): { readonly number: number } | Misread {
	const needed = neededNumber(typed)
	return 'misread' in needed || typed.words.length === 1
		? needed
		: tooMuch(usage, typed.words.slice(1).join(' '))
}

/** The one answer for a request that does not exist and for one that may not be seen. */
export function noSuchTicket(context: Pick<Context, 'say' | 'locale'>, number: number): MessageView {
	const mine: Action = { label: context.say('scope.requested'), command: { do: 'list', scope: 'requested' } }
	const refused = refusal(context, context.say('refused.ticket', { number: String(number) }), [mine])
	return { ...refused, why: 'absent' }
}
