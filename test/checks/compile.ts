import { execFile } from 'node:child_process'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * Compiles the service, because it is started often: a start takes 0.9 s of CPU, and 2.1 s through tsx.
 * @param besides what else is to be run, as `test/checks/crash/child.ts`
 * @returns where a source's program is, and what removes all
 */
export async function compileService(
	...besides: readonly string[]
): Promise<{ program: (source: string) => string; remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-check-'))
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
	await writeFile(join(folder, 'package.json'), '{"type":"module"}')
	const project = join(folder, 'tsconfig.json')
	const compilerOptions = { rootDir: root, outDir: join(folder, 'dist'), sourceMap: false, noCheck: true }
	const include = ['src', 'adapters', 'migrations', 'manifests', ...besides].map(name => join(root, name))
	await writeFile(
		project,
		JSON.stringify({
			extends: join(root, '.config/tsconfig.build.json'),
			compilerOptions: { ...compilerOptions, typeRoots: [join(root, 'node_modules/@types')] },
			include,
		}),
	)
	const tsc = join(root, 'node_modules/typescript/bin/tsc')
	await promisify(execFile)(process.execPath, [tsc, '-p', project])
	return {
		program: source => join(folder, 'dist', source.replace(/\.ts$/, '.js')),
		remove: () => rm(folder, { recursive: true, force: true }),
	}
}
