#!/usr/bin/env node
import { loadEnvironment } from '../settings.ts'
import { run } from './program.ts'

loadEnvironment()

process.exitCode = await run(process.argv.slice(2), {
	environment: process.env,
	out: text => process.stdout.write(text),
	err: text => process.stderr.write(text),
	...(process.stderr.isTTY && { columns: process.stderr.columns }),
	stopped: () =>
		new Promise(resolve => {
			for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
		}),
})
