import { modalsOf, post, remove, rewrite } from './acts.ts'
import {
	answerInChannel,
	type Outcome,
	type Suggestions,
	takeResponseAction,
	takeSuggestions,
} from './answers.ts'
import { fileRefusal, fileSharedEvent, storeFile } from './files.ts'
import { elementsOf, formErrors } from './inputs.ts'
import { fileObject } from './objects.ts'
import { hasScope } from './methods/call.ts'
import * as payloads from './payloads.ts'
import type { Answer, Sender } from './sender.ts'
import { type Sight, sightOf } from './sight.ts'
import type { Block, Element, Json, StateValue, StateValues } from './types.ts'
import { addUser, directMessage, type Message, type Modal, type User, type World } from './world.ts'

/** Where something stands that a person touches. */
export type Spot = { kind: 'modal' | 'home' } | { kind: 'message'; channel: string; ts: string }

/** A file on its way through JSON. */
export interface Parcel {
	name: string
	type?: string
	base64: string
}

/** The acts of a person, as plain data: in this process or through the control interface. */
export interface Hands {
	arrive: (user: Partial<User> & { id: string }) => Promise<Outcome>
	see: (user: string) => Promise<Sight>
	type: (user: string, act: { text: string; channel: string }) => Promise<Outcome>
	/** Presses, or chooses `value`, or both. */
	touch: (
		user: string,
		act: { spot: Spot; blockId: string; actionId: string; value?: StateValue; chosen?: Json },
	) => Promise<Outcome>
	/** Types or chooses without sending anything, as one does before a form is submitted. */
	hold: (
		user: string,
		act: { spot: Spot; blockId: string; actionId: string; value: StateValue },
	) => Promise<Outcome>
	/** Asks the service what an external select offers for what is typed into it. */
	suggest: (
		user: string,
		act: { spot: Spot; blockId: string; actionId: string; query: string },
	) => Promise<Suggestions>
	/** Puts files into a file input, beside those already there that are named in `keep`. */
	attach: (
		user: string,
		act: { blockId: string; actionId: string; files: Parcel[]; keep?: string[] },
	) => Promise<Outcome>
	/** Opens a file that somebody shared where this person reads along. */
	fetch: (user: string, act: { file: string }) => Promise<Parcel>
	submit: (user: string) => Promise<Outcome>
	close: (user: string, act: { all: boolean }) => Promise<Outcome>
	openHome: (user: string, act: { tab: 'home' | 'messages' }) => Promise<Outcome>
	write: (
		user: string,
		act: {
			text: string
			to: string
			threadTs?: string
			/** An answer in a thread that goes to the conversation as well. */
			broadcast?: boolean
			files: Parcel[]
			links: string[]
		},
	) => Promise<Outcome>
	edit: (user: string, act: { channel: string; ts: string; text: string }) => Promise<Outcome>
	delete: (user: string, act: { channel: string; ts: string }) => Promise<Outcome>
	shortcut: (
		user: string,
		act: { callbackId: string; on?: { channel: string; ts: string } },
	) => Promise<Outcome>
}

