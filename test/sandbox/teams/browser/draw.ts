import { AdaptiveCard, ExecuteAction, HostConfig, OpenUrlAction, SubmitAction } from 'adaptivecards'
import { actionsOf } from '../../../standins/teams/nodes.ts'

/** What is pressed in a card: where it stands in `actionsOf`, and what goes along. */
export type Pressed = { readonly action: number; readonly inputs: Readonly<Record<string, string>> }

export type Drawing = {
	/** Microsoft's settings of its renderer, as Teams has them. */
	readonly hostConfig: object
	readonly press: (pressed: Pressed) => void
	readonly open: (url: string) => void
}

/** Draws a card into an element with Microsoft's own renderer, in the place of what is there. */
export function drawCard(holder: HTMLElement, json: unknown, { hostConfig, press, open }: Drawing): void {
	const copy = structuredClone(json)
	for (const [index, action] of actionsOf(copy).entries()) {
		;(action as Record<string, unknown>)['id'] = `action-${index}`
	}
	const card = new AdaptiveCard()
	card.hostConfig = new HostConfig(hostConfig)
	card.onExecuteAction = action => {
		if (action instanceof OpenUrlAction) return open(action.url ?? '')
		if (!(action instanceof ExecuteAction) && !(action instanceof SubmitAction)) return
		const typed = action.associatedInputs === 'none' ? [] : card.getAllInputs()
		press({
			action: Number(action.id?.slice('action-'.length)),
			inputs: Object.fromEntries(typed.map(({ id, value }) => [String(id), String(value ?? '')])),
		})
	}
	card.onElementVisibilityChanged = () => {
		// The renderer also says of what is folded that it is expanded, which is for the button to say.
		queueMicrotask(() => {
			for (const part of holder.querySelectorAll('.ac-container')) part.removeAttribute('aria-expanded')
		})
	}
	card.parse(copy)
	const drawn = card.render()
	holder.replaceChildren(...(drawn ? [drawn] : []))
}
