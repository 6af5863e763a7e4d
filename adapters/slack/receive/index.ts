import { createHash } from 'node:crypto'
import { type Command, readCommand, readCommandText, withFiles } from '../../../src/commands/command.ts'
import type { IncomingFile } from '../../../src/domain/comment.ts'
import { keepsTyped } from '../render/elements.ts'
import { fieldName, readMetadata } from '../render/form.ts'
import { incomingFile } from './files.ts'
import { deepest, type Origin } from './origin.ts'
import { type Json, part, records, word } from './payload.ts'
import { type Sender, senderOfCommand, senderOfEvent, senderOfInteraction } from './person.ts'

/** What a payload asks, by whom, and the key under which the same arriving again is the same. */
export type Received = { readonly sender: Sender; readonly once: string } & (
	| { readonly ask: 'words'; readonly origin: Extract<Origin, { kind: 'command' }>; readonly text: string }
	/** A button or a form; the command is missing where nothing could be made of it. */
	| { readonly ask: 'command'; readonly origin: Origin; readonly command: Command | undefined }
	/** A message of anyone's, picked up with a shortcut. */
	| {
			readonly ask: 'pick'
			readonly origin: Extract<Origin, { kind: 'shortcut' }>
			readonly message: Json
			readonly channel: string | undefined
			readonly into: 'new' | 'reply'
	  }
	/** Words, or something to say, written to the bot. */
	| { readonly ask: 'message'; readonly origin: Extract<Origin, { kind: 'direct' }>; readonly message: Json }
	/** Something written under a message in a channel. */
	| { readonly ask: 'note'; readonly origin: Extract<Origin, { kind: 'note' }>; readonly message: Json }
	/** Such a message reads otherwise now, or is gone. */
	| { readonly ask: 'edited'; readonly origin: Written; readonly message: Json }
	| { readonly ask: 'deleted'; readonly origin: Written }
	| { readonly ask: 'mention'; readonly channel: string; readonly thread: string | undefined }
	/** Addresses of ours that were posted; `direct`: between two people. */
	| {
			readonly ask: 'links'
			readonly channel: string
			readonly ts: string
			readonly addresses: readonly string[]
			readonly direct: boolean
	  }
)

type Written = Extract<Origin, { kind: 'direct' | 'note' }>

/**
 * Reads a verified payload.
 * @returns undefined for what asks nothing of us: most of what is said in channels, a preview below a message, a
 * link that was followed
 */
export function receive(body: Json): Received | undefined {
	switch (body.type) {
		case undefined:
			return command(body)
		case 'block_actions':
			return action(body)
		case 'view_submission':
			return submission(body)
		case 'shortcut':
		case 'message_action':
			return shortcut(body)
		case 'event_callback':
			return event(body)
		default:
			return undefined
	}
}

function command(body: Json): Received | undefined {
	const sender = senderOfCommand(body)
	const trigger = word(body, 'trigger_id')
	if (!sender || !trigger) return undefined
	const origin = { kind: 'command' as const, trigger, channel: channelOf(body) }
	return { sender, once: key(sender, trigger), ask: 'words', origin, text: word(body, 'text') ?? '' }
}

/** Where others read what is said; several people may be in a direct message, too. */
function channelOf(body: Json): string | undefined {
	const channel = word(body, 'channel_id')
	const name = word(body, 'channel_name') ?? ''
	const direct = name === 'directmessage' || name.startsWith('mpdm-') || channel?.startsWith('D')
	return direct ? undefined : channel
}

function action(body: Json): Received | undefined {
	const sender = senderOfInteraction(body)
	const trigger = word(body, 'trigger_id')
	const [chosen = {}] = records(body, 'actions')
	const asked = word(chosen, 'value') ?? word(part(chosen, 'selected_option'), 'value')
	// A button that leads to an address asks nothing here.
	if (!sender || !trigger || !asked) return undefined
	const view = part(body, 'view')
	const id = word(view, 'id')
	let origin: Origin = onMessage(body, trigger)
	if (id && view.type === 'home') origin = { kind: 'home', trigger, user: sender.identity.user }
	else if (id) origin = { ...windowOf(view, chosen), trigger, view: id, hash: word(view, 'hash') }
	const read = readCommandText(asked)
	const command = read && origin.kind === 'form' && origin.keeps ? withState(read, view, sender) : read
	return { sender, once: key(sender, trigger), ask: 'command', origin, command }
}

