import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { publishedFolder } from '../published.ts'

/** A phone's and a desktop's width of a card, in px. */
export const widths = [320, 600] as const
export const themes = ['light', 'dark'] as const

type Width = (typeof widths)[number]
type Theme = (typeof themes)[number]

/** What is the matter with a card as it is drawn; nothing, if all is well. */
export type Drawn = readonly string[]

/** Draws cards as Microsoft's own renderer shows them with Teams' settings. */
export type Easel = {
	readonly page: Page
	/** Draws one card; parts that are folded away are opened when `open`. */
	draw(card: unknown, options?: { readonly open?: boolean }): Promise<Drawn>
}

export async function openEasel(browser: Browser, theme: Theme, width: Width): Promise<Easel> {
	const page = await browser.newPage({ viewport: { width: width + 24, height: 700 } })
	const library = createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js')
	const config = readFileSync(join(publishedFolder, 'adaptive-cards', `teams-${theme}.json`), 'utf8')
	await page.setContent(`<style>${style(theme)}</style><div id="card"></div>`)
	await page.addScriptTag({ content: readFileSync(library, 'utf8') })
	await page.addScriptTag({ content: `const hostConfig = ${config}\n${script}` })
	return {
		page,
		draw: (card, { open = false } = {}) =>
			page.evaluate(`draw(${JSON.stringify(open ? unfolded(card) : card)})`) as Promise<Drawn>,
	}
}

function unfolded(card: unknown): unknown {
	return JSON.parse(
		JSON.stringify(card, (key, value: unknown) => (key === 'isVisible' ? undefined : value)),
	) as unknown
}

/** Runs in the page: draws, and looks for what is missing, cut off or out of the card. */
const script = `
	const texts = node => {
		if (Array.isArray(node)) return node.flatMap(texts)
		if (typeof node !== 'object' || node === null || node.isVisible === false) return []
		if (node.type === 'TextRun') return [node.text]
		if (String(node.type).startsWith('Action.')) return [node.title].filter(Boolean)
		const own = node.type === 'Input.ChoiceSet' ? [node.label] : [node.label].filter(Boolean)
		return [...own, ...texts(node.body), ...texts(node.items), ...texts(node.inlines), ...texts(node.actions)]
	}
	const plain = text => text.replace(/\\s+/g, ' ').trim()

	function draw(json) {
		const holder = document.getElementById('card')
		const card = new AdaptiveCards.AdaptiveCard()
		card.hostConfig = new AdaptiveCards.HostConfig(hostConfig)
		card.parse(json)
		holder.replaceChildren(card.render())
		const problems = []
		const { right } = holder.getBoundingClientRect()
		if (holder.scrollWidth > holder.clientWidth) problems.push('the card is ' + holder.scrollWidth + ' px wide')
		for (const part of holder.querySelectorAll('*')) {
			if (part.getBoundingClientRect().right > right + 1) problems.push('over the edge: ' + plain(part.textContent))
		}
		for (const part of holder.querySelectorAll('.ac-pushButton, .ac-pushButton *')) {
			if (part.scrollWidth > part.clientWidth) problems.push('cut off: ' + plain(part.textContent))
		}
		const said = plain(holder.textContent)
		for (const text of texts(json)) if (!said.includes(plain(text))) problems.push('not shown: ' + text)
		return problems
	}`

/** Roughly as the clients dress the renderer's bare elements. */
const style = (theme: Theme) => {
	const light = theme === 'light'
	return `
	body { margin: 12px; background: ${light ? '#f5f5f5' : '#1f1f1f'} }
	#card { background: ${light ? '#ffffff' : '#292929'}; color: ${light ? '#242424' : '#ffffff'};
		border-radius: 6px; overflow: hidden; font-family: 'Segoe UI', 'Noto Sans', sans-serif }
	.ac-pushButton { font: 600 14px 'Segoe UI', 'Noto Sans', sans-serif; padding: 5px 12px; border-radius: 4px;
		border: 1px solid ${light ? '#d1d1d1' : '#666'}; background: transparent; color: inherit;
		overflow: hidden; text-overflow: ellipsis }
	a { color: ${light ? '#4f52b2' : '#9ea2ff'} }
	.style-positive { background: #5b5fc7; color: #fff; border-color: #5b5fc7 }
	.style-destructive { color: #c4314b }
	.ac-input { width: 100%; box-sizing: border-box; font: 14px 'Segoe UI', 'Noto Sans', sans-serif; padding: 6px;
		background: ${light ? '#f5f5f5' : '#141414'}; color: inherit; border: 1px solid #8888; border-radius: 4px }
	textarea.ac-input { min-height: 80px }`
}
