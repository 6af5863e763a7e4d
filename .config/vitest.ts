import { defineConfig } from 'vitest/config'

export default defineConfig({
	test: {
		root: '.',
		include: ['test/**/*.test.ts'],
		globalSetup: ['./test/adapters/database/postgres-server.ts'],
		reporters: ['default', './.config/closing-line.ts'],
		testTimeout: 30_000,
		hookTimeout: 60_000,
		snapshotFormat: { printBasicPrototype: false },
	},
})
