import type { KnownBlock } from '@slack/types'
import type { HomeView } from '../../../src/views/view.ts'
import { button, buttons, divider, header, saidBlocks, section, small } from './elements.ts'
import { itemBlock } from './list.ts'
import type { Room } from './room.ts'

export function homeBlocks(view: HomeView, room: Room): KnownBlock[] {
	return [
		...saidBlocks(view.said),
		header(view.title),
		...view.intro.map(paragraph => section(paragraph)),
		...buttons(view.actions),
		...view.lists.flatMap(list => [
			divider,
			section(list.title, button(list.all, 0, list.title)),
			small(list.summary),
			...list.items.map(item => itemBlock(item, room)),
			...(list.empty ? [section(list.empty)] : []),
		]),
	]
}
