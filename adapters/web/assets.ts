import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'
import { notFound } from './notice.tsx'
import { icon, iconPath, stylesheet, stylePath } from './style/index.ts'

const assets = new Map([
	[stylePath, { text: stylesheet, type: 'text/css; charset=utf-8' }],
	[iconPath, { text: icon, type: 'image/svg+xml' }],
])

/** `GET /assets/{name}`: what pages load. The name changes with what is in it, so it may be kept for ever. */
export function asset(c: WebContext, ports: Ports): Response {
	const found = assets.get(c.req.path)
	if (!found) return notFound(c, ports)
	return c.body(found.text, 200, {
		'content-type': found.type,
		'cache-control': 'public, max-age=31536000, immutable',
	})
}

/** `GET /favicon.ico`: what browsers ask for by themselves. */
export function favicon(c: WebContext): Response {
	return c.redirect(iconPath, 302)
}
