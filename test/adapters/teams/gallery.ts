import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { render } from '../../../adapters/teams/render/index.ts'
import { openEasel, themes, widths } from '../../browser/cards.ts'
import { examples } from '../../views/examples.ts'

/*
 * Draws every example as Microsoft's own renderer shows it, at the widths of a phone and of a desktop, in the
 * light and the dark theme: `npx tsx test/adapters/teams/gallery.ts FOLDER [part of a name]`.
 */

const [folder = '/tmp/teams-gallery', wanted = ''] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const theme of themes) {
	for (const width of widths) {
		const easel = await openEasel(browser, theme, width)
		for (const locale of ['en', 'it'] as const) {
			for (const { name, view } of examples(locale)) {
				if (!name.includes(wanted)) continue
				const file = `${name.replaceAll(/[^a-z]+/gi, '-')}-${locale}-${theme}-${width}.png`
				for (const problem of await easel.draw(render(view))) process.stdout.write(`${file}: ${problem}\n`)
				await easel.page.screenshot({ path: join(folder, file), fullPage: true })
			}
		}
		await easel.page.close()
	}
}
await browser.close()
