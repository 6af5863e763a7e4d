import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../../.config/bundle.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))

/**
 * Builds the service as it is delivered, because it is started often: through tsx a start takes several times as long.
 * @param besides what else is to be run, as `test/checks/crash/child.ts`
 * @returns where a source's program is, and what removes all
 */
export async function compileService(
	...besides: readonly string[]
): Promise<{ program: (source: string) => string; remove: () => Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-check-'))
	await symlink(modules, join(folder, 'node_modules'))
	await writeFile(join(folder, 'package.json'), '{"type":"module"}')
	await bundle(join(folder, 'dist'), ...besides)
	return {
		program: source => join(folder, 'dist', source.replace(/\.ts$/, '.js')),
		remove: () => rm(folder, { recursive: true, force: true }),
	}
}
