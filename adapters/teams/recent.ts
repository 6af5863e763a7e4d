/** The newest of what was said of some keys; old ones and the oldest beyond a number are forgotten. */
export type Recent<T> = {
	get(key: string): T | undefined
	set(key: string, value: T): void
	delete(key: string): void
}

/** @param lifetime milliseconds */
export function recent<T>(options: {
	readonly most: number
	readonly lifetime: number
	readonly now: () => number
}): Recent<T> {
	const entries = new Map<string, { readonly value: T; readonly until: number }>()
	return {
		get(key) {
			const entry = entries.get(key)
			return entry && entry.until > options.now() ? entry.value : undefined
		},
		set(key, value) {
			entries.delete(key)
			entries.set(key, { value, until: options.now() + options.lifetime })
			const oldest = entries.size > options.most ? entries.keys().next().value : undefined
			if (oldest !== undefined) entries.delete(oldest)
		},
		delete(key) {
			entries.delete(key)
		},
	}
}
