import { render } from 'hono/jsx/dom'
import { tell } from '../../browser/between.ts'
import { Client } from './client.tsx'
import { openLive } from './live.ts'

const { body } = document
const dark = matchMedia('(prefers-color-scheme: dark)')
const dress = () => {
	body.dataset['theme'] = dark.matches ? 'dark' : 'light'
}
if (!body.dataset['theme']) {
	dress()
	dark.addEventListener('change', dress)
}

// The shell decides where a link opens; a click with a key held down stays the browser's.
document.addEventListener('click', event => {
	const link = event.target instanceof Element ? event.target.closest('a') : null
	const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey
	if (!link || !plain || link.hasAttribute('download') || !/^https?:/.test(link.href)) return
	event.preventDefault()
	tell({ open: link.href })
})

render(<Client live={await openLive(body.dataset['as'] ?? 'ada')} />, body)
