import { cutText, excerpt } from '../../../src/text/rich.ts'
import type { Letter } from '../../../src/views/letter.ts'
import { letterHtml } from './letter.tsx'

/** Bytes. Gmail cuts what comes after some 102,000, and with it the way to read on and to unsubscribe. */
export const htmlBytes = 100_000
/** Characters for all passages together, tried in turn: how much HTML they become depends on their form. */
const lengths = [12_000, 6_000, 3_000, 1_500, 700, 300]
const mostPassages = 20
const mostFiles = 10

/**
 * The letter with as much of its passages as mail clients show: each keeps its beginning, ending in …; of very
 * many the newest are kept. What is left out is read where the letter's action leads.
 */
export function fitted(letter: Letter): Letter {
	const { passages } = letter
	if (!passages) return letter
	const kept = passages.slice(-mostPassages)
	let shorter = letter
	for (const length of lengths) {
		const each = Math.floor(length / Math.max(1, kept.length))
		shorter = {
			...letter,
			passages: kept.map(({ heading, text, files }) => ({
				heading: cutText(heading, 250),
				text: excerpt(text, each).text,
				files: files.slice(0, mostFiles).map(name => cutText(name, Math.min(100, Math.max(24, each / 10)))),
			})),
		}
		if (new TextEncoder().encode(letterHtml(shorter)).length <= htmlBytes) break
	}
	return shorter
}
