import type { IncomingFile } from '../../../src/domain/comment.ts'
import { type Json, record, word } from './payload.ts'

/** What {@link IncomingFile} keeps of a file that still is at Slack. */
export type Source = {
	readonly id: string
	readonly url?: string
	readonly type?: string
	/** Where the app is installed that may read it; what was kept before that was kept has none. */
	readonly space?: string
}

/** Reads a file as Slack describes it; undefined while Slack tells its id only (Slack Connect). */
export function incomingFile(file: Json, space: string): IncomingFile | undefined {
	const id = word(file, 'id')
	const { size } = file
	if (!id || !isOurs(file) || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
		return undefined
	const url = word(file, 'url_private_download') ?? word(file, 'url_private')
	const type = word(file, 'mimetype') ?? 'application/octet-stream'
	const source: Source = { id, type, ...(url && { url }), space }
	return {
		name: fileName(file) ?? id,
		size,
		type,
		at: 'platform',
		platform: 'slack',
		source: JSON.stringify(source),
	}
}

/** What a file is called; its id where it is called nothing. */
export function fileName(file: Json): string | undefined {
	return word(file, 'name') ?? word(file, 'title') ?? word(file, 'id')
}

/** Whether Slack has said only that there is a file. */
export function isUntold(file: Json): boolean {
	return word(file, 'id') !== undefined && isOurs(file) && typeof file.size !== 'number'
}

/** Files kept elsewhere (a shared document, say) are links; deleted ones are nothing. */
export function externalLink(file: Json): string | undefined {
	if (file.is_external !== true && file.mode !== 'external') return undefined
	const url = word(file, 'url_private') ?? word(file, 'permalink')
	return url && `${word(file, 'title') ?? word(file, 'name') ?? url} (${url})`
}

function isOurs(file: Json): boolean {
	return (
		file.is_external !== true && !['external', 'tombstone', 'hidden_by_limit'].includes(String(file.mode))
	)
}

/** Reads a source back; undefined for what is none. */
export function readSource(text: string): Source | undefined {
	try {
		const source = record(JSON.parse(text))
		const id = source && word(source, 'id')
		if (!source || !id) return undefined
		const url = word(source, 'url')
		const type = word(source, 'type')
		const space = word(source, 'space')
		return { id, ...(url && { url }), ...(type && { type }), ...(space && { space }) }
	} catch {
		return undefined
	}
}
