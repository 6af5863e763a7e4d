import { useState } from 'hono/jsx/dom'
import { type Confirm, textOf } from '../../../standins/slack/types.ts'
import { Dialog } from './dialog.tsx'
import type { Place } from './place.ts'
import { Words } from './rich.tsx'

/** Slack's question before it sends an action. */
export type Asking = {
	/** Does it at once where there is nothing to confirm. */
	readonly ask: (act: () => void) => void
	/** To be drawn beside what is asked about; nothing until then. */
	readonly question: unknown
}

/** Keeps what is to be done until it is confirmed. */
export function useConfirm(confirm: Confirm | undefined, place: Place): Asking {
	const [waiting, setWaiting] = useState<{ readonly act: () => void } | undefined>(undefined)
	const close = () => setWaiting(undefined)
	return {
		ask: act => (confirm ? setWaiting({ act }) : act()),
		question: confirm && waiting && (
			<Dialog look="confirm" label={textOf(confirm.title) || 'Are you sure?'} onDismiss={close}>
				<h2>{textOf(confirm.title) || 'Are you sure?'}</h2>
				<div class="question">
					<Words text={confirm.text} place={place} />
				</div>
				<div class="choices">
					<button type="button" class="button" onClick={close}>
						{textOf(confirm.deny) || 'Cancel'}
					</button>
					<button
						type="button"
						class={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
						onClick={() => {
							close()
							waiting.act()
						}}
					>
						{textOf(confirm.confirm) || 'Yes'}
					</button>
				</div>
			</Dialog>
		),
	}
}
