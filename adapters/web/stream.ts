import type { ServerResponse } from 'node:http'
import type { Bytes, Log } from '../../src/ports/outside.ts'

/**
 * Bytes as a body. Nothing is read before somebody takes it, so that a HEAD opens no file; what breaks on the
 * way breaks the connection, so that half a file is never taken for a whole one.
 */
export function bodyOf(bytes: Bytes, outgoing: ServerResponse, log: Log): ReadableStream<Uint8Array> {
	const iterator = bytes[Symbol.asyncIterator]()
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				try {
					const { done, value } = await iterator.next()
					if (done) controller.close()
					else controller.enqueue(value)
				} catch (error) {
					log.error('a download broke off', error)
					outgoing.destroy()
					controller.close()
				}
			},
			async cancel() {
				await iterator.return?.()
			},
		},
		{ highWaterMark: 0 },
	)
}
