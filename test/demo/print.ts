const width = Math.min(110, process.stdout.columns ?? 100)
const styled = process.stdout.isTTY && !process.env.NO_COLOR

function write(text = ''): void {
	process.stdout.write(`${text}\n`)
}

function style(code: number, text: string): string {
	return styled ? `\u001B[${code}m${text}\u001B[0m` : text
}

let steps = 0

/** Begins a step: who does what, and what it shows. */
export function step(what: string, why: string): void {
	steps += 1
	write()
	write(style(1, `${steps}. ${what}`))
	for (const line of wrapped(why, width - 3)) write(style(2, `   ${line}`))
}

/** What somebody sees or reads now, in a frame. */
export function frame(title: string, text: string): void {
	write(`   ┌─ ${title}`)
	// Signatures are long, and not to be read.
	const short = text.replaceAll(/\?for=[^\s)]*/g, '?…').trimEnd()
	for (const line of short.split('\n')) {
		const indent = /^\s*/.exec(line)?.[0] ?? ''
		for (const part of wrapped(line, width - 5)) write(`   │ ${part === line ? line : indent + part.trim()}`)
	}
	write('   └─')
}

export function say(text: string): void {
	write(text)
}

function wrapped(text: string, most: number): readonly string[] {
	const lines: string[] = []
	let line = ''
	for (const word of text.split(/(?<=\s)/)) {
		if (line && (line + word).trimEnd().length > most) {
			lines.push(line.trimEnd())
			line = ''
		}
		line += word
	}
	return [...lines, line.trimEnd()]
}
