import type { KnownBlock } from '@slack/types'
import type { MessageView } from '../../../src/views/view.ts'
import { limits } from '../limits.ts'
import { buttons, saidBlocks, section } from './elements.ts'
import { factLines, lines, run } from './rich.ts'
import { toneSigns } from './status.ts'
import { cut } from './text.ts'

export function messageBlocks(view: MessageView): KnownBlock[] {
	const title = `${toneSigns[view.tone]}${cut(view.title, limits.richText)}`
	return [
		...saidBlocks(view.said),
		...lines([[run(title, { bold: true })]]),
		...view.paragraphs.map(paragraph => section(paragraph)),
		...factLines(view.facts),
		...buttons(view.actions, view.links),
	]
}
