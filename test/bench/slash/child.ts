/** What a measured process says when it listens, and of the time that it has had. */
export type Said = { readonly port: number } | { readonly cpu: number; readonly memory: number }

/** Tells the process that measures where this one listens and, each time it asks, its CPU in milliseconds. */
export function answerAsked(port: number): void {
	process.on('message', asked => {
		// Not by a signal: a profile (PROFILE=FOLDER) is written at an orderly end only.
		if (asked === 'end') process.exit(0)
		const { user, system } = process.cpuUsage()
		process.send?.({ cpu: (user + system) / 1_000, memory: process.memoryUsage().rss } satisfies Said)
	})
	process.on('disconnect', () => process.exit(0))
	process.send?.({ port } satisfies Said)
}
