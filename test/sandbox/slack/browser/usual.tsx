import { parseMarkdown } from '../../../../src/text/markdown.ts'
import { richBlocks } from '../../../../adapters/slack/render/rich.ts'
import { type Block, textOf } from '../../../standins/slack/types.ts'
import type { Part } from '../mrkdwn.ts'
import { ElementView } from './element.tsx'
import { domId, listed, type Place } from './place.ts'
import { Picture } from './pictures.tsx'
import { Rich, Words } from './rich.tsx'

type Props = { readonly block: Block; readonly place: Place }

export function Section({ block, place }: Props) {
	const { text, accessory, fields } = block
	return (
		<div class="section">
			<div class="said">
				{text && <Words text={text} place={place} />}
				{fields && (
					<div class="fields">
						{listed(fields).map(field => (
							<div>
								<Words text={field} place={place} />
							</div>
						))}
					</div>
				)}
			</div>
			{accessory && (
				<div class="accessory">
					<ElementView
						element={accessory}
						blockId={block.block_id ?? ''}
						place={place}
						name={besides(block)}
					/>
				</div>
			)}
		</div>
	)
}

/** Where what is chosen from is named only by the sentence beside it. */
function besides({ accessory, text }: Block): string {
	return accessory?.placeholder || accessory?.type === 'button' ? '' : textOf(text).slice(0, 100)
}

export function Header({ block }: Props) {
	return <h2 class="header">{textOf(block.text)}</h2>
}

export function Context({ block, place }: Props) {
	return (
		<div class="context">
			{listed(block.elements).map(element =>
				element.type === 'image' ? <Picture of={element} /> : <Words text={element} place={place} />,
			)}
		</div>
	)
}

export function Actions({ block, place }: Props) {
	return (
		<div class="actions">
			{listed(block.elements).map(element => (
				<ElementView element={element} blockId={block.block_id ?? ''} place={place} />
			))}
		</div>
	)
}

export function RichText({ block, place }: Props) {
	return <Rich parts={block.elements} place={place} />
}

export function Markdown({ block, place }: Props) {
	const parts = richBlocks(parseMarkdown(textOf(block.text)), Infinity).flatMap(({ elements }) => elements)
	return <Rich parts={parts as unknown as readonly Part[]} place={place} />
}

/** A labelled field of a form, with what is wrong with it. */
export function Input({ block, place }: Props) {
	const { element, label, hint, optional, block_id: blockId = '' } = block
	const error = place.errors[blockId]
	const name = textOf(label)
	if (!element) return null
	return (
		<div class={`input ${error ? 'wrong' : ''}`}>
			<label for={domId(place, { blockId, actionId: element.action_id ?? '' })}>
				{name}
				{optional && <span class="optional"> (optional)</span>}
			</label>
			<ElementView
				element={element}
				blockId={blockId}
				place={place}
				name={name}
				dispatches={block.dispatch_action === true}
			/>
			{error && (
				<div class="error" role="alert">
					{error}
				</div>
			)}
			{hint && <div class="hint">{textOf(hint)}</div>}
		</div>
	)
}