/** A command with what is filled in and which files lie in the form that it was asked in. */
function withState(command: Command, view: Json, { identity }: Sender): Command | undefined {
	const values = part(part(view, 'state'), 'values')
	const read = readCommand({ ...command, ...typedInto(values) })
	return read && withFiles(read, filesIn(values, identity.space))
}

/** What was typed or chosen, by the names of the fields. */
function typedInto(values: Json): Readonly<Record<string, string | undefined>> {
	return Object.fromEntries(
		Object.keys(values).map(block => [fieldName(block), typedIn(part(values, block))]),
	)
}

function onMessage(body: Json, trigger: string): Origin {
	const on = { trigger, responseUrl: word(body, 'response_url') }
	if (!isAlone(body)) return { ...on, kind: 'card' }
	const container = part(body, 'container')
	const [channel, ts] = [word(container, 'channel_id'), word(container, 'message_ts')]
	return { ...on, kind: 'message', at: channel && ts && `${channel}:${ts}` }
}

/** Whether the message that a button stands on is seen by nobody else. */
function isAlone(body: Json): boolean {
	const container = part(body, 'container')
	const channel = word(container, 'channel_id') ?? word(part(body, 'channel'), 'id')
	return container.is_ephemeral === true || channel?.startsWith('D') === true
}

/** Whether a window has fields, and how deep it lies. */
function windowOf(view: Json, pressed: Json) {
	const depth = depthOf(view)
	const inputs = records(view, 'blocks').filter(block => block.type === 'input')
	if (inputs.length === 0) return { kind: 'modal' as const, depth }
	const keeps = word(pressed, 'action_id')?.endsWith(keepsTyped) === true
	return { kind: 'form' as const, depth, keeps, blocks: inputs.map(block => word(block, 'block_id') ?? '') }
}

function depthOf(view: Json): number {
	const [root, below] = [word(view, 'root_view_id'), word(view, 'previous_view_id')]
	if (!below || root === word(view, 'id')) return 1
	return below === root ? 2 : deepest
}

function submission(body: Json): Received | undefined {
	const sender = senderOfInteraction(body)
	const view = part(body, 'view')
	const id = word(view, 'id')
	if (!sender || !id) return undefined
	const values = part(part(view, 'state'), 'values')
	const blocks = Object.keys(values)
	const { command: carried, from } = readMetadata(word(view, 'private_metadata'))
	const command = carried && withState(carried, view, sender)
	// The hash tells one form from the next in the same window; a refused form keeps both, and what is typed
	// after the refusal is another act.
	const digest = createHash('sha256')
		.update(JSON.stringify(command ?? {}))
		.digest('base64url')
	return {
		sender,
		once: key(sender, `${id}:${word(view, 'hash') ?? ''}:${digest}`),
		ask: 'command',
		origin: { kind: 'submission', blocks, depth: depthOf(view), from },
		command,
	}
}

/** What was typed or chosen in the one element of a block. */
function typedIn(block: Json): string | undefined {
	const [name = ''] = Object.keys(block)
	const held = part(block, name)
	return word(part(held, 'selected_option'), 'value') ?? word(held, 'value')
}

/** The files of every block that takes some. */
function filesIn(values: Json, space: string): IncomingFile[] {
	const held = Object.keys(values).flatMap(block => {
		const [name = ''] = Object.keys(part(values, block))
		return records(part(part(values, block), name), 'files')
	})
	return held.flatMap(file => incomingFile(file, space) ?? [])
}

function shortcut(body: Json): Received | undefined {
	const sender = senderOfInteraction(body)
	const trigger = word(body, 'trigger_id')
	if (!sender || !trigger) return undefined
	const responseUrl = word(body, 'response_url')
	const origin = { kind: 'shortcut' as const, trigger, responseUrl, user: sender.identity.user }
	const common = { sender, once: key(sender, trigger), origin }
	if (body.type === 'shortcut') {
		return {
			...common,
			ask: 'command',
			command: body.callback_id === 'new_request' ? { do: 'new' } : undefined,
		}
	}
	const channel = word(part(body, 'channel'), 'id')
	const into = body.callback_id === 'add_to_request' ? ('reply' as const) : ('new' as const)
	return { ...common, ask: 'pick', message: part(body, 'message'), channel, into }
}

