import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/*
 * What is compiled with the headers of 24.19 to 24.21 aborts at a garbage collection: better-sqlite3 where it is
 * not downloaded. https://github.com/nodejs/node/issues/65446
 */
const versions = ['20', '22', '24.18']

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { node: { type: 'string', multiple: true, default: versions } },
})

/*
 * Runs the tests of the last commit on each release of Node that is supported, from a clean clone with an
 * install of its own: what is built for one does not load on another. Node itself comes from the npm registry.
 */
const npm = process.env['npm_execpath']
if (!npm) throw new Error('say “npm run test:nodes”')
const root = resolve(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'sportello-nodes-'))
const failed: string[] = []
try {
	// PostgreSQL, which the tests bring, runs as another user where this one is root.
	await chmod(folder, 0o755)
	for (const version of values.node) {
		process.stdout.write(`\n== Node ${version} ==\n`)
		if (!(await passes(version))) failed.push(version)
	}
} finally {
	await rm(folder, { recursive: true, force: true })
}
process.stdout.write(failed.length > 0 ? `\nfailed on Node ${failed.join(', ')}\n` : '\npassed on all\n')
process.exitCode = failed.length > 0 ? 1 : 0

async function passes(version: string): Promise<boolean> {
	const home = join(folder, version)
	await mkdir(home)
	const packaged = `node-${process.platform}-${process.arch}`
	const install = ['install', '--prefix', home, '--no-save', '--ignore-scripts', `${packaged}@${version}`]
	await run([process.execPath, npm ?? '', ...install], { cwd: home })
	const node = join(home, 'node_modules', packaged)
	const bin = join(node, 'bin')
	const clone = join(home, 'clone')
	await run(['git', 'clone', '--quiet', root, clone], { cwd: home })
	const environment = { PATH: `${bin}${delimiter}${process.env['PATH']}`, npm_config_nodedir: node }
	const on = { cwd: clone, environment }
	await run([join(bin, 'node'), '--version'], on)
	await run([join(bin, 'node'), npm ?? '', 'ci'], on)
	const tests = ['run', 'vitest', '--', ...positionals]
	return run([join(bin, 'node'), npm ?? '', ...tests], on).then(
		() => true,
		() => false,
	)
}

async function run(
	[program = '', ...words]: readonly string[],
	{ cwd, environment = {} }: { readonly cwd: string; readonly environment?: Record<string, string> },
): Promise<void> {
	// What the npm around it has set would be believed before the clone's own.
	const own = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
	const child = spawn(program, words, {
		cwd,
		env: { ...Object.fromEntries(own), ...environment },
		stdio: 'inherit',
	})
	const [code] = (await once(child, 'close')) as [number | null]
	if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
}
