import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { render } from '../../../adapters/teams/render/index.ts'
import { publishedFolder } from '../../published.ts'
import { examples } from '../../views/examples.ts'

/*
 * Draws every example as Microsoft's own renderer shows it, at the widths of a phone and of a desktop, in the
 * light and the dark theme: `npx tsx test/adapters/teams/gallery.ts FOLDER [part of a name]`.
 */

const [folder = '/tmp/teams-gallery', wanted = ''] = process.argv.slice(2)
const library = readFileSync(
	createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
	'utf8',
)
const themes = { light: '#ffffff', dark: '#292929' } as const
const style = (theme: keyof typeof themes) => `
	body { margin: 12px; background: ${theme === 'light' ? '#f5f5f5' : '#1f1f1f'} }
	#card { background: ${themes[theme]}; border-radius: 6px; overflow: hidden; font-family: 'Segoe UI', 'Noto Sans', sans-serif }
	.ac-pushButton { font: 600 14px 'Segoe UI', 'Noto Sans', sans-serif; padding: 5px 12px; border-radius: 4px;
		border: 1px solid ${theme === 'light' ? '#d1d1d1' : '#666'}; background: transparent; color: inherit; overflow: hidden; text-overflow: ellipsis }
	a { color: ${theme === 'light' ? '#4f52b2' : '#9ea2ff'} }
	.style-positive { background: #5b5fc7; color: #fff; border-color: #5b5fc7 }
	.style-destructive { color: #c4314b }
	.ac-input { width: 100%; box-sizing: border-box; font: 14px 'Segoe UI', 'Noto Sans', sans-serif; padding: 6px;
		background: ${theme === 'light' ? '#f5f5f5' : '#141414'}; color: inherit; border: 1px solid #8888; border-radius: 4px }
	textarea.ac-input { min-height: 80px }
	#card { color: ${theme === 'light' ? '#242424' : '#ffffff'} }`

await mkdir(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
for (const theme of ['light', 'dark'] as const) {
	const config = JSON.parse(
		readFileSync(join(publishedFolder, 'adaptive-cards', `teams-${theme}.json`), 'utf8'),
	) as unknown
	for (const width of [320, 600]) {
		const page = await browser.newPage({ viewport: { width: width + 24, height: 700 } })
		for (const locale of ['en', 'it'] as const) {
			for (const { name, view } of examples(locale)) {
				if (!name.includes(wanted)) continue
				await page.setContent(`<style>${style(theme)}</style><div id="card"></div>`)
				await page.addScriptTag({ content: library })
				const overflow = await page.evaluate(
					([json, hostConfig]) => {
						const { AdaptiveCards } = globalThis as unknown as {
							AdaptiveCards: {
								AdaptiveCard: new () => { hostConfig: unknown; parse(card: unknown): void; render(): unknown }
								HostConfig: new (config: unknown) => unknown
							}
						}
						const card = new AdaptiveCards.AdaptiveCard()
						card.hostConfig = new AdaptiveCards.HostConfig(hostConfig)
						card.parse(json)
						const { document } = globalThis as unknown as {
							document: {
								getElementById(
									id: string,
								): { append(child: unknown): void; scrollWidth: number; clientWidth: number } | null
							}
						}
						const holder = document.getElementById('card')
						holder?.append(card.render())
						return (holder?.scrollWidth ?? 0) - (holder?.clientWidth ?? 0)
					},
					[render(view), config] as const,
				)
				const file = `${name.replaceAll(/[^a-z]+/gi, '-')}-${locale}-${theme}-${width}.png`
				if (overflow > 0) process.stdout.write(`${file} is ${overflow} px too wide\n`)
				await page.screenshot({ path: join(folder, file), fullPage: true })
			}
		}
		await page.close()
	}
}
await browser.close()
await writeFile(join(folder, 'done'), '')
