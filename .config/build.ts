import { chmod, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = 'dist/adapters/cli/main.js'

/*
 * Writes the service to `dist/`, in few files: of the time until it answers, most went into finding and opening some
 * thousand. What is loaded only where it is set up, is native, or has threads of its own stays where npm put it.
 */
await rm(`${root}/dist`, { recursive: true, force: true })
await build({
	absWorkingDir: root,
	entryPoints: [
		'adapters/cli/main.ts',
		'adapters/main.ts',
		'adapters/settings.ts',
		'adapters/passwords/worker.js',
	],
	outdir: 'dist',
	outbase: '.',
	chunkNames: 'chunks/[name]-[hash]',
	bundle: true,
	splitting: true,
	format: 'esm',
	platform: 'node',
	target: 'node20',
	sourcemap: true,
	external: [
		'@fastify/busboy',
		'@slack/*',
		'@zxcvbn-ts/*',
		'bcryptjs',
		'better-sqlite3',
		'botbuilder',
		'botframework-connector',
		'commander',
		'nodemailer',
		'pg',
		'pino',
		'piscina',
		'prom-client',
	],
	logLevel: 'warning',
})
await chmod(`${root}/${program}`, 0o755)
