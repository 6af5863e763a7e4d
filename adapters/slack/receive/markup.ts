/** What people and channels are called, by their id. */
export type Names = ReadonlyMap<string, string>

const nobody: Names = new Map()

/**
 * Text in Slack's markup as Markdown: mentions become names, links their label and address, `*bold*` and
 * `~strike~` their Markdown; code stays as it is.
 */
export function fromMarkup(text: string, names: Names = nobody): string {
	return text
		.split(/(```[\s\S]*?```|`[^`\n]+`)/)
		.map((part, index) => {
			if (index % 2 === 1) return withoutMarks(part, names)
			const bold = part.replaceAll(emphasis('*'), '$1**$2**')
			return withoutMarks(bold.replaceAll(emphasis('~'), '$1~~$2~~'), names)
		})
		.join('')
}

/** What was typed after a slash command, with links and mentions as they were typed. */
export function fromTyped(text: string): string {
	return withoutMarks(text, nobody)
}

/** People who are mentioned without their name. */
export function mentionedIn(text: string): string[] {
	return [...text.matchAll(/<@([UW][A-Z0-9]+)>/g)].map(([, id]) => id ?? '')
}

/** Channels that are named where they are mentioned. */
export function channelsIn(text: string): (readonly [string, string])[] {
	return [...text.matchAll(/<#([CG][A-Z0-9]+)\|([^<>|]+)>/g)].map(([, id = '', name = '']) => [id, name])
}

function emphasis(mark: '*' | '~'): RegExp {
	// A mark beside its like is Markdown's already.
	const others = '*_~'.replace(mark, '')
	const edge = `[\\s(\\[{"'${others}>]`
	return new RegExp(
		`(^|${edge})\\${mark}(?=[^\\s\\${mark}])([^\\${mark}\\n]*[^\\s\\${mark}])\\${mark}(?=$|[\\s.,;:!?)\\]}"'${others}<])`,
		'gm',
	)
}

/** `<@U1>`, `<#C1|name>`, `<!here>`, `<https://…|label>`, and the three characters that Slack escapes. */
function withoutMarks(text: string, names: Names): string {
	return unescape(
		text.replaceAll(/<([@#!]|mailto:|tel:|https?:)([^<>|]*)(?:\|([^<>]*))?>/g, (_, kind, rest, label) => {
			switch (kind) {
				case '@':
					return `@${label || names.get(rest) || rest}`
				case '#':
					return `#${label || names.get(rest) || rest}`
				case '!':
					return label || `@${String(rest).split('^')[0]}`
				case 'mailto:':
				case 'tel:':
					return linked(rest, label)
				default:
					return linked(`${kind}${rest}`, label)
			}
		}),
	)
}

/** An address with what it was called, unless it was called by itself. */
export function linked(address: string, label: string | undefined): string {
	const bare = address.replace(/^(mailto:|tel:)/, '')
	if (!label || label === bare || label === address || bare === `http://${label}`) return bare
	return `${label} (${bare})`
}

function unescape(text: string): string {
	return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
