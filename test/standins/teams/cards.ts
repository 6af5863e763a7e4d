import { checkCard } from './check.ts'
import type { Button } from './find.ts'
import { inputsOf, missing } from './inputs.ts'
import { actionsOf } from './nodes.ts'
import type { Answer } from './sender.ts'
import type { Seen } from './verbs.ts'
import {
	type Card,
	cardOf,
	cardType,
	type Dialog,
	type Json,
	type Message,
	placeOf,
	type World,
	typedIn,
} from './world.ts'

/** A card and what is filled in in it. */
export type Shown = { readonly card: Card; readonly held: Message | Dialog }

/** Where a message extension is used. */
export function elsewhere({ tenantId }: World): Json {
	return { id: '19:team', conversationType: 'channel', tenantId }
}

/** What someone does with cards, in messages and in a dialog, and what the client makes of the answers. */
export function createCards(
	world: World,
	act: (activity: Json) => Promise<Answer>,
	see: (extra?: Partial<Seen>) => Seen,
) {
	const cards = {
		dialog: undefined as Dialog | undefined,
		press,
		does: (held: Message | Dialog, index: number, inputs: Readonly<Record<string, string>>) => {
			const card = 'card' in held ? held.card : cardOf(held)
			const action = actionsOf(card)[index]
			if (!card || !action) throw new Error(`no action ${index} there`)
			const withInputs = action.associatedInputs !== 'none'
			if (withInputs) for (const [id, value] of Object.entries(inputs)) held.inputs.set(id, value)
			return press({ action, withInputs }, { card, held })
		},
		asks,
	}
	return cards

	async function press(
		{ action, withInputs }: Pick<Button, 'action' | 'withInputs'>,
		{ card, held }: Shown,
		old = false,
	): Promise<Seen> {
		if (action.type === 'Action.OpenUrl') return see({ url: String(action.url) })
		if (action.type === 'Action.ToggleVisibility') {
			for (const id of action.targetElements as string[]) {
				if (!held.shown.delete(id)) held.shown.add(id)
			}
			if ('touched' in held) held.touched = ++world.clock
			return see()
		}
		const inputs = withInputs ? inputsOf(card, held) : {}
		if (withInputs && missing(card, held)) return see()
		const fallback = action.fallback as Json | undefined
		if (old && !fallback) throw new Error('an old client does not show this button')
		const data = { ...((old ? fallback?.data : action.data) as Json), ...inputs }
		if (!('id' in held)) return submits(held, data)
		const place = { conversation: placeOf(world, held), replyToId: held.id }
		if (old || action.type === 'Action.Submit') {
			return see(failing(await act({ type: 'message', ...place, value: data })))
		}
		const executed = { type: 'Action.Execute', title: action.title, verb: action.verb, data }
		const value = { action: executed, trigger: 'manual' }
		if (withInputs) world.sent.set(held.id, typedIn(held))
		return replaced(held, await act({ type: 'invoke', name: 'adaptiveCard/action', ...place, value }))
	}

	/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
	function replaced(message: Message, answer: Answer): Seen {
		const body = (answer.body ?? {}) as { statusCode?: number; type?: string; value?: unknown }
		if (answer.status !== 200 || body.statusCode !== 200) return see(failing(answer))
		if (body.type === 'application/vnd.microsoft.activity.message') {
			return see({ answer, toast: String(body.value) })
		}
		if (body.type !== cardType) {
			const error = `an answer of type ${body.type}`
			world.problems.push(error)
			return see({ answer, error })
		}
		message.problems = checkCard(body.value)
		world.problems.push(...message.problems)
		message.attachments = [{ contentType: body.type, content: body.value }]
		for (const held of [message.inputs, message.shown, message.errors]) held.clear()
		message.touched = ++world.clock
		return see({ answer })
	}

	async function submits({ commandId }: Dialog, data: Json): Promise<Seen> {
		return asks('composeExtension/submitAction', { commandId, commandContext: 'message', data })
	}

	/** Asks for a dialog, or for what follows one. */
	async function asks(name: string, value: Json & { readonly commandId: string }): Promise<Seen> {
		const answer = await act({ type: 'invoke', name, conversation: elsewhere(world), value })
		cards.dialog = undefined
		const { task } = (answer.body ?? {}) as { task?: { type?: string; value?: unknown } }
		if (answer.status !== 200) return see(failing(answer))
		if (!task) return see({ answer })
		if (task.type === 'message') return see({ answer, toast: String(task.value) })
		const { title, card } = task.value as { title: string; card: { content: Card } }
		const problems = checkCard(card.content, 'dialog')
		world.problems.push(...problems)
		const held = { inputs: new Map(), shown: new Set<string>(), errors: new Map() }
		cards.dialog = { title, card: card.content, commandId: value.commandId, problems, ...held }
		return see({ answer })
	}
}

/** What the client says of an answer that is none; in an invoke's body the service can say why. */
export function failing(answer: Answer): Partial<Seen> {
	const { statusCode, value } = (answer.body ?? {}) as { statusCode?: number; value?: { message?: unknown } }
	const status = answer.status === 200 ? (statusCode ?? 200) : answer.status
	if (status === 200) return { answer }
	const why = value?.message
	return { answer, error: `status ${status}${typeof why === 'string' ? `: ${why}` : ''}` }
}
