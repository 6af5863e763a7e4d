import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import { type Exhibit, type Theme, widths } from './exhibits.ts'

export type Picture = { readonly exhibit: Exhibit; readonly theme: Theme; readonly file: string }

/**
 * Writes pictures one after the other.
 * @param address of the server that has the gallery
 * @param most px of their height; what is taller is cut
 */
export async function* takePictures(
	browser: Browser,
	address: string,
	pictures: readonly Picture[],
	most: number,
): AsyncGenerator<Picture> {
	const page = await browser.newPage({ reducedMotion: 'reduce' })
	for (const picture of pictures) {
		const { exhibit, theme, file } = picture
		const width = widths[exhibit.platform]
		await page.setViewportSize({ width, height: 300 })
		await page.goto(`${address}/gallery/frame/${exhibit.path}?theme=${theme}`)
		if (exhibit.platform === 'slack' || exhibit.platform === 'teams') {
			await page.waitForFunction('document.documentElement.dataset.drawn')
		}
		const tall = Number(await page.evaluate('document.documentElement.scrollHeight'))
		const height = Math.min(tall, most)
		await page.setViewportSize({ width, height: Math.max(height, 1) })
		await mkdir(dirname(file), { recursive: true })
		await page.screenshot({ path: file, clip: { x: 0, y: 0, width, height } })
		yield picture
	}
	await page.close()
}

/** Where a picture of the whole gallery stands in its folder. */
export function fileOf(folder: string, { path }: Exhibit, theme: Theme): string {
	return join(folder, `${path}-${theme}.png`)
}
