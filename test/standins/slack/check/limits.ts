import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publishedFolder } from '../../../published.ts'

interface Limit {
	min_length?: number
	max_length?: number
	min_items?: number
	max_items?: number
	item_max_length?: number
	min?: number
	max?: number
	exclusive_min?: number
}

type Table = { [key: string]: Table & Limit }

const table: Table = JSON.parse(readFileSync(join(publishedFolder, 'slack-blocks', 'limits.json'), 'utf8'))

/** The published limit at a dotted path of limits.json, for example `button.text`. */
export function limit(path: string): Limit {
	let at: Table & Limit = table
	for (const key of path.split('.')) {
		const next = at[key]
		if (!next) throw new Error(`limits.json has no ${path}`)
		at = next
	}
	return at
}

/** Limits that Slack holds to and limits.json does not list. */
export const unlisted = {
	/** Blocks of a message, as JSON: near this size chat.postMessage answers `msg_blocks_too_long`. */
	messageBlocksLength: 13_000,
	messageBlocks: 50,
	messageText: 40_000,
	attachments: 100,
	viewLength: 250_000,
	externalId: 255,
	minSelectOptions: 1,
	tableRows: 100,
	tableColumns: 20,
}
