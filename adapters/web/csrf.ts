import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'

/**
 * Whether a request that changes something was sent by one of our own pages: what the browser says of its
 * origin (`Origin`, `Sec-Fetch-Site`) must be said, and must be ours. `Origin: null` says nothing.
 */
export function isOwn(c: WebContext, { settings }: Pick<Ports, 'settings'>): boolean {
	const origin = c.req.header('origin')
	const site = c.req.header('sec-fetch-site')
	const named = origin !== undefined && origin !== 'null'
	if (named && origin !== new URL(settings.publicUrl).origin) return false
	if (site !== undefined && site !== 'same-origin') return false
	return named || site !== undefined
}
