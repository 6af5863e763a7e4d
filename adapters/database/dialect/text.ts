/** Parameters without NUL characters, which PostgreSQL's text cannot hold; so neither engine keeps any. */
export function storable(parameters: readonly unknown[]): readonly unknown[] {
	return parameters.some(hasNul) ? parameters.map(withoutNul) : parameters
}

function hasNul(value: unknown): boolean {
	return typeof value === 'string' && value.includes('\0')
}

function withoutNul(value: unknown): unknown {
	return typeof value === 'string' ? value.replaceAll('\0', '') : value
}
