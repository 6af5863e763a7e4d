import type { Reporter, TestModule } from 'vitest/node'

/** Closes a run with the one plain line that any CI can read: `N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
	onTestRunEnd(modules: readonly TestModule[]) {
		const count = { passed: 0, failed: 0, skipped: 0, pending: 0 }
		for (const module of modules) {
			for (const test of module.children.allTests()) count[test.result().state] += 1
			if (module.errors().length > 0) count.failed += 1
		}
		process.stdout.write(
			`${count.passed} passed, ${count.failed + count.pending} failed, ${count.skipped} skipped\n`,
		)
	}
}
