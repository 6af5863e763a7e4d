import { performance } from 'node:perf_hooks'

/** Says that the process is ready, after how many milliseconds and with how much CPU since it began; ends when asked to. */
export function sayReady() {
	process.on('message', () => process.exit(0))
	process.on('disconnect', () => process.exit(0))
	const { user, system } = process.cpuUsage()
	process.send?.({ after: performance.now(), cpu: (user + system) / 1_000 })
}
