import { findChannel, Refusal } from '../acts.ts'
import { asMessages, checkMessage } from '../check/payload.ts'
import { type Block, isObject, type Json } from '../types.ts'
import { type Channel, directMessage, type World } from '../world.ts'

/** One call of a Web API method. */
export interface Call {
	world: World
	args: Json
}

/** A Web API method: the scopes one of which it needs, and what it does. */
export interface Method {
	scopes?: string[]
	/** Called with the app-level token instead of the bot's. */
	byApp?: boolean
	run: (call: Call) => Json
}

/** Whether the token carries a scope. */
export function hasScope(world: World, scope: string): boolean {
	return world.options.scopes === undefined || world.options.scopes.includes(scope)
}

/** Refuses unless the token carries one of these scopes. */
export function needScope(world: World, scopes: string[]): void {
	if (scopes.length === 0 || scopes.some(scope => hasScope(world, scope))) return
	throw new Refusal('missing_scope', {
		needed: scopes.join(','),
		provided: (world.options.scopes ?? []).join(','),
	})
}

/** A string argument, or the empty string. */
export function word({ args }: Call, name: string): string {
	const value = args[name]
	return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A string argument that the method cannot do without. */
export function required(call: Call, name: string): string {
	const value = word(call, name)
	if (!value)
		throw new Refusal('invalid_arguments', {
			problems: [{ path: `/${name}`, problem: `missing required field: ${name}` }],
		})
	return value
}

/** A true or false argument, in any of the spellings of a form. */
export function flag(call: Call, name: string): boolean {
	return call.args[name] === true || ['true', '1'].includes(word(call, name))
}

/** An argument that is JSON, sent as such or as text in a form. */
export function structure({ args }: Call, name: string, code = 'invalid_arguments'): unknown {
	const value = args[name]
	if (typeof value !== 'string') return value
	try {
		return JSON.parse(value)
	} catch {
		throw new Refusal(code, { problems: [{ path: `/${name}`, problem: 'must be valid JSON' }] })
	}
}

const kindScopes = { channel: 'channels', group: 'groups', im: 'im', mpim: 'mpim' }

/** The conversation that a method speaks of, with the scope its kind asks for. */
export function conversation(call: Call, { read }: { read?: 'read' | 'history' } = {}): Channel {
	const { world } = call
	const name = required(call, 'channel')
	if (/^[UW]/.test(name) && world.users.has(name) && !read) return directMessage(world, name)
	const channel = findChannel(world, name)
	if (!channel) throw new Refusal('channel_not_found')
	if (read) needScope(world, [`${kindScopes[channel.kind]}:${read}`])
	// What is private does not exist for whoever is not in it.
	if (read && channel.kind === 'group' && !channel.members.has(world.app.botUserId))
		throw new Refusal('channel_not_found')
	return channel
}

/** Refuses to write where the bot may not. */
export function requireWritable(world: World, channel: Channel): void {
	if (channel.archived) throw new Refusal('is_archived')
	const isOpen = channel.kind === 'channel' && hasScope(world, 'chat:write.public') && world.options.scopes
	if (!channel.members.has(world.app.botUserId) && !isOpen)
		throw new Refusal(channel.kind === 'channel' ? 'not_in_channel' : 'channel_not_found')
}

/** What a message carries, once it is known that Slack would take it. */
export interface Content {
	text: string
	blocks: Block[]
	attachments: Json[]
}

/** Takes the content of a message out of a payload or refuses it with Slack's word for what is wrong. */
export function acceptContent(payload: Json): Content {
	const problems = checkMessage(payload)
	if (problems.length > 0) throw new Refusal(codeFor(problems), { problems })
	const { text, blocks, attachments, markdown_text: markdown } = payload
	const content = {
		text: typeof text === 'string' ? text : typeof markdown === 'string' ? markdown : '',
		blocks: Array.isArray(blocks) ? (blocks as Block[]) : [],
		attachments: Array.isArray(attachments) ? attachments.filter(isObject) : [],
	}
	if (!content.text && content.blocks.length === 0 && content.attachments.length === 0)
		throw new Refusal('no_text')
	return content
}

function codeFor(problems: { path: string; problem: string }[]): string {
	if (problems.some(({ problem }) => problem.startsWith('blocks of a message are too long')))
		return 'msg_blocks_too_long'
	if (problems.some(({ path }) => path.startsWith('/blocks'))) return 'invalid_blocks'
	if (problems.some(({ path }) => path.startsWith('/attachments'))) return 'invalid_attachments'
	const isText = problems.some(({ path, problem }) => path === '/text' && problem.includes('less than'))
	return isText ? 'msg_too_long' : 'invalid_arguments'
}

/** The body of a refusal, as the Web API writes it. */
export function refusalBody(refusal: Refusal): Json {
	const { code, extra, problems } = refusal
	const messages = asMessages(problems)
	return {
		ok: false,
		error: code,
		...extra,
		...(messages.length > 0 ? { response_metadata: { messages } } : {}),
	}
}
