import { messageObject, teamRef, userRef, viewObject } from './objects.ts'
import { type Element, type Json, type StateValue, textOf } from './types.ts'
import {
	type Channel,
	directMessage,
	type HomeTab,
	type Message,
	type Modal,
	newId,
	newResponseUrl,
	newTrigger,
	timestamp,
	type User,
	type World,
} from './world.ts'

/** The deprecated verification token, which Slack still sends. */
const token = 'a-verification-token'

const grid = (world: World) => world.options.enterprise ?? null

function channelName(channel: Channel): string {
	return channel.kind === 'group' ? 'privategroup' : channel.name
}

/** A slash command, as the fields of a form. */
export function slashCommand(world: World, user: User, channel: Channel, typed: string): Json {
	const [command = '', ...rest] = typed.trim().split(/(?<=^\S+)\s+/)
	const { enterprise } = world.options
	return {
		token,
		team_id: user.teamId,
		team_domain: world.team.domain,
		...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
		channel_id: channel.id,
		channel_name: channelName(channel),
		user_id: user.id,
		user_name: user.name,
		command,
		text: rest.join(' ').trim(),
		api_app_id: world.app.id,
		is_enterprise_install: String(world.orgWide),
		response_url: newResponseUrl(world, user.id, channel.id),
		trigger_id: newTrigger(world, user.id),
	}
}

/** Where an element stands that a person touched. */
export type Place = { message: Message } | { view: Modal | HomeTab }

/** block_actions: a person touched an element. */
export function blockActions(world: World, user: User, place: Place, action: Json): Json {
	return {
		type: 'block_actions',
		user: userRef(user),
		api_app_id: world.app.id,
		token,
		...('message' in place
			? { container: messageContainer(place.message) }
			: { container: { type: 'view', view_id: place.view.id } }),
		trigger_id: newTrigger(world, user.id),
		team: teamRef(world),
		enterprise: grid(world),
		is_enterprise_install: world.orgWide,
		...('message' in place ? messagePart(world, user, place.message) : viewPart(world, place.view)),
		actions: [{ ...action, action_ts: timestamp(world) }],
	}
}

/** block_suggestion: a person types into a select whose options the service knows. */
export function blockSuggestion(
	world: World,
	user: User,
	place: Place,
	{ blockId, actionId, query }: { blockId: string; actionId: string; query: string },
): Json {
	const { actions: _, trigger_id: __, ...rest } = blockActions(world, user, place, {})
	return { ...rest, type: 'block_suggestion', action_id: actionId, block_id: blockId, value: query }
}

function messageContainer(message: Message): Json {
	return {
		type: 'message',
		message_ts: message.ts,
		channel_id: message.channel,
		is_ephemeral: message.ephemeralFor !== undefined,
		...(message.threadTs ? { thread_ts: message.threadTs } : {}),
	}
}

function messagePart(world: World, user: User, message: Message): Json {
	const channel = world.channels.get(message.channel)
	return {
		channel: { id: message.channel, name: channel ? channelName(channel) : '' },
		...(message.ephemeralFor ? {} : { message: messageObject(world, message) }),
		state: { values: message.state },
		response_url: newResponseUrl(world, user.id, message.channel, message),
	}
}

function viewPart(world: World, view: Modal | HomeTab): Json {
	return { view: viewObject(world, view) }
}

/** One action of block_actions: the element with what was chosen in it. */
export function actionOf(blockId: string, element: Element, chosen: Partial<StateValue>): Json {
	const { type, action_id, value, style, url, confirm, placeholder, initial_option } = element
	const isButton = ['button', 'icon_button', 'workflow_button'].includes(type)
	return {
		type,
		action_id,
		block_id: blockId,
		...(isButton ? { text: { emoji: true, ...textObject(element) } } : {}),
		...(isButton && value !== undefined ? { value } : {}),
		...(isButton && style ? { style } : {}),
		...(isButton && url ? { url } : {}),
		...(confirm ? { confirm } : {}),
		...(placeholder ? { placeholder } : {}),
		...(initial_option ? { initial_option } : {}),
		...chosen,
	}
}

