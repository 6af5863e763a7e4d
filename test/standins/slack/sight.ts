import { modalsOf } from './acts.ts'
import { fileObject } from './objects.ts'
import type { Block, Json, StateValues, ViewSpec } from './types.ts'
import type { Channel, World } from './world.ts'

/** A conversation that a person is in. */
export interface SeenChannel {
	id: string
	/** The direct message with the bot is called `directmessage`. */
	name: string
	kind: Channel['kind']
	archived: boolean
	/** Everybody in it, this person included. */
	members: string[]
}

/** A message as a person sees it. */
export interface SeenMessage {
	channel: string
	channelName: string
	ts: string
	/** Who wrote it, by id and by name. */
	user: string
	from: string
	/** Written by this person. */
	own: boolean
	text: string
	blocks: Block[]
	attachments: Json[]
	files: Json[]
	/** Only this person sees it. */
	ephemeral: boolean
	threadTs?: string
	/** A reply in a thread that is shown in the conversation too. */
	broadcast: boolean
	/** Nothing is left of it but the place where others have answered. */
	deleted: boolean
	/** The names of the emoji on it. */
	reactions: string[]
	/** How many answers stand in its thread. */
	replies: number
	edited: boolean
	state: StateValues
	/** It came or changed since the person last did something. */
	fresh: boolean
}

/** The modal on top, as a person sees it. */
export interface SeenModal {
	id: string
	title: string
	callbackId: string
	privateMetadata: string
	view: ViewSpec
	blocks: Block[]
	/** What is typed and chosen, by block and action. */
	state: StateValues
	/** What is wrong with the form, by the label of the input. */
	errors: Record<string, string>
	/** The same by the id of the block. */
	errorsAt: Record<string, string>
	/** Slack's own words when the form could not be sent. */
	failure?: string
	/** How many modals lie on each other, this one included. */
	depth: number
}

/** Everything a person sees at one moment; plain data, so that it can travel. */
export interface Sight {
	gaze: 'messages' | 'home'
	modal?: SeenModal
	home?: { id: string; blocks: Block[]; privateMetadata: string; state: StateValues }
	messages: SeenMessage[]
	channels: SeenChannel[]
}

/** What a person sees now; `since` is the moment from which messages count as fresh. */
export function sightOf(world: World, userId: string, gaze: Sight['gaze'], since: number): Sight {
	const stack = modalsOf(world, userId)
	const top = stack.at(-1)
	const home = world.homes.get(userId)
	const messages = world.messages.filter(
		each =>
			world.channels.get(each.channel)?.members.has(userId) &&
			(each.ephemeralFor === undefined || each.ephemeralFor === userId),
	)
	return {
		gaze,
		...(top
			? {
					modal: {
						id: top.id,
						title: top.spec.title?.text ?? '',
						callbackId: top.spec.callback_id ?? '',
						privateMetadata: top.spec.private_metadata ?? '',
						view: top.spec,
						blocks: top.spec.blocks,
						state: top.state,
						errors: byLabel(top.spec.blocks, top.errors),
						errorsAt: top.errors,
						depth: stack.length,
						...(top.failure ? { failure: top.failure } : {}),
					},
				}
			: {}),
		...(home
			? {
					home: {
						id: home.id,
						blocks: home.spec.blocks,
						privateMetadata: home.spec.private_metadata ?? '',
						state: home.state,
					},
				}
			: {}),
		messages: messages.map(each => ({
			channel: each.channel,
			channelName: world.channels.get(each.channel)?.name ?? '',
			ts: each.ts,
			user: each.user,
			from: world.users.get(each.user)?.realName ?? each.user,
			own: each.user === userId,
			text: each.text,
			blocks: each.blocks,
			attachments: each.attachments,
			files: each.files.flatMap(id => {
				const file = world.files.get(id)
				return file ? [fileObject(world, file)] : []
			}),
			ephemeral: each.ephemeralFor !== undefined,
			...(each.threadTs ? { threadTs: each.threadTs } : {}),
			broadcast: each.broadcast === true,
			deleted: each.tombstone === true,
			reactions: [...each.reactions.keys()],
			replies: messages.filter(({ channel, threadTs }) => channel === each.channel && threadTs === each.ts)
				.length,
			edited: each.editedTs !== undefined,
			state: each.state,
			fresh: each.touched > since && each.user !== userId,
		})),
		channels: [...world.channels.values()]
			.filter(({ members }) => members.has(userId))
			.map(({ id, name, kind, archived, members }) => ({ id, name, kind, archived, members: [...members] })),
	}
}

function byLabel(blocks: Block[], errors: Record<string, string>): Record<string, string> {
	const entries = Object.entries(errors).map(([id, error]) => {
		const label = blocks.find(block => block.block_id === id)?.label?.text
		return [label ?? id, error]
	})
	return Object.fromEntries(entries)
}
