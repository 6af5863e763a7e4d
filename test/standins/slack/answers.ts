import { acceptView, modalsOf, openModal, Refusal, updateModal } from './acts.ts'
import { checkSuggestions } from './check/payload.ts'
import { acceptContent } from './methods/call.ts'
import { complain } from './methods/index.ts'
import { say } from './respond.ts'
import type { Answer } from './sender.ts'
import { type Element, isObject, type Option } from './types.ts'
import type { Modal, World } from './world.ts'

/** What became of an act, besides what can be seen. */
export interface Outcome {
	/** Slack's words when the service did not answer as it should. */
	error?: string
}

/** What a service answers to a slash command: nothing, a text, or a message. */
export function answerInChannel(
	world: World,
	where: { user: string; channel: string },
	body: unknown,
): Outcome {
	if (body === '') return {}
	try {
		const payload = isObject(body) ? body : { text: String(body) }
		say(world, where, acceptContent(payload), payload.response_type === 'in_channel')
		return {}
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal
		complain(world, 'answer to a command', refusal)
		return { error: `failed with the error "${refusal.code}"` }
	}
}

/** What a select offers; as groups where the service groups. */
export interface Suggestions extends Outcome {
	groups: { label?: string; options: Option[] }[]
}

/** What a service answers to block_suggestion: options or groups of them. */
export function takeSuggestions(world: World, { body, error, status }: Answer): Suggestions {
	const failed = error ?? (status === 200 ? undefined : `status ${status}`)
	if (failed) return { groups: [], error: failed }
	const problems = checkSuggestions(body)
	if (problems.length > 0) {
		complain(world, 'answer to block_suggestion', new Refusal('invalid_options', { problems }))
		return { groups: [], error: 'invalid_options' }
	}
	const { options, option_groups: groups } = body as Pick<Element, 'options' | 'option_groups'>
	if (!groups) return { groups: [{ options: options ?? [] }] }
	return { groups: groups.map(({ label, options }) => ({ label: label.text, options })) }
}

const trouble = 'We had some trouble connecting. Try again?'

/** What a service answers to a submission: nothing closes the modal, an action changes it. */
export function takeResponseAction(world: World, modal: Modal, answer: Answer): Outcome {
	const { body } = answer
	const failed = answer.error ?? (answer.status === 200 ? undefined : `status ${answer.status}`)
	if (failed) {
		modal.failure = trouble
		return { error: failed }
	}
	try {
		applyResponseAction(world, modal, body)
		return {}
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal
		complain(world, 'answer to view_submission', refusal)
		modal.failure = trouble
		return { error: refusal.code }
	}
}

function applyResponseAction(world: World, modal: Modal, body: unknown): void {
	const stack = modalsOf(world, modal.user)
	if (body === '' || (isObject(body) && Object.keys(body).length === 0)) {
		const at = stack.indexOf(modal)
		if (at >= 0) stack.splice(at)
		return
	}
	const action = isObject(body) ? body : {}
	const view = () => acceptView(action.view, 'modal')
	if (action.response_action === 'clear') stack.length = 0
	else if (action.response_action === 'update') updateModal(world, modal, view())
	else if (action.response_action === 'push') openModal(world, modal.user, view(), 'push')
	else if (action.response_action === 'errors') modal.errors = acceptErrors(modal, action.errors)
	else throw new Refusal('invalid_response_action', { body })
}

function acceptErrors(modal: Modal, errors: unknown): Record<string, string> {
	const inputs = modal.spec.blocks.filter(block => block.type === 'input').map(block => block.block_id)
	if (!isObject(errors) || Object.keys(errors).length === 0) throw new Refusal('invalid_errors')
	for (const [id, error] of Object.entries(errors)) {
		const path = `/errors/${id}`
		if (!inputs.includes(id))
			throw new Refusal('invalid_errors', { problems: [{ path, problem: 'there is no such input block' }] })
		if (typeof error !== 'string' || !error)
			throw new Refusal('invalid_errors', { problems: [{ path, problem: 'must be a text' }] })
	}
	return errors as Record<string, string>
}
