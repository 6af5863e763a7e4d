/**
 * What Slack refuses, in the unit that it counts. From docs.slack.dev (Block Kit reference; views.open;
 * "Interactivity: handling user interaction") except where noted.
 */
export const limits = {
	message: {
		blocks: 50,
		/** JSON characters of all blocks: near this size chat.postMessage answers `msg_blocks_too_long` (measured). */
		blocksLength: 13_000,
		/** Of `text`, which notifications and screen readers use; more is cut by Slack. */
		text: 3_000,
	},
	view: { blocks: 100, title: 24, button: 24, metadata: 3_000, length: 250_000 },
	/** Characters of one rich text block; the reference names none, so it is held to a section's. */
	richText: 3_000,
	section: 3_000,
	header: 150,
	contextText: 3_000,
	actions: 25,
	button: { text: 75, value: 2_000, label: 75, url: 3_000 },
	option: { text: 75, value: 150 },
	select: { options: 100, placeholder: 150 },
	overflow: 5,
	input: { label: 2_000, hint: 2_000 },
	textInput: 3_000,
	/** Of a file_input, whose files may have 10 MB each. */
	files: { count: 10, bytes: 10 * 1024 * 1024 },
	link: 3_000,
	blockId: 255,
	/** What a request's body may have; Slack sends at most some hundreds of kilobytes. */
	body: 1024 * 1024,
	/** How old or how far ahead a signed request may be, in seconds. */
	skew: 300,
} as const

/** What stands before the words outside of the conversation with the bot. */
export const slashCommand = '/tickets'

/** How many requests of a list are shown at a time. */
export const listSize = 10
