import type { Activity } from './activity.ts'

/** What a person typed, without the mention of us and with addresses as they were typed. */
export function typedText({ text = '', entities = [], recipient }: Activity): string {
	let rest = text
	for (const { type, mentioned, text: shown } of entities) {
		if (type === 'mention' && shown && mentioned?.id === recipient.id) rest = rest.replaceAll(shown, ' ')
	}
	return plainAddresses(rest).replaceAll('\u00A0', ' ').trim()
}

/** Clients turn an address into a link to itself, in one form or the other. */
function plainAddresses(text: string): string {
	return text
		.replaceAll(/<a href="mailto:([^"]+)"[^>]*>\1<\/a>/g, '$1')
		.replaceAll(/\[([^\]\s]+@[^\]\s]+)\]\(mailto:\1\)/g, '$1')
}

const named: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: ' ',
}

/** The words of a message that is handed over as HTML: lines and nothing active. */
export function wordsOfHtml(html: string): string {
	return html
		.replaceAll(/<(br|\/p|\/div|\/li|\/h\d|\/tr)\b[^>]*>/gi, '\n')
		.replaceAll(/<[^>]*>/g, '')
		.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
			if (name) return named[String(name).toLowerCase()] ?? whole
			const point = decimal ? Number(decimal) : Number.parseInt(String(hex), 16)
			return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point).toWellFormed() : ''
		})
		.replaceAll(/[ \t\u00A0]+/g, ' ')
		.replaceAll(/ ?\n ?/g, '\n')
		.replaceAll(/\n{3,}/g, '\n\n')
		.trim()
}
