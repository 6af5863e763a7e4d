import { readFileSync } from 'node:fs'

/** What `npm start` says to Node besides the program, as `--max-semi-space-size=8`. */
export function startFlags(): readonly string[] {
	const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')
	const { scripts } = JSON.parse(text) as { readonly scripts: { readonly start: string } }
	return scripts.start.split(' ').filter(word => word.startsWith('--'))
}
