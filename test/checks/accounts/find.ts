/** Texts to be looked for in bytes, each as it is and as it could be encoded. */
export type Finder = {
	/** @returns what each was called that is in there */
	in(bytes: Uint8Array): readonly string[]
}

/** @param secrets by what each is called; of at least 8 characters */
export function finderOf(secrets: ReadonlyMap<string, string>): Finder {
	/** By their first four bytes. */
	const needles = new Map<number, (readonly [name: string, bytes: Buffer])[]>()
	for (const [name, secret] of secrets) {
		const plain = Buffer.from(secret)
		const encoded = [
			plain,
			...(['hex', 'base64', 'base64url'] as const).map(as =>
				Buffer.from(plain.toString(as).replace(/=+$/, '')),
			),
			Buffer.from(plain.toString('utf16le')),
			// What is written in hex may be kept as the bytes that it stands for.
			...(/^(?:[0-9a-f]{2}){8,}$/.test(secret) ? [Buffer.from(secret, 'hex')] : []),
		]
		for (const bytes of encoded) {
			const first = bytes.readInt32BE(0)
			needles.set(first, [...(needles.get(first) ?? []), [name, bytes]])
		}
	}
	return {
		in(bytes) {
			const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
			const found = new Set<string>()
			let first = 0
			for (let at = 0; at < buffer.length; at += 1) {
				first = (first << 8) | (buffer[at] ?? 0)
				if (at < 3) continue
				for (const [name, needle] of needles.get(first) ?? []) {
					const begin = at - 3
					if (
						buffer.compare(
							needle,
							0,
							needle.length,
							begin,
							Math.min(begin + needle.length, buffer.length),
						) === 0
					)
						found.add(name)
				}
			}
			return [...found]
		},
	}
}
