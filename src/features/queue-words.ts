import type { CommandOf } from '../commands/command.ts'
import type { Misread, Typed } from '../commands/definition.ts'
import type { Priority, Queue, QueueSort, Status } from '../domain/ticket.ts'
import { cutText } from '../text/rich.ts'
import type { Say } from '../words/index.ts'
import { priorityWords, queueSortWords, queueWords, statusWords } from './desk-words.ts'
import { searchWords } from './lists.ts'

const sortWords = ['waiting', 'due', 'activity', 'created'].map(sort => `sort:${sort}`)

/**
 * Reads `[unassigned|mine|all] [status] [priority] [org:…] [sort:…] [words]`. Words to search for need one of the others
 * before them: a sentence that happens to begin with “queue” is something to say.
 */
export function readQueue(typed: Typed): CommandOf<'queue'> | Misread {
	const { org, rest: others } = takeOrganization(typed.rest)
	if (org === '') return { misread: unnamed }
	const rest = others.split(/\s+/).filter(Boolean)
	let queue: Queue | undefined
	let status: Status | undefined
	let priority: Priority | undefined
	let sort: QueueSort | undefined
	for (let word = rest[0]?.toLowerCase(); word !== undefined; word = rest[0]?.toLowerCase()) {
		if (!queue && Object.hasOwn(queueWords, word)) queue = queueWords[word]
		else if (!status && Object.hasOwn(statusWords, word)) status = statusWords[word]
		else if (!priority && Object.hasOwn(priorityWords, word)) priority = priorityWords[word]
		else break
		rest.shift()
	}
	const wanted: string[] = []
	for (const part of rest) {
		// An address or a code with a colon is something to search for.
		const filter = /^(\p{L}+):(\p{L}+)$/u.exec(part)
		if (!filter) {
			wanted.push(part)
			continue
		}
		const [, name, value = ''] = filter
		const known = value.toLowerCase()
		sort = Object.hasOwn(queueSortWords, known) ? queueSortWords[known] : undefined
		if (name?.toLowerCase() !== 'sort' || !sort) return unknown(part)
	}
	const search = searchWords(wanted.join(' '))
	if (search && sort) return { misread: say => say('refused.sort', { word: `sort:${sort}` }) }
	if (search && !queue && !status && !priority && org === undefined) return unknown(wanted[0] ?? '')
	return {
		do: 'queue',
		...(queue && queue !== 'unassigned' && { queue }),
		...(status && { status }),
		...(priority && { priority }),
		...(org !== undefined && { org: org.slice(0, 200) }),
		...(sort && sort !== 'waiting' && { sort }),
		...(search && { search }),
	}
}

/** What is said of `org:` with no name after it. */
export function unnamed(say: Say): string {
	return filterRefused(say, 'org:')
}

function unknown(word: string): Misread {
	return { misread: say => filterRefused(say, word) }
}

function filterRefused(say: Say, word: string): string {
	return say('queue.filter', {
		word: cutText(word, 80),
		words: [...say('queue.words').split(' '), ...sortWords, 'org:Acme'].join(', '),
	})
}

/** Whatever quotes a keyboard makes of `"`, “ ” „ « »; escaped, as a bundle holds literals as they are. */
const named =
	/(?<=^|\s)org:(?:["\u201C\u201D\u201E\u00AB]([^"\u201C\u201D\u201E\u00AB\u00BB]*)["\u201C\u201D\u00BB]|(\S*))/iu

/** Takes the first `org:Acme` or `org:"Acme Italia"` out of what was typed. */
export function takeOrganization(text: string): { readonly org?: string; readonly rest: string } {
	const found = named.exec(text)
	if (!found) return { rest: text }
	const org = (found[1] ?? found[2] ?? '').replaceAll(/["\u201C\u201D\u201E\u00AB\u00BB]/g, '').trim()
	return { org, rest: text.slice(0, found.index) + text.slice(found.index + found[0].length) }
}
