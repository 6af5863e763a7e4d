import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Report } from '../report.ts'

type Results = {
	readonly testResults: readonly {
		readonly assertionResults: readonly {
			readonly fullName: string
			readonly status: string
			readonly failureMessages?: readonly string[] | null
		}[]
	}[]
}

/** Asks everything of everyone on every surface, and holds the answers to the table that is written by hand. */
export async function checkMatrix(): Promise<Report> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-matrix-'))
	try {
		const file = join(folder, 'results.json')
		const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
		const run = ['run', '--config', '.config/vitest.ts', '--reporter=json', `--outputFile=${file}`]
		const child = spawn(process.execPath, [vitest, ...run, 'test/features/matrix.test.ts'], {
			stdio: 'ignore',
		})
		await once(child, 'close')
		const { testResults } = JSON.parse(await readFile(file, 'utf8')) as Results
		const cells = testResults.flatMap(({ assertionResults }) => assertionResults)
		const wrong = cells.filter(({ status }) => status !== 'passed')
		return {
			rows: [['cells of the matrix, as written by hand', cells.length - wrong.length]],
			breaches: [
				...wrong.map(({ fullName, failureMessages }) => {
					const [why = 'not asked'] = failureMessages?.[0]?.split('\n') ?? []
					return `the matrix: ${fullName}: ${why}`
				}),
				...(cells.length < 3_000 ? [`the matrix has only ${cells.length} cells`] : []),
			],
		}
	} finally {
		await rm(folder, { recursive: true, force: true })
	}
}
