import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The product's own source files under some folders, and what stands in them. */
export function sourcesOf(...folders: readonly string[]): { readonly file: string; readonly text: string }[] {
	return folders.flatMap(folder =>
		readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter(entry => entry.isFile() && /\.(ts|tsx|js)$/.test(entry.name))
			.map(entry => join(entry.parentPath, entry.name))
			.map(file => ({ file, text: readFileSync(file, 'utf8') })),
	)
}
