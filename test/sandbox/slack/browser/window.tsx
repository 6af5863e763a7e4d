import type { SceneModal } from '../scene.ts'
import { Dialog } from './dialog.tsx'
import { ModalFrame } from './frames.tsx'
import type { Live } from './live.ts'
import { livePlace } from './places.ts'

/** The modal on top. Its close button and Escape lead back to the one below; its cross closes them all. */
export function Window({
	live,
	modal,
	busy,
	channel,
}: {
	live: Live
	modal: SceneModal
	busy: boolean
	channel: string
}) {
	const { id, view, state, errorsAt, failure, depth } = modal
	const name = `modal-${id}`
	const place = livePlace(live, name, { kind: 'modal' }, { state, errors: errorsAt, channel })
	const close = (all: boolean) => void live.act({ do: 'close', all }, channel)
	return (
		<Dialog
			label={view.title?.text ?? ''}
			look="window"
			about={`${id} ${view.title?.text}`}
			onDismiss={() => close(false)}
		>
			<ModalFrame
				key={id}
				view={view}
				place={place}
				failure={failure}
				busy={busy}
				onBack={depth > 1 ? () => close(false) : undefined}
				onClose={close}
				onSubmit={() => void live.act({ do: 'submit', typed: live.typed(name) }, channel)}
			/>
		</Dialog>
	)
}
