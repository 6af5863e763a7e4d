import { defineConfig } from 'vitest/config'

export default defineConfig({
	test: {
		root: '.',
		include: ['test/**/*.test.ts'],
		globalSetup: ['./test/adapters/database/postgres-server.ts'],
		reporters: ['default', './.config/closing-line.ts'],
		// A slow machine is not a fault.
		testTimeout: 120_000,
		hookTimeout: 120_000,
		expect: { poll: { timeout: 15_000 } },
		snapshotFormat: { printBasicPrototype: false },
	},
})
