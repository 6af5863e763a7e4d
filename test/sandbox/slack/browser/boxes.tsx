import type { FC } from 'hono/jsx'
import { type Block, isObject, type Json, textOf } from '../../../standins/slack/types.ts'
import type { Part } from '../mrkdwn.ts'
import { ElementView } from './element.tsx'
import { listed, type Place, wordOf } from './place.ts'
import { Picture } from './pictures.tsx'
import { Rich, Words } from './rich.tsx'

type Props = { readonly block: Block; readonly place: Place }

const levels: Readonly<Record<string, string>> = { info: 'ℹ️', success: '✅', warning: '⚠️', error: '⛔' }

export function Alert({ block, place }: Props) {
	const level = wordOf(block['level'] ?? 'info')
	return (
		<div class={`alert ${level}`}>
			<span aria-hidden="true">{levels[level] ?? 'ℹ️'}</span>
			<Words text={block.text} place={place} />
		</div>
	)
}

export function Card({ block, place }: Props) {
	const actions = listed(block['actions'] as Block['elements'])
	return (
		<div class="card">
			{isObject(block['hero_image']) && <Picture of={block['hero_image'] as never} />}
			<strong>
				<Words text={block.title} place={place} />
			</strong>
			{[block['subtitle'], block['body'], block['subtext']].map(
				text => text !== undefined && <Words text={text} place={place} />,
			)}
			{actions.length > 0 && (
				<div class="actions">
					{actions.map(element => (
						<ElementView element={element} blockId={block.block_id ?? ''} place={place} />
					))}
				</div>
			)}
		</div>
	)
}

/** Blocks in a frame of their own, with a title. @param Each draws one of them */
export function Container({ block, place, Each }: Props & { Each: FC<Props> }) {
	const inside = listed(block['child_blocks'] as Block[] | undefined)
	const drawn = inside.map(child => <Each block={child} place={place} />)
	const heading = (
		<>
			<strong>{textOf(block.title)}</strong>{' '}
			{block['subtitle'] !== undefined && <Words text={block['subtitle']} place={place} />}
		</>
	)
	if (block['is_collapsible'] !== true)
		return (
			<div class="card">
				<div>{heading}</div>
				{drawn}
			</div>
		)
	return (
		<details class="card" open={block['default_collapsed'] !== true}>
			<summary>{heading}</summary>
			{drawn}
		</details>
	)
}

/** Cards beside each other. */
export function Carousel({ block, place, Each }: Props & { Each: FC<Props> }) {
	return (
		<div class="carousel" role="group" aria-label="Cards" tabindex={0}>
			{listed(block.elements).map(card => (
				<Each block={card} place={place} />
			))}
		</div>
	)
}

const states: Readonly<Record<string, string>> = {
	pending: '○',
	in_progress: '◔',
	complete: '✓',
	error: '✗',
}

/** What an assistant is at, one task or several. */
export function Tasks({ block, place }: Props) {
	const tasks = block.type === 'plan' ? listed(block['tasks'] as Json[] | undefined) : [block]
	return (
		<div class="card">
			{block.type === 'plan' && <strong>{textOf(block.title)}</strong>}
			{tasks.map(task => (
				<div class="task">
					<div>
						<span aria-hidden="true">{states[wordOf(task['status'])] ?? '○'}</span> {textOf(task['title'])}{' '}
						<small>{wordOf(task['status'])}</small>
					</div>
					{[task['details'], task['output']].map(
						text => isObject(text) && <Rich parts={text['elements'] as Part[]} place={place} />,
					)}
					{listed(task['sources'] as Json[] | undefined).map(({ url, text }) => (
						<a href={wordOf(url)} target="_blank" rel="noreferrer">
							{wordOf(text ?? url)}
						</a>
					))}
				</div>
			))}
		</div>
	)
}
