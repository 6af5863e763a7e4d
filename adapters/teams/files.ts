import type { IncomingFile } from '../../src/domain/comment.ts'
import { FileTooLarge } from '../../src/ports/outside.ts'
import { cutText } from '../../src/text/rich.ts'
import type { Activity, ReceivedAttachment } from './activity.ts'
import { fileHost, serviceHost } from './hosts.ts'
import type { RemoteFile, Turn, World } from './turn.ts'
import type { Voice } from './voice.ts'

/** A file that a message carries, and where its bytes are. */
export type SentFile = {
	readonly name: string
	readonly type: string
	readonly from: RemoteFile | undefined
	readonly bearer: boolean
}

export type TakenFiles = {
	readonly files: readonly IncomingFile[]
	/** Why others were not taken, in the person's words. */
	readonly problems: readonly string[]
}

/** Files and inline images of a message in the personal chat. */
export function sentFiles({ attachments = [] }: Activity, hosts: World['hosts']): readonly SentFile[] {
	let images = 0
	return attachments.flatMap(attachment => {
		const { contentType = '' } = attachment
		if (contentType === 'application/vnd.microsoft.teams.file.download.info')
			return [uploadedFile(attachment, hosts)]
		if (!/^image\/[\w.+*-]+$/.test(contentType)) return []
		images += 1
		return [inlineImage(attachment, contentType, images, hosts)]
	})
}

/**
 * How many files a message in a channel has that we cannot read: of those we get a mark in the text at most, and
 * their bytes are only to be had by rights to all of a team's messages.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function unreadable({ attachments = [] }: Activity): number {
	const ofType = (pattern: RegExp) => attachments.filter(({ contentType = '' }) => pattern.test(contentType))
	const html = ofType(/^text\/html$/)
		.map(({ content }) => (typeof content === 'string' ? content : ''))
		.join('')
	const marks = html.match(/<attachment\b/gi)?.length ?? 0
	const pasted = html.match(/<img\b(?![^>]*Emoji)/gi)?.length ?? 0
	const quoted = ofType(/MessageReference$/i).length
	const named = ofType(/^reference$/).length
	return Math.max(named, marks - quoted, 0) + Math.max(pasted - ofType(/^image\//).length, 0)
}

/** In the sender's OneDrive, at an address that lets anyone read for about an hour. */
function uploadedFile({ name, content }: ReceivedAttachment, hosts: World['hosts']): SentFile {
	const { downloadUrl, fileType } = (content ?? {}) as { downloadUrl?: unknown; fileType?: unknown }
	const url = typeof downloadUrl === 'string' ? downloadUrl : undefined
	const host = fileHost(url, hosts)
	return {
		name: name || (typeof fileType === 'string' ? `file.${fileType}` : 'file'),
		type: 'application/octet-stream',
		from: url && host ? { url, hosts: [host] } : undefined,
		bearer: false,
	}
}

/** At the connector, which wants to know that it is us. */
function inlineImage(
	{ name, contentUrl }: ReceivedAttachment,
	contentType: string,
	number: number,
	hosts: World['hosts'],
): SentFile {
	const type = contentType.includes('*') ? 'image/png' : contentType
	const host = serviceHost(contentUrl, hosts)
	return {
		name: name || `image-${number}.${type.slice('image/'.length)}`,
		type,
		from: contentUrl && host ? { url: contentUrl, hosts: [host], maxRedirects: 0 } : undefined,
		bearer: true,
	}
}

/**
 * Takes files into our own store at once: their addresses do not last until a form is sent, and only the
 * bytes tell how large they are.
 * @param room how many there may be
 */
export async function takeFiles(
	{ world }: Turn,
	{ say, format }: Voice,
	sent: readonly SentFile[],
	room: number,
): Promise<TakenFiles> {
	const { ports } = world
	const most = ports.settings.fileLimits
	const files: IncomingFile[] = []
	const problems: string[] = []
	for (const file of sent.slice(0, Math.max(room, 0))) {
		const name = cutText(file.name, 100)
		try {
			const stored = await ports.files.put(await openSent(world, file), most.bytes)
			if (stored.size > 0) {
				files.push({ name: file.name, type: file.type, at: 'store', ...stored })
				continue
			}
			await ports.files.remove(stored.key)
			problems.push(say('refused.file.empty', { name }))
		} catch (error) {
			const tooLarge = error instanceof FileTooLarge
			if (!tooLarge) ports.log.error('file not fetched', error, { platform: 'teams' })
			problems.push(
				tooLarge
					? say('chat.file.large', { name, most: format.size(most.bytes) })
					: say('chat.file.lost', { name }),
			)
		}
	}
	if (sent.length > room) {
		problems.push(say('refused.file.many', { count: sent.length + most.count - room, most: most.count }))
	}
	return { files, problems }
}

async function openSent(world: World, { from, bearer }: SentFile) {
	if (!from) throw new Error('not an address that files come from')
	return world.openRemote({ ...from, ...(bearer && { bearer: await world.token() }) })
}
