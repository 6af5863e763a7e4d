import * as z from 'zod'
import type { AccountId } from '../../src/domain/account.ts'
import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Ports } from '../../src/ports/index.ts'
import { Problem } from './problem.ts'

/** What is not on a comment by then is forgotten; long before the file itself goes. */
const lifetime = 24 * 60 * 60_000
const purpose = 'api-upload'

type Stored = Extract<IncomingFile, { at: 'store' }>

const held = z.object({
	key: z.string(),
	sha256: z.string(),
	size: z.number(),
	name: z.string(),
	type: z.string(),
	by: z.string(),
	until: z.number(),
})

/** A word that stands for a stored file until it is put on a comment, by who stored it. */
export function wordOf(
	{ secrets, clock }: Pick<Ports, 'secrets' | 'clock'>,
	by: AccountId,
	file: Stored,
): string {
	const { key, sha256, size, name, type } = file
	const content = { key, sha256, size, name, type, by, until: clock.now() + lifetime }
	const text = Buffer.from(JSON.stringify(content)).toString('base64url')
	return `${text}.${secrets.sign(purpose, text)}`
}

/** @throws Problem where one is not ours, too old, of somebody else, or they are too many */
export function filesOf(
	{ secrets, clock, settings }: Pick<Ports, 'secrets' | 'clock' | 'settings'>,
	by: AccountId,
	words: readonly string[] = [],
): readonly Stored[] {
	const most = settings.fileLimits.count
	if (words.length > most)
		throw new Problem('invalid', { errors: [{ at: 'uploads', says: `has more than ${most}` }] })
	return words.map((word, index) => {
		const [text = '', signature = ''] = word.split('.')
		const read = secrets.verify(purpose, text, signature)
			? held.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
			: undefined
		if (!read?.success || read.data.by !== by || read.data.until < clock.now()) {
			const says = 'is not what “createUpload” answered to this account within a day'
			throw new Problem('invalid', { errors: [{ at: `uploads.${index}`, says }] })
		}
		const { key, sha256, size, name, type } = read.data
		return { at: 'store' as const, key, sha256, size, name, type }
	})
}
