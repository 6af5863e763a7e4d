/** A source with one thing changed. */
export type Mutant = {
	/** The line as it was, and what became of it. */
	readonly what: string
	readonly source: string
}

type Token = { readonly text: string; readonly at: number }

const token = /"(?:[^"\\]|\\.)*"|===|!==|&&|\|\||\?\?|\.\.\.|=>|[\w$]+|[^\s\w]/g
const opposite: Readonly<Record<string, string>> = {
	'===': '!==',
	'!==': '===',
	'&&': '||',
	'||': '&&',
	true: 'false',
	false: 'true',
	'>': '<=',
	max: 'min',
}
/** What an operand does not reach beyond, at its own depth. */
const ends = new Set([';', ',', '?', ':', '??', '=', '=>', '...', 'return', '||'])
const opens = new Set(['(', '[', '{'])
const closes = new Set([')', ']', '}'])

/**
 * Changes a module in every way of a short list, one at a time: comparisons and connectives become their
 * opposites, each side of a connective goes, negations go, conditions always or never hold, texts become
 * another, what is true is false, and each answer is yes or no.
 * @param source JavaScript as esbuild writes it: no comments, texts in double quotes, one statement a line
 */
export function mutantsOf(source: string): readonly Mutant[] {
	const tokens: Token[] = [...source.matchAll(token)].map(match => ({ text: match[0], at: match.index }))
	const mutants = new Map<string, Mutant>()
	const change = (from: number, to: number, text: string) => {
		const changed = source.slice(0, from) + text + source.slice(to)
		const begin = source.lastIndexOf('\n', from) + 1
		const line = source.slice(begin, source.indexOf('\n', to)).trim()
		const now = changed.slice(begin, changed.indexOf('\n', from + text.length)).trim()
		if (changed !== source) mutants.set(changed, { what: `${line} → ${now}`, source: changed })
	}
	const end = ({ text, at }: Token) => at + text.length

	for (const [index, one] of tokens.entries()) {
		const { text, at } = one
		const before = tokens[index - 1]
		const after = tokens[index + 1]
		const importing = source.slice(source.lastIndexOf('\n', at) + 1, at).startsWith('import')
		if (importing) continue
		if (opposite[text] !== undefined) change(at, end(one), opposite[text])
		if (text.startsWith('"')) change(at, end(one), '"another"')
		if (text === '!' && after) change(at, after.at, '')
		if (text === '&&' || text === '||') {
			const left = tokens[reach(tokens, index, -1)]
			const right = tokens[reach(tokens, index, 1)]
			if (left && after) change(left.at, after.at, '')
			if (before && right) change(end(before), end(right), '')
		}
		if (text === 'if' && after?.text === '(') {
			const close = tokens[reach(tokens, index + 1, 1) + 1]
			for (const always of ['true', 'false']) if (close) change(end(after), close.at, always)
		}
		if (before?.text === '.' && ['proved', 'disabled', 'assigned'].includes(text)) {
			const owner = tokens[index - 2]
			for (const always of ['true', 'false']) if (owner) change(owner.at, end(one), always)
		}
		if (text === 'return' && after && !after.text.startsWith('"') && after.text !== '{') {
			const close = source.indexOf(';', at)
			for (const always of ['true', 'false']) change(after.at, close, always)
		}
	}
	return [...mutants.values()]
}

/** The index of the last token of the operand that begins beside this one, in a direction. */
function reach(tokens: readonly Token[], from: number, step: 1 | -1): number {
	const [inwards, outwards] = step > 0 ? [opens, closes] : [closes, opens]
	let depth = 0
	let index = from
	for (let next = tokens[index + step]; next; next = tokens[index + step]) {
		if (depth === 0 && (ends.has(next.text) || outwards.has(next.text))) break
		if (depth === 0 && next.text === '&&' && step > 0 && tokens[from]?.text === '&&') break
		if (inwards.has(next.text)) depth += 1
		if (outwards.has(next.text)) depth -= 1
		index += step
	}
	return index
}