const written = [undefined, 'file_share', 'thread_broadcast']

function event(body: Json): Received | undefined {
	const subtype = word(part(body, 'event'), 'subtype')
	if (subtype === 'message_changed' || subtype === 'message_deleted') return change(body)
	const sender = senderOfEvent(body)
	const id = word(body, 'event_id')
	const event = part(body, 'event')
	const channel = word(event, 'channel')
	if (!sender || !id) return undefined
	const common = { sender, once: key(sender, id) }
	const thread = word(event, 'thread_ts')
	switch (event.type) {
		case 'app_home_opened':
			if (event.tab !== 'home') return undefined
			return {
				...common,
				ask: 'command',
				origin: { kind: 'tab', user: sender.identity.user },
				command: { do: 'home' },
			}
		case 'message':
			if (event.hidden === true || !written.some(subtype => subtype === event.subtype)) return undefined
			return message(event, common)
		case 'app_mention':
			if (!channel || event.edited !== undefined) return undefined
			return { ...common, ask: 'mention', channel, thread }
		case 'link_shared':
			return links(body, event, common)
		default:
			return undefined
	}
}

/**
 * A message that its author changed or deleted, to the bot or in a thread. Slack says the same of previews that it puts below
 * messages, and of what other apps do to them. https://docs.slack.dev/reference/events/message/message_changed
 */
function change(body: Json): Received | undefined {
	const event = part(body, 'event')
	const [message, before] = [part(event, 'message'), part(event, 'previous_message')]
	const sender = senderOfEvent(body, before)
	const id = word(body, 'event_id')
	if (!sender || !id || event.type !== 'message') return undefined
	const common = { sender, once: key(sender, id) }
	// Where others have answered under it, a mark stands in the place of what was deleted.
	if (event.subtype === 'message_deleted' || message.subtype === 'tombstone') {
		const origin = placeOf(event, before)
		return origin && { ...common, ask: 'deleted', origin }
	}
	const { user } = part(message, 'edited')
	if (user !== sender.identity.user || message.text === before.text) return undefined
	const origin = placeOf(event, message)
	return origin && { ...common, ask: 'edited', origin, message }
}

/** In channels only threads are ours to read: the rest is said to others. */
function placeOf({ channel_type: type, ...event }: Json, message: Json): Written | undefined {
	const channel = word(event, 'channel')
	const ts = word(message, 'ts')
	const thread = word(message, 'thread_ts')
	if (!channel || !ts) return undefined
	if (type === 'im') return { kind: 'direct', channel, thread, ts }
	const user = word(message, 'user')
	if ((type !== 'channel' && type !== 'group') || !thread || thread === ts || !user) return undefined
	return { kind: 'note', channel, thread, ts, user, above: word(message, 'parent_user_id') }
}

function message(event: Json, common: Pick<Received, 'sender' | 'once'>): Received | undefined {
	const origin = placeOf(event, event)
	if (!origin) return undefined
	return origin.kind === 'note'
		? { ...common, ask: 'note', origin, message: event }
		: { ...common, ask: 'message', origin, message: event }
}

/** What is still being written may go anywhere, and is asked about again once it was posted. */
function links(body: Json, event: Json, common: Pick<Received, 'sender' | 'once'>): Received | undefined {
	const channel = word(event, 'channel')
	const ts = word(event, 'message_ts')
	if (!channel || !ts || event.source === 'composer' || channel === 'COMPOSER') return undefined
	// Where people of other workspaces read along, or may, nothing is shown of anyone's.
	if (body.is_ext_shared_channel !== false) return undefined
	const addresses = records(event, 'links').flatMap(link => word(link, 'url') ?? [])
	return { ...common, ask: 'links', channel, ts, addresses, direct: channel.startsWith('D') }
}

function key({ team }: Sender, what: string): string {
	return `slack:${team}:${what}`
}
