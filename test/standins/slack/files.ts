import type { Element, Json } from './types.ts'
import { newId, type StoredFile, type World } from './world.ts'

/** A file as a person hands it over. */
export interface Upload {
	name: string
	bytes: Uint8Array | string
	type?: string
}

const types: Record<string, string> = {
	txt: 'text/plain',
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	pdf: 'application/pdf',
	zip: 'application/zip',
	csv: 'text/csv',
	json: 'application/json',
	html: 'text/html',
}

/** The media type that Slack gives a file by its name. */
export function typeOf(name: string): string {
	return types[name.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}

/** Keeps the bytes of a file in the workspace. */
export function storeFile(world: World, upload: Upload & { user: string; id?: string }): StoredFile {
	const file: StoredFile = {
		id: upload.id ?? newId(world, 'F'),
		name: upload.name,
		title: upload.name,
		type: upload.type ?? typeOf(upload.name),
		bytes: Buffer.from(upload.bytes as Uint8Array),
		user: upload.user,
		created: world.now(),
		shares: new Set(),
		deleted: false,
	}
	world.files.set(file.id, file)
	return file
}

/** What Slack shows to whoever asks for a file without the right: its sign-in page, with status 200. */
export const signInPage =
	'<!DOCTYPE html><html><head><title>Sign in | Slack</title></head><body>Sign in to your workspace</body></html>'

/** The event that follows a file that was shared. */
export function fileSharedEvent(file: StoredFile, channel: string, ts: string): Json {
	return {
		type: 'file_shared',
		file_id: file.id,
		user_id: file.user,
		file: { id: file.id },
		channel_id: channel,
		event_ts: ts,
	}
}

/** The bytes of an upload: the body itself, or the first file of a multipart form. */
export function uploadedBytes(body: Buffer, contentType: string): Buffer {
	const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/.exec(contentType)?.[1]
	if (!boundary) return body
	const mark = Buffer.from(`--${boundary}`)
	let at = body.indexOf(mark)
	while (at >= 0) {
		const next = body.indexOf(mark, at + mark.length)
		if (next < 0) break
		const part = body.subarray(at + mark.length + 2, next - 2)
		const headEnd = part.indexOf('\r\n\r\n')
		if (headEnd >= 0 && part.subarray(0, headEnd).includes('filename=')) return part.subarray(headEnd + 4)
		at = next
	}
	return Buffer.alloc(0)
}

/** What Slack says when files may not go into a `file_input`; nothing when they may. */
export function fileRefusal(element: Element, files: StoredFile[]): string | undefined {
	const max = element.max_files ?? 10
	if (files.length > max) return `You can only upload ${max} files.`
	const tooLarge = files.find(file => file.bytes.length > 10 * 1024 * 1024)
	if (tooLarge) return `${tooLarge.name} is larger than 10 MB.`
	const kinds = element.filetypes?.map(kind => kind.toLowerCase())
	const odd = kinds && files.find(file => !kinds.includes(file.name.split('.').pop()?.toLowerCase() ?? ''))
	return odd ? `${odd.name} is not a supported file type.` : undefined
}
