/**
 * The same function, which remembers what it made lately.
 * @param most how many of these, before it forgets them all
 */
export function lately<Key, Made>(most: number, make: (key: Key) => Made): (key: Key) => Made {
	const all = new Map<Key, Made>()
	return key => {
		const before = all.get(key)
		if (before !== undefined) return before
		const made = make(key)
		if (all.size >= most) all.clear()
		all.set(key, made)
		return made
	}
}
