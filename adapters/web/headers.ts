/**
 * What every response carries unless it says otherwise itself; also those of the platforms' listeners and
 * those to requests that nobody knows.
 * @param publicUrl where people reach the service
 */
export function securityHeaders(publicUrl: string): ReadonlyMap<string, string> {
	return new Map([
		[
			'content-security-policy',
			"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
		],
		['x-content-type-options', 'nosniff'],
		['x-frame-options', 'DENY'],
		['referrer-policy', 'no-referrer'],
		['cross-origin-opener-policy', 'same-origin'],
		['cross-origin-resource-policy', 'same-origin'],
		['permissions-policy', 'camera=(), geolocation=(), microphone=()'],
		['cache-control', 'no-store'],
		...(publicUrl.startsWith('https:')
			? [['strict-transport-security', 'max-age=31536000; includeSubDomains'] as const]
			: []),
	])
}

const attributeCharacters = /[A-Za-z0-9!#$&+.^_`|~-]/

/**
 * A content-disposition that saves under a name of any script (RFC 6266; the encoding is RFC 8187's).
 * @param name as its sender called it; what would leave a folder or turn the reading direction is taken out
 */
export function attachmentNamed(name: string): string {
	const clean = [
		...name
			.toWellFormed()
			.replaceAll(/[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
			.replaceAll(/[/\\]/g, '_'),
	]
		.slice(-200)
		.join('')
	const safe = /^[\s.]*$/.test(clean) ? 'file' : clean
	const plain = safe.replaceAll(/[^\x20-\x7E]|["%]/gu, '_')
	const encoded = [...new TextEncoder().encode(safe)]
		.map(byte => {
			const character = String.fromCharCode(byte)
			return attributeCharacters.test(character)
				? character
				: `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
		})
		.join('')
	return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