/** The acts of people in this process. */
export function createHands(world: World, sender: Sender): Hands & { sightNow: (user: string) => Sight } {
	const gaze = new Map<string, Sight['gaze']>()
	const acted = new Map<string, number>()

	const begin = (id: string, look?: Sight['gaze']): User => {
		const user = world.users.get(id)
		if (!user) throw new Error(`nobody here is ${id}`)
		acted.set(id, world.next())
		if (look) gaze.set(id, look)
		return user
	}
	const sightNow = (id: string) => sightOf(world, id, gaze.get(id) ?? 'messages', acted.get(id) ?? 0)

	return {
		sightNow,
		arrive: async user => {
			addUser(world, user)
			return {}
		},
		see: async id => sightNow(id),
		type: async (id, { text, channel: name }) => {
			const user = begin(id, 'messages')
			if (!hasScope(world, 'commands')) return { error: `${text} is not a valid command` }
			const channel = place(world, user, name)
			const payload = payloads.slashCommand(world, user, channel, text)
			const answer = await sender.form(`command ${String(payload.command)}`, 'slash_commands', payload)
			const failure = answer.error ?? (answer.status === 200 ? undefined : 'dispatch_failed')
			if (failure) return { error: `${String(payload.command)} failed with the error "${failure}"` }
			return answerInChannel(world, { user: id, channel: channel.id }, answer.body)
		},
		touch: async (id, { spot, blockId, actionId, value, chosen }) => {
			const user = begin(id)
			const at = spotted(world, id, spot)
			const { blocks, state } = placed(at)
			const { block, element } = elementAt(blocks, blockId, actionId)
			if (value) (state[blockId] ??= {})[actionId] = value
			if (block.type === 'input' && !block.dispatch_action) return {}
			const { type: _, ...held } = value ?? { type: '' }
			const action = payloads.actionOf(blockId, element, { ...held, ...chosen })
			const payload = payloads.blockActions(world, user, at, action)
			return outcome(await sender.form('block_actions', 'interactive', payload))
		},
		hold: async (id, { spot, blockId, actionId, value }) => {
			begin(id)
			const at = placed(spotted(world, id, spot))
			elementAt(at.blocks, blockId, actionId)
			;(at.state[blockId] ??= {})[actionId] = value
			return {}
		},
		suggest: async (id, { spot, blockId, actionId, query }) => {
			const user = begin(id)
			const at = spotted(world, id, spot)
			elementAt(placed(at).blocks, blockId, actionId)
			const payload = payloads.blockSuggestion(world, user, at, { blockId, actionId, query })
			return takeSuggestions(world, await sender.form('block_suggestion', 'interactive', payload))
		},
		attach: async (id, { blockId, actionId, files, keep = [] }) => {
			begin(id)
			const modal = topmost(world, id)
			const { element } = elementAt(modal.spec.blocks, blockId, actionId)
			const stored = [
				...keep.flatMap(file => world.files.get(file) ?? []),
				...files.map(file => storeFile(world, { ...unpacked(file), user: id })),
			]
			const refusal = fileRefusal(element, stored)
			if (refusal) throw new Error(`Slack does not take the files: ${refusal}`)
			const value: StateValue = { type: 'file_input', files: stored.map(file => fileObject(world, file)) }
			;(modal.state[blockId] ??= {})[actionId] = value
			return {}
		},
		fetch: async (id, { file }) => {
			const stored = world.files.get(file)
			const reads = [...(stored?.shares ?? [])].some(name => world.channels.get(name)?.members.has(id))
			if (!stored || stored.deleted || !reads) throw new Error('the file is not there')
			return { name: stored.name, type: stored.type, base64: stored.bytes.toString('base64') }
		},
		submit: async id => {
			const user = begin(id)
			const modal = topmost(world, id)
			if (!modal.spec.submit) throw new Error(`"${modal.spec.title?.text}" has no submit button`)
			modal.errors = formErrors(modal.spec.blocks, modal.state)
			delete modal.failure
			if (Object.keys(modal.errors).length > 0) return {}
			const payload = payloads.viewSubmission(world, user, modal)
			const answer = await sender.form('view_submission', 'interactive', payload)
			return takeResponseAction(world, modal, answer)
		},
		close: async (id, { all }) => {
			const user = begin(id)
			const stack = modalsOf(world, id)
			const top = topmost(world, id)
			const cleared = all || top.spec.clear_on_close === true
			const closed = cleared ? stack.splice(0).toReversed() : stack.splice(-1)
			let result: Outcome = {}
			for (const modal of closed) {
				if (!modal.spec.notify_on_close) continue
				const payload = payloads.viewClosed(world, user, modal, cleared)
				result = outcome(await sender.form('view_closed', 'interactive', payload))
			}
			return result
		},
		openHome: async (id, { tab }) => {
			const user = begin(id, tab)
			sender.event(payloads.homeOpened(world, user, tab), 'app_home_opened')
			await sender.idle()
			return {}
		},
		write: async (id, { text, to, threadTs, broadcast, files, links }) => {
			const user = begin(id, 'messages')
			const channel = place(world, user, to)
			const stored = files.map(file => storeFile(world, { ...unpacked(file), user: id }))
			const sent = [...text.matchAll(/https?:\/\/[^\s<>|]+/g)].map(([url]) => url)
			const message = post(world, {
				channel: channel.id,
				user: id,
				text: escaped(text),
				blocks: text ? typedBlocks(text) : [],
				files: stored.map(file => file.id),
				...(threadTs ? { threadTs } : {}),
				...(threadTs && broadcast ? { broadcast } : {}),
			})
			for (const file of stored) sender.event(fileSharedEvent(file, channel.id, message.ts), 'file_shared')
			const shared = sent.filter(url => links.includes(url))
			if (shared.length > 0) sender.event(payloads.linkShared(world, message, shared), 'link_shared')
			await sender.idle()
			return {}
		},
		edit: async (id, { channel, ts, text }) => {
			begin(id, 'messages')
			const message = messageAt(world, channel, ts)
			if (message.user !== id) throw new Error('people edit only their own messages')
			rewrite(world, message, { text: escaped(text), blocks: typedBlocks(text) })
			await sender.idle()
			return {}
		},
		delete: async (id, { channel, ts }) => {
			begin(id, 'messages')
			const message = messageAt(world, channel, ts)
			if (message.user !== id) throw new Error('people delete only their own messages')
			remove(world, message)
			await sender.idle()
			return {}
		},
		shortcut: async (id, { callbackId, on }) => {
			const user = begin(id, 'messages')
			const message = on ? messageAt(world, on.channel, on.ts) : undefined
			const payload = payloads.shortcut(world, user, callbackId, message)
			return outcome(await sender.form(`shortcut ${callbackId}`, 'interactive', payload))
		},
	}
}

