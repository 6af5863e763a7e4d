import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import { AxeBuilder } from '@axe-core/playwright'
import { Hono } from 'hono'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { locales } from '../../../src/domain/account.ts'
import type { ViewKind } from '../../../src/views/view.ts'
import { executablePath, flags } from '../../browser/look.ts'
import { sizes } from '../../views/own.ts'
import { type Exhibit, exhibits, platforms, widths } from './exhibits.ts'
import { galleryRoutes } from './index.ts'
import { takePictures } from './pictures.ts'

const kinds: Readonly<Record<ViewKind, true>> = {
	list: true,
	ticket: true,
	form: true,
	message: true,
	help: true,
	home: true,
	notice: true,
}

describe('the gallery', () => {
	const has = (wanted: Partial<Exhibit>) =>
		exhibits.some(each =>
			Object.entries(wanted).every(([key, value]) => each[key as keyof Exhibit] === value),
		)

	test.each(locales.flatMap(locale => sizes.map(example => ({ locale, example }))))(
		'has every view on every platform: $locale, $example',
		each => {
			for (const platform of ['slack', 'teams', 'web'] as const) {
				for (const kind of Object.keys(kinds) as ViewKind[]) {
					expect([platform, kind, has({ ...each, platform, kind })]).toEqual([platform, kind, true])
				}
			}
			expect(has({ ...each, platform: 'mail', kind: 'letter' })).toBe(true)
		},
	)

	test('has no two of the same address', () => {
		expect(new Set(exhibits.map(({ path }) => path)).size).toBe(exhibits.length)
	})
})

const absent = !existsSync(executablePath) && !process.env['CI']

describe.skipIf(absent)(
	`the gallery in a browser${absent ? ` (skipped: there is no ${executablePath})` : ''}`,
	{ timeout: 120_000 },
	() => {
		let server: Server
		let address: string
		let browser: Browser
		let context: BrowserContext
		let page: Page
		const faults: string[] = []
		beforeAll(async () => {
			const app = new Hono({ strict: false }).route('/gallery', galleryRoutes())
			server = createAdaptorServer({ fetch: app.fetch }) as Server
			server.listen(0, '127.0.0.1')
			await once(server, 'listening')
			address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
			browser = await chromium.launch({ executablePath, args: [...flags] })
			context = await browser.newContext({ viewport: { width: 1_400, height: 900 } })
			page = await context.newPage()
			page.on('pageerror', error => faults.push(String(error)))
		})
		afterAll(async () => {
			await browser?.close()
			server?.closeAllConnections()
			server?.close()
			expect(faults).toEqual([])
		})

		const opens = async ({ platform, path }: Exhibit, theme: string) => {
			await page.setViewportSize({ width: widths[platform], height: 600 })
			await page.goto(`${address}/gallery/frame/${path}?theme=${theme}`)
			if (platform === 'slack' || platform === 'teams') {
				await page.waitForFunction('document.documentElement.dataset.drawn')
			}
		}
		const grave = async () => {
			const { violations } = await new AxeBuilder({ page })
				.setLegacyMode(true)
				.options({ resultTypes: ['violations'] })
				.analyze()
			return violations.flatMap(({ id, impact, nodes }) =>
				impact === 'serious' || impact === 'critical'
					? [`${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`]
					: [],
			)
		}

		test.each(platforms)('nothing on %s is wider than its frame', async platform => {
			for (const exhibit of exhibits) {
				if (exhibit.platform !== platform) continue
				await opens(exhibit, 'light')
				const wide = await page.evaluate<number>('document.documentElement.scrollWidth')
				expect([exhibit.path, wide]).toEqual([exhibit.path, widths[platform]])
				const said = await page.evaluate<string>('document.body.innerText')
				expect([exhibit.path, said.length > 20]).toEqual([exhibit.path, true])
			}
		})

		test.each(platforms)('axe finds nothing grave on %s, in light or dark', async platform => {
			for (const exhibit of exhibits) {
				const theme = themeOf(exhibit)
				if (exhibit.platform !== platform || theme === undefined) continue
				await opens(exhibit, theme)
				expect([exhibit.path, await grave()]).toEqual([exhibit.path, []])
			}
		})
		/** Languages differ in their words only, so each of two examples is looked at in one theme. */
		const themeOf = ({ example, locale }: Exhibit) => {
			if (example === 'hostile') return locale === 'it' ? 'light' : undefined
			return example !== 'largest' && locale === 'en' ? 'dark' : undefined
		}

		test('is chosen from, and remembers in its address what was', async () => {
			await page.setViewportSize({ width: 1_400, height: 900 })
			await page.goto(`${address}/gallery/`)
			await page.getByText(`${exhibits.length} of ${exhibits.length}`).waitFor()
			await page.getByLabel('View').selectOption('list')
			await page.getByLabel('Platform').selectOption('Teams')
			await page.getByLabel('Language').selectOption('Italian')
			await page.getByLabel('Example').selectOption('usual')
			await page.getByLabel('Theme').selectOption('Dark')
			await page.waitForURL(/view=list&platform=teams&language=it&example=usual&theme=dark/)
			const frame = page.frameLocator('iframe')
			await frame.locator('[data-theme=dark] .ac-adaptiveCard').waitFor()
			expect(await page.locator('iframe').count()).toBe(1)
			expect(await grave()).toEqual([])
			const { height } = (await page.locator('iframe').boundingBox()) ?? { height: 0 }
			expect(height).toBeGreaterThan(200)
			await page.goto(`${address}/gallery/?view=nothing`)
			await page.getByText('There is no such example.').waitFor()
		})

		test('is the same in every picture', async () => {
			const folder = await mkdtemp(join(tmpdir(), 'sportello-gallery-'))
			try {
				const some = exhibits.filter(({ view, example, locale }) => {
					return /^(list|letter with news)$/.test(view) && example === 'usual' && locale === 'en'
				})
				const taken: Buffer[][] = []
				for (const run of ['1', '2']) {
					const pictures = some.map((exhibit, index) => {
						return { exhibit, theme: 'light' as const, file: join(folder, run, `${index}.png`) }
					})
					const files: Buffer[] = []
					for await (const { file } of takePictures(browser, address, pictures, 600)) {
						files.push(await readFile(file))
					}
					taken.push(files)
				}
				expect(taken[0]).toHaveLength(platforms.length)
				expect(taken[0]).toEqual(taken[1])
			} finally {
				await rm(folder, { recursive: true, force: true })
			}
		})
	},
)
