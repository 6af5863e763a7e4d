/* Gives each frame the height of what is in it, and asks for what is chosen as soon as it is. */

const tallest = 6_000

for (const frame of document.querySelectorAll('iframe')) {
	frame.addEventListener('load', () => {
		const inside = frame.contentDocument
		if (!inside) return
		frame.style.height = '0'
		const grow = () => {
			const { scrollHeight, clientHeight } = inside.documentElement
			if (scrollHeight > clientHeight) frame.style.height = `${Math.min(scrollHeight + 2, tallest)}px`
		}
		grow()
		// What is unfolded later needs more.
		new ResizeObserver(grow).observe(inside.body)
	})
}

const form = document.querySelector('form')
form?.addEventListener('change', () => form.requestSubmit())