function place(world: World, user: User, name: string) {
	if (name === 'bot') return directMessage(world, user.id)
	const wanted = name.replace(/^#/, '')
	const channel =
		world.channels.get(wanted) ?? [...world.channels.values()].find(each => each.name === wanted)
	if (!channel?.members.has(user.id)) throw new Error(`${user.name} is not in a channel ${name}`)
	return channel
}

function topmost(world: World, user: string): Modal {
	const top = modalsOf(world, user).at(-1)
	if (!top) throw new Error('no modal is open')
	return top
}

function messageAt(world: World, channel: string, ts: string): Message {
	const message = world.messages.find(each => each.channel === channel && each.ts === ts)
	if (!message) throw new Error('the message is gone')
	return message
}

function spotted(world: World, user: string, spot: Spot): payloads.Place {
	if (spot.kind === 'modal') return { view: topmost(world, user) }
	if (spot.kind === 'message') return { message: messageAt(world, spot.channel, spot.ts) }
	const home = world.homes.get(user)
	if (!home) throw new Error('there is no home tab yet')
	return { view: home }
}

/** What stands in a place, and what is typed and chosen there. */
function placed(at: payloads.Place): { blocks: Block[]; state: StateValues } {
	return 'message' in at
		? { blocks: at.message.blocks, state: at.message.state }
		: { blocks: at.view.spec.blocks, state: at.view.state }
}

function elementAt(blocks: Block[], blockId: string, actionId: string): { block: Block; element: Element } {
	const all = blocks.flatMap(block => [block, ...((block.child_blocks as Block[] | undefined) ?? [])])
	const block = all.find(each => each.block_id === blockId)
	const element = block && elementsOf(block).find(each => each.action_id === actionId)
	if (!block || !element) throw new Error(`there is no element ${blockId}/${actionId} any more`)
	return { block, element }
}

function outcome(answer: Answer): Outcome {
	if (answer.error) return { error: answer.error }
	return answer.status === 200 ? {} : { error: `status ${answer.status}` }
}

function unpacked({ base64, ...rest }: Parcel) {
	return { ...rest, bytes: Buffer.from(base64, 'base64') }
}

/** Slack escapes the three characters of its markup in what people type. */
function escaped(text: string): string {
	const safe = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
	return safe
		.replace(/&lt;([@#!][A-Z0-9]+)&gt;/g, '<$1>')
		.replace(/https?:\/\/(?:(?!&lt;|&gt;)\S)+/g, url => `<${url}>`)
}

function typedBlocks(text: string): Block[] {
	const elements = text
		.split(/(<@[UW][A-Z0-9]+>|https?:\/\/[^\s<>]+)/)
		.filter(Boolean)
		.map(part => {
			const [, user] = /^<@(\w+)>$/.exec(part) ?? []
			if (user) return { type: 'user', user_id: user }
			return /^https?:/.test(part) ? { type: 'link', url: part } : { type: 'text', text: part }
		})
	return [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}
