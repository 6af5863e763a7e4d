import * as z from 'zod'
import { FileTooLarge } from '../../../src/ports/outside.ts'
import { cutText, oneLine } from '../../../src/text/rich.ts'
import { type Operation, operation } from '../operation.ts'
import { Problem } from '../problem.ts'
import { idPath } from '../schemas.ts'
import { wordOf } from '../uploads.ts'

const nameLength = 200

const upload = z
	.strictObject({
		upload: z.string().meta({ description: 'For “uploads” of a request or a comment, within a day' }),
		size: z.int(),
		sha256: z.string(),
	})
	.meta({ id: 'Upload' })

export const files: readonly Operation[] = [
	operation({
		name: 'createUpload',
		method: 'POST',
		at: '/uploads',
		scope: 'files:write',
		says: 'Keeps a file, byte for byte, until it is put on a comment.',
		query: z.strictObject({ name: z.string().min(1).max(1_000) }),
		body: 'bytes',
		answer: upload,
		status: 201,
		async run({ ports, account, query, incoming }) {
			const { fileLimits, uploadsADay } = ports.settings
			const announced = Number(incoming.headers['content-length'])
			if (!Number.isSafeInteger(announced)) {
				throw new Problem('malformed', { detail: 'A file is sent with its Content-Length.' })
			}
			if (announced === 0) throw new Problem('invalid', { errors: [{ at: 'body', says: 'is empty' }] })
			if (announced > fileLimits.bytes) throw new Problem('large')
			const fits = await ports.tickets.takeUpload({ by: account.id, bytes: announced, aDay: uploadsADay })
			if (!fits)
				throw new Problem('budget', { detail: 'The account has uploaded as much as it may in a day.' })
			try {
				const stored = await ports.files.put(incoming, fileLimits.bytes)
				const file = {
					at: 'store' as const,
					name: cutText(oneLine(query.name), nameLength) || 'file',
					type: (incoming.headers['content-type'] ?? 'application/octet-stream').slice(0, 200),
					...stored,
				}
				const { size, sha256 } = stored
				return { status: 201, body: { upload: wordOf(ports, account.id, file), size, sha256 } }
			} catch (error) {
				if (error instanceof FileTooLarge) throw new Problem('large')
				throw error
			}
		},
	}),
	operation({
		name: 'getFile',
		method: 'GET',
		at: '/files/{id}',
		scope: 'files:read',
		says: 'The bytes of a file on a comment that the account may read.',
		path: idPath,
		answer: 'bytes',
		status: 200,
		async run({ ports, account, path }) {
			const stored = await ports.tickets.file(account, path.id)
			const bytes = stored && (await ports.files.get(stored.key))
			if (!stored || !bytes) throw new Problem('absent')
			return {
				file: bytes,
				headers: { 'content-length': String(stored.attachment.size), 'content-disposition': 'attachment' },
			}
		},
	}),
]
