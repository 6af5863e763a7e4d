import type { Room } from './place.ts'

const parts = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)]|@Sportello)/g

/** What someone typed: plain, with addresses to follow and the bot's name set apart. */
export function Text({ text, room }: { readonly text: string; readonly room: Room }) {
	return (
		<p class="text">
			{text.split(parts).map(part => {
				if (part === '@Sportello') return <strong class="mention">Sportello</strong>
				if (!/^https?:\/\//.test(part)) return part
				return (
					<a
						href={part}
						onClick={(event: MouseEvent) => {
							event.preventDefault()
							room.open(part)
						}}
					>
						{part}
					</a>
				)
			})}
		</p>
	)
}
