import { defineConfig } from 'vitest/config'

export default defineConfig({
	test: {
		root: '.',
		include: ['test/**/*.test.ts'],
		globalSetup: ['./test/adapters/database/postgres-server.ts'],
		reporters: ['default', './.config/closing-line.ts'],
		// One less would leave half of a small machine idle: much of a test is waiting.
		maxWorkers: '100%',
		// A slow machine is not a fault.
		testTimeout: 120_000,
		hookTimeout: 120_000,
		expect: { poll: { timeout: 15_000 } },
		snapshotFormat: { printBasicPrototype: false },
	},
})
