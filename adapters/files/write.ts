import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { type Bytes, FileTooLarge } from '../../src/ports/outside.ts'

/**
 * Writes a new file, for its owner only, whose content survives a power cut.
 * @param limit bytes; a longer stream throws {@link FileTooLarge}, and what was written is left to the caller
 */
export async function write(
	file: string,
	bytes: Bytes,
	limit: number,
): Promise<{ sha256: string; size: number }> {
	const handle = await open(file, 'wx', 0o600)
	try {
		const hash = createHash('sha256')
		let size = 0
		for await (const chunk of bytes) {
			size += chunk.byteLength
			if (size > limit) throw new FileTooLarge(`more than ${limit} bytes`)
			hash.update(chunk)
			await handle.writeFile(chunk)
		}
		await handle.sync()
		return { sha256: hash.digest('hex'), size }
	} finally {
		await handle.close()
	}
}
