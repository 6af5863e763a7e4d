import type { Problem } from './check/shape.ts'
import { checkView } from './check/payload.ts'
import { stateOf, withIds } from './inputs.ts'
import { messageObject } from './objects.ts'
import type { Block, Json, ViewSpec } from './types.ts'
import {
	type Channel,
	type HomeTab,
	type Message,
	type Modal,
	newId,
	timestamp,
	type World,
} from './world.ts'

/** Slack's answer when it will not do what it was asked. */
export class Refusal extends Error {
	readonly code: string
	readonly problems: Problem[]
	readonly extra: Json
	constructor(code: string, { problems = [], ...extra }: { problems?: Problem[] } & Json = {}) {
		super(code)
		this.code = code
		this.problems = problems
		this.extra = extra
	}
}

interface Draft {
	channel: string
	user: string
	text?: string
	blocks?: Block[]
	attachments?: Json[]
	files?: string[]
	threadTs?: string
	broadcast?: boolean
	ephemeralFor?: string
	metadata?: unknown
}

/** Puts a message into a conversation. */
export function post(world: World, draft: Draft): Message {
	const blocks = withIds(draft.blocks ?? [], world.next)
	const message: Message = {
		channel: draft.channel,
		ts: timestamp(world),
		user: draft.user,
		byBot: draft.user === world.app.botUserId,
		text: draft.text ?? '',
		blocks,
		attachments: draft.attachments ?? [],
		files: draft.files ?? [],
		state: stateOf(blocks),
		reactions: new Map(),
		touched: world.next(),
		...(draft.broadcast ? { broadcast: true } : {}),
		...(draft.threadTs ? { threadTs: draft.threadTs } : {}),
		...(draft.ephemeralFor ? { ephemeralFor: draft.ephemeralFor } : {}),
		...(draft.metadata ? { metadata: draft.metadata } : {}),
	}
	for (const id of message.files) world.files.get(id)?.shares.add(draft.channel)
	world.messages.push(message)
	if (!message.ephemeralFor) announceMessage(world, message, {})
	return message
}

/** Puts other content into a message that stands. */
export function rewrite(world: World, message: Message, content: Partial<Draft>): void {
	const previous = messageObject(world, message)
	if (content.text !== undefined) message.text = content.text
	if (content.blocks !== undefined) {
		message.blocks = withIds(content.blocks, world.next)
		message.state = stateOf(message.blocks)
	}
	if (content.attachments !== undefined) message.attachments = content.attachments
	if (content.metadata !== undefined) message.metadata = content.metadata
	if (!message.ephemeralFor) {
		message.editedTs = timestamp(world)
		announceMessage(world, message, {
			subtype: 'message_changed',
			hidden: true,
			message: messageObject(world, message),
			previous_message: previous,
		})
	}
	message.touched = world.next()
}

/** Takes a message away; where others have answered under it, a mark stays. */
export function remove(world: World, message: Message): void {
	const answered = world.messages.some(
		({ channel, threadTs, ts }) => channel === message.channel && threadTs === message.ts && ts !== threadTs,
	)
	if (answered) {
		const previous = messageObject(world, message)
		const rest = { text: 'This message was deleted.', blocks: [], attachments: [], files: [] }
		Object.assign(message, rest, { tombstone: true, touched: world.next() })
		announceMessage(world, message, {
			subtype: 'message_changed',
			hidden: true,
			message: messageObject(world, message),
			previous_message: previous,
		})
		return
	}
	world.messages.splice(world.messages.indexOf(message), 1)
	if (!message.ephemeralFor)
		announceMessage(world, message, {
			subtype: 'message_deleted',
			hidden: true,
			deleted_ts: message.ts,
			previous_message: messageObject(world, message),
		})
}

const channelTypes = { im: 'im', channel: 'channel', group: 'group', mpim: 'mpim' }
const eventNames = {
	im: 'message.im',
	channel: 'message.channels',
	group: 'message.groups',
	mpim: 'message.mpim',
}

