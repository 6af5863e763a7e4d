import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { chromium } from 'playwright-core'
import { executablePath, flags } from '../../browser/look.ts'
import { exhibits, type Theme, themes } from './exhibits.ts'
import { galleryRoutes } from './index.ts'
import { fileOf, type Picture, takePictures } from './pictures.ts'

/*
 * Writes every view as a picture, or those with PART in their names: `npm run gallery -- [PART] [--into FOLDER]`, into
 * data/gallery when no folder is named. With `--readme`, the few that README shows, into the folder beside this file.
 */

/** What README shows: a path of the gallery, a theme and the file's name. */
const chosen: readonly (readonly [path: string, theme: Theme, name: string])[] = [
	['slack/en/notice-usual', 'dark', 'slack-news'],
	['teams/en/ticket-usual', 'light', 'teams-request'],
	['web/en/ticket-usual', 'light', 'web-request'],
]

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { into: { type: 'string', default: 'data/gallery' }, readme: { type: 'boolean', default: false } },
})
const { into: folder, readme } = values
const [part = ''] = positionals

const pictures: readonly Picture[] = readme ? ofReadme() : ofAll()
if (readme) await rm(shown(), { recursive: true, force: true })
const server = createAdaptorServer({ fetch: new Hono().route('/gallery', galleryRoutes()).fetch })
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as AddressInfo
const browser = await chromium.launch({ executablePath, args: [...flags, '--font-render-hinting=none'] })
let count = 0
for await (const { file } of takePictures(
	browser,
	`http://127.0.0.1:${port}`,
	pictures,
	readme ? 640 : 4_000,
)) {
	count += 1
	if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${count} of ${pictures.length}: ${file}`)
}
await browser.close()
server.close()
process.stdout.write(`${process.stdout.isTTY ? '\n' : ''}${count} pictures in ${readme ? shown() : folder}\n`)

function ofAll(): Picture[] {
	const wanted = exhibits.filter(({ path }) => path.includes(part))
	return wanted.flatMap(exhibit =>
		themes.map(theme => ({ exhibit, theme, file: fileOf(folder, exhibit, theme) })),
	)
}

function ofReadme(): Picture[] {
	return chosen.map(([path, theme, name]) => {
		const exhibit = exhibits.find(each => each.path === path)
		if (!exhibit) throw new Error(`there is no ${path}`)
		return { exhibit, theme, file: join(shown(), `${name}.png`) }
	})
}

function shown(): string {
	return fileURLToPath(new URL('pictures', import.meta.url))
}
