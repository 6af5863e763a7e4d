/** One passage that becomes another; in the file as it is it must stand exactly once. */
export type Edit = { readonly in: string; readonly find: string; readonly put: string }

/** A bug, and the tests that have to notice it. */
export type Planting = {
	readonly bug: string
	readonly edits: readonly Edit[]
	/** Files of tests. */
	readonly tests: readonly string[]
	/** A pattern of the names of those of them that are run; all when absent. */
	readonly named?: string
}
