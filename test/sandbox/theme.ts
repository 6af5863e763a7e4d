export type Theme = 'light' | 'dark'

export function themeOf(query: URLSearchParams): Theme {
	return query.get('theme') === 'dark' ? 'dark' : 'light'
}

/** A page or a sheet that asks what its reader prefers, with the answer: a frame would get the browser's. */
export function preferring(theme: Theme, text: string): string {
	return text
		.replaceAll('(prefers-color-scheme: dark)', theme === 'dark' ? '(min-width: 0)' : '(width < 0)')
		.replaceAll('color-scheme: light dark', `color-scheme: ${theme}`)
		.replaceAll('name="color-scheme" content="light dark"', `name="color-scheme" content="${theme}"`)
}
