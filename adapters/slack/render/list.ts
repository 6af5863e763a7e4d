import type { KnownBlock } from '@slack/types'
import type { Action, ListItem, ListView } from '../../../src/views/view.ts'
import { button, buttons, choicesBlocks, header, saidBlocks, section, small } from './elements.ts'
import type { Room } from './room.ts'
import { clean, cut } from './text.ts'
import { statusSigns } from './status.ts'

export function listBlocks(view: ListView, room: Room): KnownBlock[] {
	const paging = [view.previous, view.next].filter((one): one is Action => one !== undefined)
	return [
		...saidBlocks(view.said),
		header(view.title),
		small(view.summary),
		...choicesBlocks(view.choices, room),
		...(view.searched ? [section(view.searched.label, button(view.searched.clear, 0))] : []),
		...view.items.map(item => itemBlock(item, room)),
		...(view.empty ? [section(view.empty)] : []),
		...buttons([...paging, ...view.actions]),
	]
}

/** One request: its state and subject, who asked and since when, and the way to it. */
export function itemBlock(item: ListItem, { line }: Room): KnownBlock {
	const { status, number, subject } = item
	const first = `${statusSigns[status.shown]} #${number} ${cut(clean(subject), line)}`
	const second = `${status.label} · ${cut(clean(item.detail), line)} · ${item.activity.text}`
	return section(`${first}\n${second}`, button(item.open, 0, `#${number}`))
}
