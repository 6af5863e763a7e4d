import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const made = new Map<string, Promise<string>>()

/**
 * One script for the browser out of a module and all that it imports, made when it is first asked for.
 * @param entry the module's address: `new URL('browser/main.tsx', import.meta.url)`
 */
export function bundle(entry: URL): Promise<string> {
	const known = made.get(entry.href)
	if (known) return known
	const script = build({
		entryPoints: [fileURLToPath(entry)],
		bundle: true,
		write: false,
		format: 'esm',
		target: 'es2022',
		jsx: 'automatic',
		jsxImportSource: 'hono/jsx/dom',
		logLevel: 'silent',
	}).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
	made.set(entry.href, script)
	return script
}
