import { render, useState } from 'hono/jsx/dom'
import type { Block, Json, StateValue, StateValues } from '../../../standins/slack/types.ts'
import { Avatar, HomeFrame, MessageBody, ModalFrame } from './frames.tsx'
import { type At, listed, type Place } from './place.ts'

/** A message, a view or a home tab as an app sends it, and how it is to be drawn. */
export type Drawing = {
	readonly kind: 'message' | 'modal' | 'home'
	readonly theme: 'light' | 'dark'
	readonly blocks: readonly unknown[]
	/** Of a message: what it says where it has no blocks, and what hangs below it. */
	readonly text?: string
	readonly attachments?: readonly unknown[]
	/** Only its reader sees it. */
	readonly ephemeral?: boolean
	/** Who says it; the bot, unless another is named. */
	readonly from?: string
	/** Of a modal: text objects or bare strings. */
	readonly title?: unknown
	readonly submit?: unknown
	readonly close?: unknown
	/** What is typed and chosen, by block and action. */
	readonly state?: StateValues
	/** What is wrong, by block. */
	readonly errors?: Readonly<Record<string, string>>
	/** Names by id. */
	readonly people?: Readonly<Record<string, string>>
	readonly channels?: Readonly<Record<string, string>>
}

let drawings = 0

/**
 * Draws as Slack would, into an element of a page that carries `style.css`. Fields can be typed into and chosen
 * from; nothing is sent. Total: a block that is not known here is shown as its JSON.
 */
export function drawSlack(root: HTMLElement, drawing: Drawing): void {
	drawings++
	root.classList.add('slack')
	root.dataset['theme'] = drawing.theme
	render(<Still drawing={drawing} name={`drawing-${drawings}`} />, root)
}

function Still({ drawing, name }: { drawing: Drawing; name: string }) {
	const [state, setState] = useState<StateValues>(drawing.state ?? {})
	const keep = ({ blockId, actionId }: At, value: StateValue) =>
		setState(before => ({ ...before, [blockId]: { ...before[blockId], [actionId]: value } }))
	const place: Place = {
		key: name,
		kind: drawing.kind,
		people: drawing.people ?? {},
		channels: drawing.channels ?? {},
		held: ({ blockId, actionId }) => state[blockId]?.[actionId],
		errors: drawing.errors ?? {},
		acts: {
			press: () => {},
			choose: keep,
			type: keep,
			attach: async (at, added, kept) => {
				const files = [
					...listed(state[at.blockId]?.[at.actionId]?.files).filter(({ id }) => kept.includes(String(id))),
					...added.map(file => ({ id: file.name, name: file.name })),
				]
				keep(at, { type: 'file_input', files })
				return undefined
			},
			suggest: async () => [],
		},
	}
	const blocks = listed(drawing.blocks) as readonly Block[]
	if (drawing.kind === 'modal')
		return (
			<div class="window">
				<ModalFrame view={drawing} place={place} onClose={() => {}} onSubmit={() => {}} />
			</div>
		)
	if (drawing.kind === 'home') return <HomeFrame blocks={blocks} place={place} />
	const from = drawing.from ?? 'Sportello'
	return (
		<div class={`message ${drawing.ephemeral ? 'ephemeral' : ''}`}>
			{drawing.ephemeral && <div class="only">👁 Only visible to you</div>}
			<Avatar name={from} bot={drawing.from === undefined} />
			<div class="content">
				<div class="byline">
					<strong>{from}</strong>
					{drawing.from === undefined && <span class="app">APP</span>}
				</div>
				<MessageBody
					text={drawing.text ?? ''}
					blocks={blocks}
					attachments={listed(drawing.attachments) as readonly Json[]}
					place={place}
				/>
			</div>
		</div>
	)
}
