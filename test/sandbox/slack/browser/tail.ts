import { type RefObject, useEffect, useRef } from 'hono/jsx/dom'

/**
 * Keeps a list at its end when something is added, unless somebody reads further up.
 * @param last changes with what is added
 * @param own whether the person added it, who wants to see it
 */
export function useTail(
	last: string,
	own: boolean,
): { readonly list: RefObject<HTMLDivElement | null>; readonly onScroll: () => void } {
	const list = useRef<HTMLDivElement>(null)
	const atEnd = useRef(true)
	useEffect(() => {
		const { current } = list
		if (current && (own || atEnd.current)) current.scrollTop = current.scrollHeight
	}, [last])
	const onScroll = () => {
		const { current } = list
		if (current) atEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < 80
	}
	return { list, onScroll }
}
