import type { KnownBlock } from '@slack/types'
import { limits } from '../limits.ts'

/** How much of each thing is shown; what is left out is one press away. */
export type Room = {
	/** Characters of a list's subjects and of its second lines. */
	readonly line: number
	/** Options of one choice: in a select, and as buttons where a select has no room for their commands. */
	readonly options: number
	readonly buttons: number
	/** Comments of a conversation, the newest first. */
	readonly comments: number
	/** Characters of one comment among others, and of one alone. */
	readonly text: number
	readonly alone: number
	/** Characters of one fact about a request. */
	readonly fact: number
	/** JSON characters of one comment's form. */
	readonly form: number
	/** Attachments of one comment. */
	readonly files: number
}

type Surface = { readonly blocks: number; readonly length: number; readonly rooms: readonly Room[] }

const choices = { options: 100, buttons: 5 }
const fewChoices = { options: 15, buttons: 5 }
const fewestChoices = { options: 4, buttons: 3 }

const messageRooms = [
	{ ...choices, line: 150, comments: 5, text: 1_000, alone: 2_500, fact: 500, form: 8_000, files: 10 },
	{ ...fewChoices, line: 60, comments: 3, text: 400, alone: 1_000, fact: 200, form: 2_000, files: 3 },
	{ ...fewestChoices, line: 40, comments: 1, text: 300, alone: 300, fact: 100, form: 1_500, files: 1 },
] as const satisfies readonly Room[]

/** From generous to tight; the last fits whatever people wrote, which the examples' tests hold. */
export const surfaces = {
	message: {
		blocks: limits.message.blocks,
		length: limits.message.blocksLength,
		rooms: messageRooms,
	},
	/** In a thread there is nothing beside it, and what was said is to be read there. */
	thread: {
		blocks: limits.message.blocks,
		length: limits.message.blocksLength,
		rooms: [
			{ ...choices, line: 150, comments: 10, text: 5_000, alone: 10_000, fact: 500, form: 12_000, files: 10 },
			...messageRooms,
		],
	},
	view: {
		blocks: limits.view.blocks,
		// The rest of the view: its title, its buttons and what it carries.
		length: limits.view.length - 10_000,
		rooms: [
			{
				...choices,
				line: 150,
				comments: 5,
				text: 3_000,
				alone: Infinity,
				fact: 3_000,
				form: 160_000,
				files: 10,
			},
			{ ...choices, line: 150, comments: 5, text: 1_000, alone: 40_000, fact: 500, form: 8_000, files: 3 },
		],
	},
} as const satisfies Record<string, Surface>

/** What was measured, so that it is not written again when it is sent. */
const measured = new WeakMap<readonly KnownBlock[], string>()

/** Builds with as much room as the surface has for what there is to show. */
export function fitting(surface: Surface, build: (room: Room) => KnownBlock[]): KnownBlock[] {
	let blocks: KnownBlock[] = []
	for (const room of surface.rooms) {
		blocks = build(room)
		if (blocks.length > surface.blocks) continue
		const text = JSON.stringify(blocks)
		measured.set(blocks, text)
		if (text.length <= surface.length) break
	}
	return blocks
}

/** The JSON of blocks that {@link fitting} has built; undefined for others. */
export function measuredText(blocks: unknown): string | undefined {
	return Array.isArray(blocks) ? measured.get(blocks) : undefined
}
