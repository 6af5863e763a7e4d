import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as en from '@zxcvbn-ts/language-en'
import * as it from '@zxcvbn-ts/language-it'

/** @typedef {import('../../src/ports/outside.ts').PasswordFault} PasswordFault */

/** In characters as people count them (code points of the composed text). */
const shortest = 10
const longest = 1024
/** Scores of 0 to 4: from 3 on, over 10^8 guesses; from 2 on, over 10^6, for what is left without context. */
const enough = 3
const enoughBesides = 2

/** Characters looked at by the estimate, whose time grows with the square: 256 of them can take 5 s. */
const estimated = 64

const italian = Object.fromEntries(
	Object.entries(it.dictionary).map(([name, words]) => [`${name}-it`, words]),
)
const zxcvbn = new ZxcvbnFactory({
	dictionary: { ...common.dictionary, ...en.dictionary, ...italian },
	graphs: common.adjacencyGraphs,
	maxLength: estimated,
})

/**
 * The fault of a password that is too easy to guess is that of the part that fills most of it.
 * @param {string} given
 * @param {readonly string[]} context
 * @returns {PasswordFault | undefined}
 */
export function assess(given, context) {
	const password = given.normalize('NFC')
	const length = [...password].length
	if (length < shortest) return 'short'
	if (length > longest) return 'long'
	const known = words(context)
	const { score, sequence } = zxcvbn.check(password, known)
	const besides = without(password, known)
	if (besides !== password && zxcvbn.check(besides).score < enoughBesides) return 'context'
	if (score >= enough) return undefined
	/** @type {Map<PasswordFault, number>} */
	const filled = new Map()
	for (const match of sequence) filled.set(fault(match), (filled.get(fault(match)) ?? 0) + match.token.length)
	return [...filled].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 'weak'
}

/**
 * @param {import('@zxcvbn-ts/core').MatchExtended} match
 * @returns {PasswordFault}
 */
function fault(match) {
	if (match.pattern === 'repeat') return 'repeated'
	if (['sequence', 'spatial', 'wordSequence'].includes(match.pattern)) return 'sequence'
	if (match.pattern !== 'dictionary') return 'weak'
	const { dictionaryName } = /** @type {import('@zxcvbn-ts/core').DictionaryMatch} */ (match)
	if (dictionaryName === 'userInputs') return 'context'
	return dictionaryName.startsWith('passwords') ? 'common' : 'weak'
}

/**
 * A name or an address counts in its parts; a part of one or two letters says nothing.
 * @param {readonly string[]} context
 */
function words(context) {
	const parts = context.flatMap(text => text.normalize('NFC').split(/[^\p{L}\p{M}\p{N}]+/u))
	return [...new Set(parts.map(folded))]
		.filter(part => part.length > 2)
		.toSorted((a, b) => b.length - a.length)
}

/**
 * The password less the words in it: two names and a year count as three parts for the estimate, so it takes
 * them for hard to guess.
 * @param {string} password
 * @param {readonly string[]} known longest first
 */
function without(password, known) {
	let rest = folded(password)
	for (const word of known) rest = rest.replaceAll(word, '\0'.repeat(word.length))
	return [...password].filter((_, at) => rest[at] !== '\0').join('')
}

/** @type {Readonly<Record<string, string>>} */
const lookAlikes = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's', '!': 'i' }

/**
 * One unit for each character: in lower case, without accents, look-alikes read as letters.
 * @param {string} text
 */
function folded(text) {
	const letters = [...text.normalize('NFC')].map(letter => letter.normalize('NFD').toLowerCase().charAt(0))
	return letters.map(letter => lookAlikes[letter] ?? letter).join('')
}
