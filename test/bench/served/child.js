/**
 * What a measured process says when it listens, and of the time that it has had: milliseconds of CPU, bytes.
 * @typedef {{ readonly port: number } | { readonly cpu: number, readonly memory: number }} Said
 */

/**
 * Tells the process that measures where this one listens and, each time it asks, its CPU.
 * @param {number} port
 */
export function answerAsked(port) {
	process.on('message', asked => {
		// Not by a signal: a profile (PROFILE=FOLDER) is written at an orderly end only.
		if (asked === 'end') process.exit(0)
		const { user, system } = process.cpuUsage()
		say({ cpu: (user + system) / 1_000, memory: process.memoryUsage().rss })
	})
	process.on('disconnect', () => process.exit(0))
	say({ port })
}

/** @param {Said} said */
function say(said) {
	process.send?.(said)
}
