import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Debian's; `apt-get install chromium`. Set `SCREENSHOTS` to a folder to see every page as it looks. */
export const executablePath = '/usr/bin/chromium'

export const flags = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
] as const

const looks = [
	{ width: 1_440, height: 900, colorScheme: 'light' },
	{ width: 360, height: 740, colorScheme: 'light' },
	{ width: 360, height: 740, colorScheme: 'dark' },
	{ width: 1_440, height: 900, colorScheme: 'dark' },
] as const

/**
 * Looks at a page at both widths and in both themes: nothing for axe to find, nothing to scroll sideways.
 * @param mirror where scripts run, for axe is one: it sees a copy of the page
 */
export async function look(page: Page, mirror: BrowserContext, name: string): Promise<void> {
	const copy = await mirror.newPage()
	const body = await page.content()
	const [path = ''] = page.url().split('#')
	await copy.route(path, route => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }))
	for (const { width, height, colorScheme } of looks) {
		await copy.setViewportSize({ width, height })
		await copy.emulateMedia({ colorScheme })
		await copy.goto(page.url())
		const wide = Number(await copy.evaluate('document.documentElement.scrollWidth'))
		expect([name, wide]).toEqual([name, Math.min(wide, width)])
		const { violations } = await new AxeBuilder({ page: copy }).setLegacyMode(true).analyze()
		const found = violations.map(one => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`)
		expect([name, found]).toEqual([name, []])
		const folder = process.env['SCREENSHOTS']
		if (!folder) continue
		await mkdir(folder, { recursive: true })
		await copy.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true })
	}
	await copy.close()
}
