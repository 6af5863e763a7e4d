import { type Block, type Element, isObject, textOf } from '../../../standins/slack/types.ts'
import { wordOf } from './place.ts'

/** A picture by its words: nothing is fetched from outside. */
export function Picture({ of: { alt_text: words = '' } }: { of: Element }) {
	return (
		<span class="picture" role="img" aria-label={words} title={words}>
			🖼
		</span>
	)
}

/** An image, a video or a file of elsewhere: what it is called, and where it is. */
export function Media({ block }: { block: Block }) {
	const file = isObject(block['slack_file']) ? block['slack_file'] : {}
	const address = block['title_url'] ?? block['video_url'] ?? block.image_url ?? file['url']
	const name = textOf(block.title).trim() || block.alt_text || wordOf(block['external_id'] ?? file['id'])
	const about = textOf(block['description']) || (block.alt_text === name ? '' : (block.alt_text ?? ''))
	return (
		<figure class="media">
			<span class="sign" aria-hidden="true">
				{{ video: '▶', file: '📄' }[block.type] ?? '🖼'}
			</span>
			<figcaption>
				{typeof address === 'string' ? (
					<a href={address} target="_blank" rel="noreferrer">
						{name}
					</a>
				) : (
					name
				)}
				{about && <small>{about}</small>}
			</figcaption>
		</figure>
	)
}
