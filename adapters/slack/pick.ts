import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Identity } from '../../src/domain/identity.ts'
import type { Draft } from '../../src/ports/drafts.ts'
import type { Profiles } from '../../src/ports/outside.ts'
import type { SlackApi } from './api.ts'
import { inTime } from './in-time.ts'
import { externalLink, fileName, incomingFile, isUntold } from './receive/files.ts'
import { channelsIn, fromMarkup, mentionedIn, type Names } from './receive/markup.ts'
import { type Json, records, word } from './receive/payload.ts'
import { fromRichText, mentionedInRichText } from './receive/rich-text.ts'

const mostNames = 20

/** What a message says. */
export type Picked = Omit<Draft, 'text'> & {
	/** As Markdown. */
	readonly text: string
	/** Files that are kept elsewhere: their names and addresses. */
	readonly elsewhere: readonly string[]
	/** Files that Slack did not tell of in a second, by their names where it told these. */
	readonly untold: readonly string[]
}

type From = { readonly identity: Identity; readonly channel?: string | undefined }

/** What a message says and holds, and where it was said. */
export async function pickUp(
	message: Json,
	from: From,
	api: Pick<SlackApi, 'file' | 'permalink'>,
	profiles: Profiles,
): Promise<Picked> {
	const ts = word(message, 'ts')
	const [text, files, link] = await Promise.all([
		written(message, from.identity, profiles),
		filesOf(message, from.identity.space, api),
		from.channel && ts ? inTime(api.permalink(from.channel, ts)) : undefined,
	])
	return { text, ...files, ...(link && { link }) }
}

/** As something to send on; undefined when there is neither text nor file. */
export function draftOf({ files, link, ...picked }: Picked): Draft | undefined {
	const all = wholeText(picked)
	return all || files.length > 0 ? { text: all, files, ...(link && { link }) } : undefined
}

/** The text, and where the files are that are kept elsewhere. */
export function wholeText({ text, elsewhere }: Pick<Picked, 'text' | 'elsewhere'>): string {
	return [text, ...elsewhere].filter(Boolean).join('\n\n')
}

/** A message's text as Markdown, with people and channels by their names where Slack tells them. */
export async function written(message: Json, identity: Identity, profiles: Profiles): Promise<string> {
	return textOf(message, await namesIn(message, identity, profiles))
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
	return new Map([...channelsIn(word(message, 'text') ?? ''), ...found.flat()])
}

async function filesOf(
	message: Json,
	space: string,
	api: Pick<SlackApi, 'file'>,
): Promise<Pick<Picked, 'files' | 'elsewhere' | 'untold'>> {
	const told = await Promise.all(
		records(message, 'files').map(async file => {
			const known = isUntold(file) ? await inTime(api.file(word(file, 'id') ?? '')) : file
			return { file, known: known ?? file }
		}),
	)
	const files: IncomingFile[] = []
	const elsewhere: string[] = []
	const untold: string[] = []
	for (const { file, known } of told) {
		const taken = incomingFile(known, space)
		const link = externalLink(known)
		if (taken) files.push(taken)
		else if (link) elsewhere.push(link)
		else untold.push(fileName(known) ?? fileName(file) ?? '?')
	}
	return { files, elsewhere, untold }
}
