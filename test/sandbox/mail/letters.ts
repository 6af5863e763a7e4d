import type { Letter } from '../../standins/mail.ts'
import { people, type Reader, visitor } from '../people.ts'
import type { Line, Opened } from './facts.ts'

/** Whose mailbox a letter is in: what is to nobody of the cast is the visitor's. */
export function ownerOf({ to }: Letter): Reader {
	const owner = Object.values(people).find(({ email }) => to.includes(email))
	return owner?.name ?? visitor
}

export function lineOf(letter: Letter, id: number): Line {
	const headers = new Map(headersOf(letter).map(([name, value]) => [name.toLowerCase(), value]))
	return {
		id,
		to: letter.to.join(', '),
		from: headers.get('from') ?? '',
		subject: letter.subject,
		at: Date.parse(headers.get('date') ?? '') || 0,
		preview: letter.text.replaceAll(/\s+/g, ' ').trim().slice(0, 140),
	}
}

export function openedOf(letter: Letter, id: number): Opened {
	return { ...lineOf(letter, id), text: letter.text, headers: headersOf(letter) }
}

/** The header's fields, unfolded (RFC 5322, section 2.2.3). */
function headersOf({ raw }: Letter): (readonly [string, string])[] {
	const [header = ''] = raw.split(/\r?\n\r?\n/, 1)
	return header
		.replaceAll(/\r?\n(?=[ \t])/g, '')
		.split(/\r?\n/)
		.flatMap(line => {
			const [, name, value] = /^([^:]+):\s*(.*)$/.exec(line) ?? []
			return name ? [[name, value ?? ''] as const] : []
		})
}
