import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Edit, Planting } from './planting.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const copied = [
	'src',
	'adapters',
	'migrations',
	'manifests',
	'test',
	'.config',
	'package.json',
	'tsconfig.json',
]
const run = promisify(execFile)

/** A copy of the source in which bugs can be planted. */
export type Copy = {
	/**
	 * Makes the edits of plantings in the files as they are in the source.
	 * @throws where a passage does not stand there exactly once
	 */
	plant(plantings: readonly Planting[]): Promise<void>
	/** Has every file as it is in the source. */
	restore(): Promise<void>
	/** What the compiler says against the product in the copy; nothing when it compiles. */
	compile(): Promise<string>
	/** Runs tests on the copy. */
	test(files: readonly string[], named?: string): Promise<Tested>
	remove(): Promise<void>
}

/** `failed` only where a test ran and did not hold; what cannot even be loaded shows nothing. */
export type Tested = {
	readonly result: 'passed' | 'failed' | 'not run'
	/** The names of those that failed, or what kept them from running. */
	readonly said: readonly string[]
}

export async function copySource(): Promise<Copy> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-planted-'))
	for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true })
	await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
	const planted = new Set<string>()

	async function edit({ in: file, find, put }: Edit): Promise<void> {
		const path = join(folder, file)
		const text = await readFile(path, 'utf8')
		const times = text.split(find).length - 1
		if (times !== 1) throw new Error(`${file} has ${times} times what is to be changed: ${find}`)
		planted.add(file)
		await writeFile(
			path,
			text.replace(find, () => put),
		)
	}

	return {
		async plant(plantings) {
			for (const one of plantings.flatMap(planting => planting.edits)) await edit(one)
		},
		async restore() {
			for (const file of planted) await cp(join(root, file), join(folder, file))
			planted.clear()
		},
		async compile() {
			const tsc = join(root, 'node_modules/typescript/bin/tsc')
			// What a bug leaves without use is no mistake of the planting's.
			const flags = ['--noEmit', '--noUnusedLocals', 'false', '--noUnusedParameters', 'false']
			return run(process.execPath, [tsc, '-p', '.config/tsconfig.build.json', ...flags], {
				cwd: folder,
			}).then(
				() => '',
				(error: { readonly stdout: string }) => error.stdout,
			)
		},
		async test(files, named) {
			const report = join(folder, 'report.json')
			await rm(report, { force: true })
			const vitest = join(root, 'node_modules/vitest/vitest.mjs')
			const how = ['--bail=1', '--reporter=json', `--outputFile=${report}`, ...(named ? ['-t', named] : [])]
			await run(process.execPath, [vitest, 'run', '--config', '.config/vitest.ts', ...how, ...files], {
				cwd: folder,
				env: environmentOfOne(),
				maxBuffer: 1 << 26,
			}).catch(() => undefined)
			return testedOf(await readFile(report, 'utf8').catch(() => '{}'))
		},
		remove: () => rm(folder, { recursive: true, force: true }),
	}
}

/** A run inside another would take itself for a part of that. */
function environmentOfOne(): NodeJS.ProcessEnv {
	const own = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$)/.test(name))
	return Object.fromEntries(own)
}

type Report = {
	readonly testResults?: readonly {
		readonly message?: string
		readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
	}[]
}

function testedOf(json: string): Tested {
	const { testResults = [] } = JSON.parse(json) as Report
	const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
	const failed = tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName)
	if (failed.length > 0) return { result: 'failed', said: failed }
	const whole =
		testResults.length > 0 && testResults.every(({ assertionResults }) => assertionResults.length > 0)
	if (whole && tests.some(({ status }) => status === 'passed')) return { result: 'passed', said: [] }
	return { result: 'not run', said: testResults.flatMap(({ message }) => message || []) }
}
