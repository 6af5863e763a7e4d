import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * What a measured process says when it listens, and of the time that it has had: milliseconds of CPU, and by how many
 * its event loop was late since it was last asked, where it watches that.
 * @typedef {{ readonly slowest: number, readonly longest: number }} Late
 * @typedef {{ readonly port: number } | { readonly cpu: number, readonly late?: Late }} Said
 */

/** @type {ReturnType<typeof monitorEventLoopDelay> | undefined} */
let delays

/**
 * Tells the process that measures where this one listens and, each time it asks, its CPU.
 * @param {number} port
 */
export function answerAsked(port) {
	process.on('message', asked => {
		// Not by a signal: a profile (PROFILE=FOLDER) is written at an orderly end only.
		if (asked === 'end') process.exit(0)
		if (asked === 'watch') {
			delays ??= monitorEventLoopDelay({ resolution: 1 })
			delays.enable()
		}
		const { user, system } = process.cpuUsage()
		say({ cpu: (user + system) / 1_000, ...(delays && { late: lateBy(delays) }) })
		delays?.reset()
	})
	process.on('disconnect', () => process.exit(0))
	say({ port })
}

/**
 * @param {ReturnType<typeof monitorEventLoopDelay>} delays
 * @returns {Late}
 */
function lateBy(delays) {
	return {
		slowest: delays.percentile(99) / 1e6,
		longest: delays.max / 1e6,
	}
}

/** @param {Said} said */
function say(said) {
	process.send?.(said)
}
