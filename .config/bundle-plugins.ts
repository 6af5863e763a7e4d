import { readFile } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import type { Plugin } from 'esbuild'

type Manifest = {
	readonly version: string
	readonly dependencies?: Readonly<Record<string, string>>
	readonly peerDependencies?: Readonly<Record<string, string>>
}

/**
 * Takes one copy of a package that npm has put into several places in one version: it does so where another version
 * stands at the root, and each copy would be parsed, run and held by itself. Only of what has no dependencies: another
 * place may find others.
 */
export const oneCopy: Plugin = {
	name: 'one copy',
	setup(build) {
		/** Folders of packages by name and version. */
		const kept = new Map<string, string>()
		const nested = `${sep}node_modules${sep}`
		build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...where }) => {
			if (pluginData === 'resolved') return undefined
			const { kind, importer, namespace, resolveDir, with: attributes } = where
			const found = await build.resolve(path, {
				kind,
				importer,
				namespace,
				resolveDir,
				with: attributes,
				pluginData: 'resolved',
			})
			const at = found.path.lastIndexOf(nested)
			// What is not found is said, or not, as without this.
			if (found.errors.length > 0) return undefined
			if (found.external || at < 0) return found
			const inside = found.path.slice(at + nested.length).split(sep)
			const name = inside.slice(0, inside[0]?.startsWith('@') ? 2 : 1)
			const folder = join(found.path.slice(0, at + nested.length), ...name)
			const text = await readFile(join(folder, 'package.json'), 'utf8')
			const { version, dependencies, peerDependencies } = JSON.parse(text) as Manifest
			if (Object.keys({ ...dependencies, ...peerDependencies }).length > 0) return found
			const key = `${name.join('/')}@${version}`
			const first = kept.get(key) ?? folder
			kept.set(key, first)
			return { ...found, path: join(first, found.path.slice(folder.length)) }
		})
	},
}

/** Writes JSON as a text that is parsed: as a literal it is held twice, once for the literal and once for what it makes. */
export const jsonAsText: Plugin = {
	name: 'JSON as text',
	setup(build) {
		build.onLoad({ filter: /\.json$/ }, async ({ path }) => {
			const value: unknown = JSON.parse(await readFile(path, 'utf8'))
			return {
				contents: `module.exports = JSON.parse(${JSON.stringify(JSON.stringify(value))})`,
				loader: 'js',
				resolveDir: dirname(path),
			}
		})
	},
}
