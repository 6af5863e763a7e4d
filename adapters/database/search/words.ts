import type { Bit } from '../tables/bit.ts'
import type { TicketsTable } from '../tables/tickets.ts'

/**
 * How much of different words one comment, and all of a document, are found by. Only pasted logs have more,
 * and writing it would hold everybody up; PostgreSQL takes a megabyte at most. A document that is full still
 * takes a little of each comment.
 */
const mostBytes = { comment: 16 * 1024, document: 128 * 1024, whenFull: 1024 } as const

/**
 * The words of a text as both engines keep them: lower case, without accents, letters and digits only.
 * A word longer than 40 is kept in pieces.
 */
export function wordsOf(text: string): readonly string[] {
	const folded = text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '')
	return [...new Set(folded.match(/[\p{L}\p{N}]{1,40}/gu))]
}

/** Whose lists a ticket stands in. */
export type Listed = Pick<TicketsTable, 'requester_id' | 'organization_id'> & {
	readonly ccs: readonly number[]
}

/** What a document is found by, whoever seeks: words, words of internal notes, and the ticket's number. */
export function documentTokens(document: {
	readonly number: number
	/** Words, as in the comments. */
	readonly subject: readonly string[]
	readonly comments: readonly { readonly public: Bit; readonly words: readonly string[] }[]
}): readonly string[] {
	const { number, subject, comments } = document
	const tokens = new Set([numberToken(number), ...subject])
	let left: number = mostBytes.document
	for (const comment of comments) {
		const share = Math.max(Math.min(left, mostBytes.comment), mostBytes.whenFull)
		let leftOfComment = share
		for (const word of comment.words) {
			const token = comment.public === 1 ? word : `${notePrefix}${word}`
			if (tokens.has(token)) continue
			leftOfComment -= Buffer.byteLength(token)
			if (leftOfComment < 0) break
			tokens.add(token)
		}
		left -= share - Math.max(0, leftOfComment)
	}
	return [...tokens]
}

/** The words among a document's tokens. */
export function wordsAmong(tokens: readonly string[]): readonly string[] {
	return tokens
		.map(token => (token.startsWith(notePrefix) ? token.slice(notePrefix.length) : token))
		.filter(token => !token.includes(':'))
}

/** In which people's lists a document is found, as tokens. */
export function peopleOf({ requester_id, ccs }: Listed): readonly string[] {
	return [viewerToken.requested(requester_id), ...ccs.map(viewerToken.ccd)]
}

/** In whose lists it is found, as tokens. */
export function viewersOf(listed: Listed): readonly string[] {
	const { organization_id: organization } = listed
	return [...peopleOf(listed), ...(organization === null ? [] : [viewerToken.organization(organization)])]
}

/** No word has a colon, so nothing that people type can be one of these. */
export const viewerToken = {
	requested: (account: number) => `r:${account}`,
	ccd: (account: number) => `c:${account}`,
	organization: (organization: number) => `o:${organization}`,
} as const
const notePrefix = 'n:'
const numberToken = (number: number | string) => `t:${number}`

/** A part of a search: any of these tokens must occur, as they are or, with `prefix`, as a beginning. */
export type Term = { readonly tokens: readonly string[]; readonly prefix: boolean }

/** A word that must be found, as any of its completions; without these, as whatever it is the beginning of. */
export type SoughtWord = { readonly word: string; readonly completions: readonly string[] | undefined }

export function termOf({ word, completions }: SoughtWord, notes: boolean): Term {
	const words = completions ?? [word]
	const tokens = notes ? words.flatMap(one => [one, `${notePrefix}${one}`]) : words
	return {
		tokens: isNumber(word) ? [...tokens, numberToken(word)] : tokens,
		prefix: completions === undefined,
	}
}

function isNumber(word: string): boolean {
	return /^[1-9]\d*$/.test(word)
}
