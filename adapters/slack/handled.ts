const most = 10_000

/**
 * Remembers what was answered, so that an event that Slack sends again is not answered again. A courtesy:
 * effects are kept single by the store. Copies that come meanwhile wait for the first; what failed is done
 * again.
 */
export function createHandled<T>(): (key: string, act: () => Promise<T>) => Promise<T> {
	const known = new Map<string, Promise<T>>()
	return (key, act) => {
		const before = known.get(key)
		if (before) return before
		const done = act()
		known.set(key, done)
		done.catch(() => known.delete(key))
		if (known.size > most) {
			const [oldest = ''] = known.keys()
			known.delete(oldest)
		}
		return done
	}
}
