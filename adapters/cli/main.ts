#!/usr/bin/env node
import { loadEnvironment } from '../settings.ts'
import { run } from './program.ts'

loadEnvironment()

/** Milliseconds for the whole of a stop, and after it. */
const mostForAStop = 9_900
const mostForTheRest = 400

process.exitCode = await run(process.argv.slice(2), {
	environment: process.env,
	out: text => process.stdout.write(text),
	err: text => process.stderr.write(text),
	...(process.stderr.isTTY && { columns: process.stderr.columns }),
	stopped: () =>
		new Promise(resolve => {
			for (const signal of ['SIGINT', 'SIGTERM'] as const) {
				process.once(signal, () => {
					setTimeout(() => process.exit(), mostForAStop).unref()
					resolve(signal)
				})
			}
		}),
})

// What hangs on a line to elsewhere would keep the process for longer.
setTimeout(() => process.exit(), mostForTheRest).unref()
