import type { Generated } from 'kysely'
import type { Attachment } from '../../../src/domain/comment.ts'

/** A file on a comment: `platform` and `source` tell where it waits, `key` and `sha256` where it is stored. */
export type AttachmentsTable = {
	id: Generated<number>
	ticket_id: number
	sequence: number
	name: string
	size: number
	type: string
	state: Attachment['state']
	platform: string | null
	source: string | null
	key: string | null
	sha256: string | null
}
