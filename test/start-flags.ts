import { readFileSync } from 'node:fs'

/** What `npm start` says to Node before the program. */
export function startFlags(): readonly string[] {
	const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
	const { scripts } = JSON.parse(text) as { readonly scripts: { readonly start: string } }
	const [, ...words] = scripts.start.split(' ')
	return words.slice(
		0,
		words.findIndex(word => !word.startsWith('--')),
	)
}
