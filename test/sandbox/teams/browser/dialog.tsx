import { useEffect, useRef } from 'hono/jsx/dom'
import type { Outcome } from '../between.ts'
import { Card } from './card.tsx'
import { Icon } from './icons.tsx'
import type { Room } from './place.ts'

/** What a message extension asks, over everything else. */
export function Dialog({
	room,
	dialog,
	turn,
}: {
	readonly room: Room
	readonly dialog: NonNullable<Outcome['dialog']>
	/** Counts what came; the card is drawn anew with each. */
	readonly turn: number
}) {
	const frame = useRef<HTMLDialogElement>(null)
	useEffect(() => {
		const element = frame.current
		if (element && !element.open) element.showModal()
	}, [])
	const close = () => void room.act({ do: 'closes' })
	return (
		<dialog
			ref={frame}
			aria-labelledby="dialog-title"
			onCancel={(event: Event) => {
				event.preventDefault()
				close()
			}}
		>
			<header>
				<img src="/teams/icon.png" alt="" width={20} height={20} />
				<h2 id="dialog-title">{dialog.title}</h2>
				<button type="button" class="tool" aria-label="Close" onClick={close}>
					<Icon name="close" />
				</button>
			</header>
			<div class="inside">
				<Card
					room={room}
					card={dialog.card}
					version={String(turn)}
					busy={room.busy === 'dialog'}
					press={pressed => void room.act({ do: 'presses', ...pressed }, 'dialog')}
				/>
				{dialog.problems.map(problem => (
					<p class="refused" role="alert">
						Teams would refuse this: {problem}
					</p>
				))}
				{room.notes['dialog']?.error ? (
					<p class="refused" role="alert">
						Something went wrong: {room.notes['dialog'].error}
					</p>
				) : null}
			</div>
		</dialog>
	)
}
