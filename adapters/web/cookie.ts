import { getCookie, setCookie } from 'hono/cookie'
import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'

type CookieName = 'session' | 'said' | 'browser'

/**
 * A cookie's name as browsers hold it: with the prefix that ties it to this very host (RFC 6265bis, section
 * 4.1.3.2), which needs https.
 */
export function cookieName(name: CookieName, publicUrl: string): string {
	return isSecure(publicUrl) ? `__Host-${name}` : name
}

/** @returns undefined where the cookie is absent or far longer than any of ours */
export function readCookie(c: WebContext, ports: Pick<Ports, 'settings'>, name: CookieName) {
	const value = getCookie(c, cookieName(name, ports.settings.publicUrl))
	return value && value.length <= 4_000 ? value : undefined
}

/** @param maxAge seconds; 0 removes the cookie */
export function writeCookie(
	c: WebContext,
	ports: Pick<Ports, 'settings'>,
	name: CookieName,
	value: string,
	maxAge: number,
): void {
	const { publicUrl } = ports.settings
	setCookie(c, cookieName(name, publicUrl), value, {
		path: '/',
		httpOnly: true,
		sameSite: 'Lax',
		secure: isSecure(publicUrl),
		maxAge,
	})
}

function isSecure(publicUrl: string): boolean {
	return publicUrl.startsWith('https:')
}
