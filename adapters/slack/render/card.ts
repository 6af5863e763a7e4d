import type { TicketView } from '../../../src/views/view.ts'
import { limits } from '../limits.ts'
import { buttons, section, small } from './elements.ts'
import { type Message, spoken } from './index.ts'
import { lines, run } from './rich.ts'
import { statusSigns } from './status.ts'
import { clean, cut, escapeText } from './text.ts'

/** Characters of a subject and of one fact that a card shows; the page has the whole. */
const subjectLength = 300
const factLength = 120

/** A ticket among others in a channel: what it is about, where it stands in one line, and what to do. */
export function renderCard(view: TicketView): Message {
	const { number, subject, status } = view.ticket
	const facts = view.facts.map(({ label, value }) => `${label}: ${cut(clean(value), factLength)}`)
	return {
		text: escapeText(spoken(view), limits.message.text),
		blocks: [
			...lines([
				[
					run(`${statusSigns[status.shown]} `),
					run(`#${number} ${cut(clean(subject), subjectLength)}`, { bold: true }),
				],
			]),
			small([status.label, ...facts].join(' · ')),
			...buttons(view.actions, [view.web]),
		],
	}
}

/** A sentence of ours as a message. */
export function renderLine(sentence: string): Message {
	return { text: escapeText(sentence, limits.message.text), blocks: [section(sentence)] }
}
