import { useEffect, useState } from 'hono/jsx/dom'

const narrow = matchMedia('(max-width: 700px)')

/** Whether there is room for one window only. */
export function useNarrow(): boolean {
	const [is, set] = useState(narrow.matches)
	useEffect(() => {
		const hear = () => set(narrow.matches)
		narrow.addEventListener('change', hear)
		return () => narrow.removeEventListener('change', hear)
	}, [])
	return is
}