function textObject(element: Element): Json {
	return { type: 'plain_text', text: textOf(element.text) }
}

/** view_submission: a person sent a form. */
export function viewSubmission(world: World, user: User, modal: Modal): Json {
	return {
		type: 'view_submission',
		team: world.orgWide ? null : teamRef(world),
		user: userRef(user),
		api_app_id: world.app.id,
		token,
		trigger_id: newTrigger(world, user.id),
		view: viewObject(world, modal),
		response_urls: [],
		is_enterprise_install: world.orgWide,
		enterprise: grid(world),
	}
}

/** view_closed: a person closed a modal that wanted to know. */
export function viewClosed(world: World, user: User, modal: Modal, isCleared: boolean): Json {
	return {
		type: 'view_closed',
		team: world.orgWide ? null : teamRef(world),
		user: userRef(user),
		api_app_id: world.app.id,
		token,
		view: viewObject(world, modal),
		is_cleared: isCleared,
		is_enterprise_install: world.orgWide,
		enterprise: grid(world),
	}
}

/** shortcut or message_action: a person used a shortcut. */
export function shortcut(world: World, user: User, callbackId: string, message?: Message): Json {
	const common = {
		token,
		action_ts: timestamp(world),
		team: teamRef(world),
		user: userRef(user),
		is_enterprise_install: world.orgWide,
		enterprise: grid(world),
		callback_id: callbackId,
		trigger_id: newTrigger(world, user.id),
	}
	if (!message) return { type: 'shortcut', ...common }
	const channel = world.channels.get(message.channel)
	return {
		type: 'message_action',
		...common,
		message_ts: message.ts,
		response_url: newResponseUrl(world, user.id, message.channel),
		channel: { id: message.channel, name: channel ? channelName(channel) : '' },
		message: messageObject(world, message),
	}
}

/** app_home_opened: a person looks at the app's home. */
export function homeOpened(world: World, user: User, tab: 'home' | 'messages'): Json {
	const home = world.homes.get(user.id)
	return {
		type: 'app_home_opened',
		user: user.id,
		channel: directMessage(world, user.id).id,
		tab,
		...(home && tab === 'home' ? { view: viewObject(world, home) } : {}),
		event_ts: timestamp(world),
	}
}

/** link_shared: a person posted a link to one of the app's domains. */
export function linkShared(world: World, message: Message, links: string[]): Json {
	return {
		type: 'link_shared',
		user: message.user,
		channel: message.channel,
		message_ts: message.ts,
		...(message.threadTs ? { thread_ts: message.threadTs } : {}),
		links: links.map(url => ({ url, domain: new URL(url).hostname })),
		unfurl_id: `${message.channel}.${message.ts}.${newId(world, 'u').toLowerCase()}`,
		source: 'conversations_history',
		is_bot_user_member: world.channels.get(message.channel)?.members.has(world.app.botUserId) ?? false,
		event_ts: message.ts,
	}
}

/** The wrapping that every event arrives in. */
export function eventEnvelope(world: World, event: Json): Json {
	const { app, team } = world
	const enterprise = grid(world)
	return {
		token,
		team_id: team.id,
		context_team_id: team.id,
		context_enterprise_id: enterprise?.id ?? null,
		...(enterprise ? { enterprise_id: enterprise.id } : {}),
		api_app_id: app.id,
		event,
		type: 'event_callback',
		event_id: newId(world, 'Ev'),
		event_time: Math.floor(world.now() / 1000),
		authorizations: [
			{
				enterprise_id: enterprise?.id ?? null,
				team_id: team.id,
				user_id: app.botUserId,
				is_bot: true,
				is_enterprise_install: world.orgWide,
			},
		],
		is_ext_shared_channel:
			event.user_team !== undefined || world.channels.get(String(event.channel))?.shared === true,
		event_context: `4-${Buffer.from(JSON.stringify({ tid: team.id, aid: app.id })).toString('base64url')}`,
	}
}
