import { isObject } from '../types.ts'
import { checkBlocks, problemsOf } from './blocks.ts'
import { limit, unlisted } from './limits.ts'
import { choices, plain } from './objects.ts'
import {
	all,
	anyObject,
	boolean,
	type Check,
	exactlyOne,
	lengthOf,
	list,
	object,
	oneOf,
	type Problem,
	string,
	url,
} from './shape.ts'

const anything: Check = () => {}
const text = string()

const message = object({
	channel: string({ min: 1 }),
	user: string({ min: 1 }),
	team_id: text,
	ts: text,
	text: string({ max: unlisted.messageText }),
	markdown_text: string({ max: limit('markdown.text').max_length }),
	blocks: anything,
	attachments: list(anyObject, { max: unlisted.attachments }),
	thread_ts: text,
	reply_broadcast: boolean,
	mrkdwn: boolean,
	parse: oneOf('full', 'none'),
	link_names: boolean,
	unfurl_links: boolean,
	unfurl_media: boolean,
	username: text,
	icon_emoji: text,
	icon_url: url(),
	metadata: anyObject,
	as_user: boolean,
	file_ids: list(text),
	response_type: oneOf('ephemeral', 'in_channel'),
	replace_original: boolean,
	delete_original: boolean,
})

/** Everything Slack would refuse in a message: as an API argument, a response body or to a response_url. */
export function checkMessage(payload: unknown): Problem[] {
	const problems = problemsOf(message, payload, 'message')
	if (!isObject(payload)) return problems
	const blocks = payload.blocks
	if (blocks !== undefined) {
		problems.push(...checkBlocks(blocks, 'message'))
		const length = lengthOf(JSON.stringify(blocks))
		if (length > unlisted.messageBlocksLength)
			problems.push({
				path: '/blocks',
				problem: `blocks of a message are too long together (${length} of ${unlisted.messageBlocksLength})`,
			})
	}
	if (Array.isArray(payload.attachments))
		payload.attachments.forEach((each, at) => {
			if (isObject(each) && each.blocks !== undefined)
				problems.push(...checkBlocks(each.blocks, 'message', `/attachments/${at}/blocks`))
		})
	return problems
}

const viewBase = {
	type: oneOf('modal', 'home'),
	blocks: anything,
	private_metadata: string({ max: limit('view.private_metadata').max_length }),
	callback_id: string({ max: limit('view.callback_id').max_length }),
	external_id: string({ max: unlisted.externalId }),
}

const modal = object(
	{
		...viewBase,
		title: plain(limit('view.title').max_length),
		submit: plain(limit('view.submit').max_length),
		close: plain(limit('view.close').max_length),
		clear_on_close: boolean,
		notify_on_close: boolean,
		submit_disabled: boolean,
	},
	['type', 'title', 'blocks'],
)
const home = object(viewBase, ['type', 'blocks'])

/** Everything Slack would refuse in a modal or a home tab. */
export function checkView(view: unknown): Problem[] {
	const surface = isObject(view) && view.type === 'home' ? 'home' : 'modal'
	const problems = problemsOf(surface === 'home' ? home : modal, view, surface)
	if (!isObject(view)) return problems
	if (view.blocks !== undefined) problems.push(...checkBlocks(view.blocks, surface))
	const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isObject) : []
	if (Array.isArray(view.blocks) && blocks.length < (limit('view.blocks').min_items ?? 1))
		problems.push({ path: '/blocks', problem: 'a view needs at least one block' })
	if (surface === 'modal' && view.submit === undefined && blocks.some(block => block.type === 'input'))
		problems.push({ path: '/submit', problem: 'a modal with inputs needs a submit button' })
	const length = lengthOf(JSON.stringify(view))
	if (length > unlisted.viewLength) problems.push({ path: '', problem: `view is too large (${length})` })
	return problems
}

const suggestions = object({ options: choices.options, option_groups: choices.option_groups })

/** Everything Slack would refuse in the options of an external select; none at all may be offered. */
export function checkSuggestions(answer: unknown): Problem[] {
	const isEmpty = isObject(answer) && Array.isArray(answer.options) && answer.options.length === 0
	return isEmpty ? [] : problemsOf(all(suggestions, exactlyOne('options', 'option_groups')), answer, 'modal')
}

/** Problems in the words of `response_metadata.messages`. */
export function asMessages(problems: Problem[]): string[] {
	return problems.map(({ path, problem }) => `[ERROR] ${problem} [json-pointer:${path}]`)
}
