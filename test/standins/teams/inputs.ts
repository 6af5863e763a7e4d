import { randomUUID } from 'node:crypto'
import { contentsOf } from './find.ts'
import type { Upload } from './verbs.ts'
import { type Attachment, type Card, type Dialog, type Message, valueOf, type World } from './world.ts'

/** What a file looks like in a message: left in the sender's OneDrive, or pasted into the text. */
export function attach(
	world: World,
	{ name, bytes, type = 'application/octet-stream' }: Upload,
	inline: boolean,
): Attachment {
	const id = randomUUID()
	world.files.set(id, { name, bytes, type })
	if (inline) {
		return { contentType: 'image/*', contentUrl: `${world.origin}/v3/attachments/${id}/views/original` }
	}
	return {
		contentType: 'application/vnd.microsoft.teams.file.download.info',
		contentUrl: `${world.origin}/personal/${encodeURIComponent(name)}`,
		name,
		content: {
			downloadUrl: `${world.origin}/onedrive/${id}`,
			uniqueId: id,
			fileType: name.split('.').at(-1),
		},
	}
}

/** Everything that is filled in, as a client sends it along. */
export function inputsOf(card: Card, { inputs }: Message | Dialog): Record<string, string> {
	return Object.fromEntries(
		contentsOf(card).fields.map(({ id, element }) => [id, inputs.get(id) ?? valueOf(element)]),
	)
}

/** Whether a field that is needed is empty; the client says so itself, and sends nothing. */
export function missing(card: Card, held: Message | Dialog): boolean {
	held.errors.clear()
	for (const { id, element } of contentsOf(card).fields) {
		const value = held.inputs.get(id) ?? valueOf(element)
		if (element.isRequired && !value) held.errors.set(id, String(element.errorMessage))
		if (typeof element.maxLength === 'number' && value.length > element.maxLength) {
			throw new Error(`"${String(element.label)}" takes ${element.maxLength} characters`)
		}
	}
	return held.errors.size > 0
}
