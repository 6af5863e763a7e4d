import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Identity } from '../../src/domain/identity.ts'
import type { Draft } from '../../src/ports/drafts.ts'
import type { Profiles } from '../../src/ports/outside.ts'
import type { SlackApi } from './api.ts'
import { inTime } from './in-time.ts'
import { externalLink, incomingFile, isUntold } from './receive/files.ts'
import { fromMarkup, mentionedIn, type Names } from './receive/markup.ts'
import { type Json, records, word } from './receive/payload.ts'
import { fromRichText, mentionedInRichText } from './receive/rich-text.ts'

const mostNames = 20

/**
 * What a message says, as something to send on: its text as Markdown, its files, and where it is said.
 * Undefined when there is neither text nor file. What Slack does not tell in a second is left out.
 */
export async function pickUp(
	message: Json,
	from: { readonly identity: Identity; readonly channel?: string | undefined },
	api: Pick<SlackApi, 'file' | 'permalink'>,
	profiles: Profiles,
): Promise<Draft | undefined> {
	const ts = word(message, 'ts')
	const [names, files, link] = await Promise.all([
		namesIn(message, from.identity, profiles),
		filesOf(message, api),
		from.channel && ts ? inTime(api.permalink(from.channel, ts)) : undefined,
	])
	const told = records(message, 'files').flatMap(file => externalLink(file) ?? [])
	const text = [textOf(message, names), ...told].filter(Boolean).join('\n\n')
	if (!text && files.length === 0) return undefined
	return { text, files, ...(link && { link }) }
}

/** The rich text is what was typed; `text` is Slack's own reading of it. */
function textOf(message: Json, names: Names): string {
	const text =
		fromRichText(records(message, 'blocks'), names) ?? fromMarkup(word(message, 'text') ?? '', names)
	return text.trim() || quoted(message, names)
}

/** What other apps put into their messages, where there is nothing else. */
function quoted(message: Json, names: Names): string {
	return records(message, 'attachments')
		.map(one => word(one, 'text') ?? word(one, 'fallback') ?? '')
		.filter(Boolean)
		.map(text => fromMarkup(text, names))
		.join('\n\n')
}

async function namesIn(message: Json, { platform, space }: Identity, profiles: Profiles): Promise<Names> {
	const mentioned = [
		...mentionedInRichText(records(message, 'blocks')),
		...mentionedIn(word(message, 'text') ?? ''),
	]
	const found = await Promise.all(
		[...new Set(mentioned)].slice(0, mostNames).map(async user => {
			const profile = await profiles.of({ platform, space, user })
			return profile ? [[user, profile.name] as const] : []
		}),
	)
	return new Map(found.flat())
}

async function filesOf(message: Json, api: Pick<SlackApi, 'file'>): Promise<IncomingFile[]> {
	const files = await Promise.all(
		records(message, 'files').map(async file => {
			const told = isUntold(file) ? await inTime(api.file(word(file, 'id') ?? '')) : file
			return (told && incomingFile(told)) ?? []
		}),
	)
	return files.flat()
}
