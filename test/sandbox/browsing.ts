import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { executablePath, flags } from '../browser/look.ts'

/** Whether tests in a browser are left out: there is none, and it is not CI. */
export const absent = !existsSync(executablePath) && !process.env['CI']

export function openBrowser(): Promise<Browser> {
	return chromium.launch({ executablePath, args: [...flags] })
}

/** Nothing for axe to find in the page and its frames; with `SCREENSHOTS`, a picture of it in that folder. */
export async function inspect(page: Page, name: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
	const found = violations.map(one => `${one.id}: ${one.nodes[0]?.html} ${one.nodes[0]?.failureSummary}`)
	expect([name, found]).toEqual([name, []])
	const folder = process.env['SCREENSHOTS']
	if (!folder) return
	await mkdir(folder, { recursive: true })
	await page.screenshot({ path: join(folder, `sandbox-${name}.png`) })
}
