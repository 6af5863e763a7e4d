import type { Bytes } from '../../src/ports/outside.ts'
import { uploadPiece } from './limits.ts'

const timeout = 120_000

/**
 * Uploads a file to an upload session, piece by piece and never holding more than one.
 * https://learn.microsoft.com/graph/api/driveitem-createuploadsession
 * @param url of a host that was checked; redirects are refused
 * @param size bytes; has to be what `bytes` gives
 * @throws when a piece is refused, or the bytes are not as many as said
 */
export async function upload(url: string, bytes: Bytes, size: number): Promise<void> {
	let start = 0
	for await (const piece of piecesOf(bytes)) {
		const end = start + piece.length
		if (end > size) throw new Error('the file is larger than it was said to be')
		const answer = await fetch(url, {
			method: 'PUT',
			redirect: 'error',
			signal: AbortSignal.timeout(timeout),
			headers: {
				'content-range': `bytes ${start}-${end - 1}/${size}`,
				'content-type': 'application/octet-stream',
			},
			body: piece,
		})
		await answer.body?.cancel()
		if (!answer.ok) throw new Error(`the upload session answers ${answer.status}`)
		start = end
	}
	if (start !== size) throw new Error('the file is smaller than it was said to be')
}

async function* piecesOf(bytes: Bytes): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	let piece = new Uint8Array(uploadPiece)
	let filled = 0
	for await (const chunk of bytes) {
		for (let from = 0; from < chunk.length; ) {
			const part = chunk.subarray(from, from + piece.length - filled)
			piece.set(part, filled)
			filled += part.length
			from += part.length
			if (filled < piece.length) continue
			yield piece
			piece = new Uint8Array(uploadPiece)
			filled = 0
		}
	}
	if (filled > 0) yield piece.subarray(0, filled)
}