function announceMessage(world: World, message: Message, change: Json): void {
	const channel = world.channels.get(message.channel)
	if (!channel?.members.has(world.app.botUserId)) return
	const place = { channel: channel.id, channel_type: channelTypes[channel.kind] }
	const ts = change.subtype ? timestamp(world) : message.ts
	const content = change.subtype ? { type: 'message', ...change, ts } : messageObject(world, message)
	const from = world.users.get(message.user)?.teamId ?? world.team.id
	const abroad = from === world.team.id ? {} : { user_team: from, source_team: from }
	const event = { ...content, ...place, ...abroad, event_ts: ts }
	world.announce(event, eventNames[channel.kind])
	const mention = `<@${world.app.botUserId}>`
	if (!change.subtype && !message.byBot && channel.kind !== 'im' && message.text.includes(mention))
		world.announce({ ...event, type: 'app_mention', subtype: undefined }, 'app_mention')
}

/** The stack of modals that a person has open, the topmost last. */
export function modalsOf(world: World, user: string): Modal[] {
	const stack = world.modals.get(user) ?? []
	world.modals.set(user, stack)
	return stack
}

/** Refuses a view that Slack would refuse. */
export function acceptView(view: unknown, type: 'modal' | 'home'): ViewSpec {
	const problems = checkView(view)
	const spec = view as ViewSpec
	if (problems.length === 0 && spec.type !== type)
		problems.push({ path: '/type', problem: `must be ${type}` })
	const tooLarge = problems.some(({ problem }) => problem.startsWith('view is too large'))
	if (problems.length > 0) throw new Refusal(tooLarge ? 'view_too_large' : 'invalid_arguments', { problems })
	return spec
}

const newHash = (world: World) => `${Math.floor(world.now() / 1000)}.${world.next().toString(36)}`

/** Opens a modal: alone (`open`), or above the one that is open (`push`). */
export function openModal(world: World, user: string, spec: ViewSpec, how: 'open' | 'push'): Modal {
	const stack = modalsOf(world, user)
	if (how === 'push' && stack.length >= 3) throw new Refusal('push_limit_reached')
	requireFreeExternalId(world, spec)
	if (how === 'open') stack.length = 0
	const id = newId(world, 'V')
	const below = stack.at(-1)
	const blocks = withIds(spec.blocks, world.next)
	const modal: Modal = {
		id,
		hash: newHash(world),
		spec: { ...spec, blocks },
		rootId: stack[0]?.id ?? id,
		user,
		state: stateOf(blocks),
		errors: {},
		...(below ? { previousId: below.id } : {}),
	}
	stack.push(modal)
	return modal
}

/** Puts other content into an open modal; what was typed into the same inputs stays. */
export function updateModal(world: World, modal: Modal, spec: ViewSpec): Modal {
	requireFreeExternalId(world, spec, modal)
	const blocks = withIds(spec.blocks, world.next)
	modal.spec = { ...spec, blocks }
	modal.state = stateOf(blocks, modal.state)
	modal.hash = newHash(world)
	modal.errors = {}
	delete modal.failure
	return modal
}

function requireFreeExternalId(world: World, spec: ViewSpec, self?: Modal): void {
	if (!spec.external_id) return
	const others = [...world.modals.values()].flat().filter(modal => modal !== self)
	if (others.some(modal => modal.spec.external_id === spec.external_id))
		throw new Refusal('duplicate_external_id')
}

/** Shows a home tab to a person. */
export function publishHome(world: World, user: string, spec: ViewSpec): HomeTab {
	const blocks = withIds(spec.blocks, world.next)
	const before = world.homes.get(user)
	const home: HomeTab = {
		id: before?.id ?? newId(world, 'V'),
		hash: newHash(world),
		spec: { ...spec, blocks },
		state: stateOf(blocks),
	}
	world.homes.set(user, home)
	return home
}

/** Has someone come or go, archives a channel or shares it with other workspaces; or back. */
export function alterChannel(
	world: World,
	name: string,
	change: { join?: string; leave?: string; archived?: boolean; shared?: boolean },
): void {
	const channel = findChannel(world, name)
	if (!channel) throw new Error(`there is no channel ${name}`)
	const { botUserId } = world.app
	const member = (id: string) => (id === 'bot' ? botUserId : id)
	if (change.join) channel.members.add(member(change.join))
	if (change.leave) channel.members.delete(member(change.leave))
	channel.archived = change.archived ?? channel.archived
	channel.shared = change.shared ?? channel.shared
}

/** Finds a conversation by id or by name. */
export function findChannel(world: World, name: unknown): Channel | undefined {
	const wanted = String(name).replace(/^#/, '')
	return world.channels.get(wanted) ?? [...world.channels.values()].find(each => each.name === wanted)
}
