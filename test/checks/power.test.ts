import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { checkPower } from './power/check.ts'
import { kinds } from './power/kinds.ts'

/** What keeps the ledger is C, for Linux. */
const canKeep = process.platform === 'linux' && spawnSync('cc', ['--version']).status === 0

test.skipIf(!canKeep)(
	'what is answered is synced, and outlives a cut of the power',
	{ timeout: 600_000 },
	async () => {
		const report = await checkPower({ cycles: 4, seed: 5 })
		expect(report.breaches).toEqual([])
		expect(report.kinds.map(({ kind }) => kind)).toEqual(kinds.map(([kind]) => kind))
		expect(report.acknowledged).toBeGreaterThan(4)
	},
)
