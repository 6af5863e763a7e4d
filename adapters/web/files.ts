import type { Ports } from '../../src/ports/index.ts'
import type { WebContext } from './context.ts'
import { attachmentNamed } from './headers.ts'
import { addressGone } from './notice.tsx'
import { bodyOf } from './stream.ts'

/** What browsers show or save without running anything; all else is just bytes. */
const harmless = new Map([
	...['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf', 'application/zip'].map(
		type => [type, type] as const,
	),
	['text/plain', 'text/plain; charset=utf-8'],
])

/** `GET /files/{id}/{name}`: a file, for whom the address was signed, if they may still read it. */
export async function file(c: WebContext<'/files/:id/:name'>, ports: Ports): Promise<Response> {
	const stored = await ports.tickets.file(c.get('account'), c.req.param('id'))
	if (!stored) return addressGone(c, ports)
	const bytes = await ports.files.get(stored.key)
	if (!bytes) {
		ports.log.error('the bytes of a file are gone', new Error(`attachment ${stored.attachment.id}`))
		return addressGone(c, ports)
	}
	const { name, size, type } = stored.attachment
	const plainType = type.split(';')[0]?.trim().toLowerCase() ?? ''
	return c.body(bodyOf(bytes, c.env.outgoing, ports.log), 200, {
		'content-type': harmless.get(plainType) ?? 'application/octet-stream',
		'content-length': String(size),
		'content-disposition': attachmentNamed(name),
		'content-security-policy': "default-src 'none'; sandbox",
		'cache-control': 'private, no-store',
	})
}
