import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { jsonAsText, oneCopy } from './bundle-plugins.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Writes the service to a folder, in few files: of the time until it answers, most went into finding and opening some
 * thousand. The libraries of the chats are the largest: they are in chunks of their own. What else is loaded only where it
 * is set up, is native, or has threads of its own stays where npm put it.
 * @param besides sources that are programs of their own
 */
export async function bundle(folder: string, ...besides: readonly string[]): Promise<void> {
	await build({
		absWorkingDir: root,
		entryPoints: [
			'adapters/cli/main.ts',
			'adapters/main.ts',
			'adapters/settings.ts',
			'adapters/passwords/worker.js',
			...besides,
		],
		outdir: folder,
		outbase: '.',
		chunkNames: 'chunks/[name]-[hash]',
		bundle: true,
		splitting: true,
		format: 'esm',
		platform: 'node',
		target: 'node20',
		sourcemap: true,
		// The text of a module is held as long as the process, and one sign beyond Latin-1 doubles it.
		minifyWhitespace: true,
		legalComments: 'external',
		// Libraries that are CommonJS ask for Node's own modules by `require`.
		banner: {
			js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url)",
		},
		// node-fetch asks for it only where Node has no URL of its own, and it is 2 MB that are read at once.
		alias: { 'whatwg-url': 'node:url' },
		external: [
			'@fastify/busboy',
			'@zxcvbn-ts/*',
			'bcryptjs',
			'better-sqlite3',
			'commander',
			'nodemailer',
			'pg',
			'pino',
			'piscina',
			'prom-client',
		],
		plugins: [oneCopy, jsonAsText],
		logLevel: 'warning',
	})
}
