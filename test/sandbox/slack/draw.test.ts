import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renderHome, renderMessage, renderModal } from '../../../adapters/slack/render/index.ts'
import { locales } from '../../../src/domain/account.ts'
import { executablePath, flags } from '../../browser/look.ts'
import { publishedFolder } from '../../published.ts'
import { toText } from '../../standins/slack/index.ts'
import { type Block, type Json } from '../../standins/slack/types.ts'
import { examples } from '../../views/examples.ts'
import { bundle } from '../bundle.ts'

const absent = !existsSync(executablePath) && !process.env['CI']
const width = 720
const themes = ['light', 'dark'] as const

/** Blocks that Slack publishes as good, each in a message; the elements in an actions block or a form. */
function published(): { readonly name: string; readonly blocks: readonly unknown[] }[] {
	const folder = (kind: string) => join(publishedFolder, 'slack-blocks', 'fixtures', 'valid', kind)
	const read = (kind: string) =>
		readdirSync(folder(kind)).map(file => ({
			name: file.replace('.json', ''),
			json: JSON.parse(readFileSync(join(folder(kind), file), 'utf8')) as Json,
		}))
	const label = { type: 'plain_text', text: 'Label' }
	return [
		...read('blocks').map(({ name, json }) => ({ name, blocks: [json] })),
		...read('elements').map(({ name, json }) => ({
			name,
			blocks: /image|url_source/.test(name)
				? [{ type: 'context', elements: [json] }]
				: /button|overflow/.test(name)
					? [{ type: 'actions', block_id: name, elements: [json] }]
					: [{ type: 'input', block_id: name, label, element: json }],
		})),
		...read('views').map(({ name, json }) => ({ name, blocks: json['blocks'] as unknown[] })),
	]
}

describe.skipIf(absent)(
	`what Slack would draw${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	() => {
		let browser: Browser
		let context: BrowserContext
		let page: Page
		const faults: string[] = []

		beforeAll(async () => {
			const style = await readFile(new URL('style.css', import.meta.url), 'utf8')
			const script = await bundle(new URL('browser/draw.ts', import.meta.url))
			browser = await chromium.launch({ executablePath, args: [...flags] })
			context = await browser.newContext({ viewport: { width, height: 900 } })
			page = await context.newPage()
			page.on('pageerror', error => faults.push(String(error)))
			await page.setContent(
				`<!doctype html><html lang="en"><title>Drawn</title><style>body { margin: 0 } ${style}</style><main><h1>Drawn</h1><div></div></main>`,
			)
			await page.addScriptTag({ content: script, type: 'module' })
			await page.waitForFunction('window.drawSlack !== undefined')
		})
		afterAll(async () => {
			await browser?.close()
			expect(faults).toEqual([])
		})

		const draw = (drawings: readonly Json[]) =>
			page.evaluate(`{
				const drawings = ${JSON.stringify(drawings)}
				const all = document.querySelector('main > div')
				all.replaceChildren(...drawings.map(() => document.createElement('section')))
				drawings.forEach((drawing, index) => drawSlack(all.children[index], drawing))
			}`)
		const text = () => page.evaluate<string>('document.querySelector("main > div").innerText')

		async function fits(name: string): Promise<void> {
			const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
			expect([name, wide]).toEqual([name, Math.min(wide, width)])
		}

		async function look(name: string): Promise<void> {
			await fits(name)
			const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
			const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
			expect([name, found]).toEqual([name, []])
			const folder = process.env['SCREENSHOTS']
			if (!folder) return
			await mkdir(folder, { recursive: true })
			await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
		}

		it.each(themes)('is every block and element that Slack publishes, in %s', async theme => {
			const all = published()
			await draw(all.map(({ blocks }) => ({ kind: 'message', theme, blocks })))
			expect(await page.locator('section > .message').count()).toBe(all.length)
			expect(await page.locator('.unknown figcaption').allTextContents()).toEqual([])
			await look(`drawn-published-${theme}`)
		})

		it.each(themes)('is the JSON of a block that nobody knows, in %s', async theme => {
			const odd = [
				{ type: 'hologram', depth: 3 },
				null,
				'text',
				{ type: 'section', fields: 3, accessory: {} },
			]
			await draw([
				{ kind: 'message', theme, blocks: odd },
				{ kind: 'home', theme, blocks: [{ type: 'actions' }] },
			])
			expect(await text()).toContain('"depth": 3')
			expect(await page.locator('.unknown').count()).toBe(4)
			await look(`drawn-odd-${theme}`)
		})

		it.each(locales)(
			'is every example of our views (%s)',
			async locale => {
				for (const { name, view } of examples(locale)) {
					const [theme] = name.includes('hostile') ? ['dark'] : ['light']
					const modal = renderModal(view)
					const message = renderMessage(view, { do: 'help' })
					const drawn = [message, renderHome(view), modal]
					const kinds = ['message', 'home', 'modal']
					await draw(drawn.map((payload, index) => ({ ...payload, kind: kinds[index], theme })))
					expect(await page.locator('.unknown').count()).toBe(0)
					const said = squeezed(await text())
					for (const word of wordsIn(modal.blocks as Block[])) expect(said).toContain(word)
					await fits(name)
					if (locale === 'en' && /^(list|ticket|form), (usual|hostile)/.test(name))
						await look(`drawn-${locale}-${name.replaceAll(/\W+/g, '-')}`)
				}
			},
			60_000,
		)
	},
)

/** The first words of everything that the stand-in reads out of the same blocks. */
function wordsIn(blocks: readonly Block[]): string[] {
	const texts = blocks
		.filter(({ type }) => type === 'section' || type === 'header')
		.map(block => toText([block]).replace(/^# /, '').split('  [')[0] ?? '')
	return texts.map(text => squeezed(text).slice(0, 40)).filter(Boolean)
}

function squeezed(text: string): string {
	return text.replaceAll(/\s+/g, '')
}
