/** Says where this process listens and, each time it is asked, what it holds after collecting what nobody uses: bytes. */
export function answerAsked(/** @type {number} */ port) {
	process.on('message', asked => {
		if (asked === 'end') process.exit(0)
		if (asked !== '?') return
		// Twice, for what finalizers let go.
		globalThis.gc?.()
		globalThis.gc?.()
		const { rss, heapUsed, external } = process.memoryUsage()
		process.send?.({ rss, heap: heapUsed + external })
	})
	process.on('disconnect', () => process.exit(0))
	process.send?.({ port })
}
