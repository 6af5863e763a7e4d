import { readFile } from 'node:fs/promises'
import { Hono } from 'hono'
import { html, raw } from 'hono/html'
import { bundle } from './bundle.ts'
import { themeOf } from './theme.ts'

type Page = {
	/** Where it is, with a slash at its end. */
	readonly at: string
	readonly title: string
	/** `browser/main.tsx`, which fills the page. */
	readonly script: URL
	/** Its sheets, the first ones first. */
	readonly styles: readonly URL[]
	/** What the script is to know from the start. @param query of the page's address */
	facts(query: URLSearchParams): unknown
}

/** One of the sandbox's own pages, with its script and its sheet beside it. */
export function scriptedPage(page: Page): Hono {
	const app = new Hono()
	app.get('/', c => {
		const query = new URL(c.req.url).searchParams
		const facts = JSON.stringify(page.facts(query)).replaceAll('<', String.raw`\u003c`)
		return c.html(
			html`<!doctype html><html lang="en" data-theme="${themeOf(query)}"><head><meta charset="utf-8"><title>${page.title}</title><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><link rel="stylesheet" href="${page.at}style.css"></head><body><div id="root"></div><script type="application/json" id="facts">${raw(facts)}</script><script type="module" src="${page.at}client.js"></script></body></html>`,
		)
	})
	app.get('/client.js', async c =>
		c.body(await bundle(page.script), 200, { 'content-type': 'text/javascript' }),
	)
	app.get('/style.css', async c => {
		const sheets = await Promise.all(page.styles.map(style => readFile(style, 'utf8')))
		return c.body(sheets.join('\n'), 200, { 'content-type': 'text/css' })
	})
	return app
}
