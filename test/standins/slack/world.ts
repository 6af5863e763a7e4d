import { randomBytes } from 'node:crypto'
import type { Problem } from './check/shape.ts'
import type { Block, Json, StateValues, ViewSpec } from './types.ts'

/** A member of the workspace, or of another one that shares a channel with it. */
export interface User {
	id: string
	name: string
	realName: string
	email?: string
	locale: string
	tz: string
	/** The workspace that they belong to. */
	teamId: string
	/** The organization of that workspace, if it is of one. */
	organization?: string | undefined
	isBot: boolean
	isGuest: boolean
}

export interface Channel {
	id: string
	name: string
	kind: 'channel' | 'group' | 'im' | 'mpim'
	members: Set<string>
	archived: boolean
	/** People of other workspaces may be in it. */
	shared: boolean
	/** The person at the other end of a direct message. */
	with?: string
}

export interface Message {
	channel: string
	ts: string
	threadTs?: string
	user: string
	byBot: boolean
	text: string
	blocks: Block[]
	attachments: Json[]
	files: string[]
	metadata?: unknown
	/** A reply in a thread that is shown in the conversation too. */
	broadcast?: boolean
	/** By the emoji's name, who put it there. */
	reactions: Map<string, Set<string>>
	/** It was deleted, and stands where others have answered under it. */
	tombstone?: boolean
	/** Whose eyes alone it is for. */
	ephemeralFor?: string
	editedTs?: string
	/** What was chosen in its selects, as Slack keeps it per message. */
	state: StateValues
	/** When it last changed, in the order of all changes. */
	touched: number
}

export interface Modal {
	id: string
	hash: string
	spec: ViewSpec
	rootId: string
	previousId?: string
	user: string
	state: StateValues
	/** What the service answered to a submission, by block. */
	errors: Record<string, string>
	/** Slack's own words when a submission could not be delivered. */
	failure?: string
}

export interface HomeTab {
	id: string
	hash: string
	spec: ViewSpec
	state: StateValues
}

export interface StoredFile {
	id: string
	name: string
	type: string
	bytes: Buffer
	user: string
	created: number
	title: string
	shares: Set<string>
	deleted: boolean
}

interface Trigger {
	user: string
	expires: number
	used: boolean
}

export interface ResponseUrl {
	user: string
	channel: string
	uses: number
	expires: number
	/** The message whose button was pressed; a slash command has none. */
	message?: Message
}

/** One request that went either way, with its answer. */
export interface LedgerEntry {
	seq: number
	at: number
	way: 'to_slack' | 'to_service'
	what: string
	request: unknown
	status: number
	answer: unknown
}

/** Something the service did that Slack would not have stood for. */
export interface Complaint extends Problem {
	what: string
}

/** A fault asked for by a test. */
export interface Fault {
	times: number
	answer: string | number
	retryAfter?: number
}

/** How the stand-in is set up; everything has a usable default. */
export interface SlackOptions {
	/** Origin of the service, such as `http://127.0.0.1:3000`; may be given later with `serves`. */
	serviceUrl?: string
	signingSecret?: string
	botToken?: string
	appToken?: string
	/** The bot scopes granted; without a list, all are. */
	scopes?: string[]
	/** The bot events subscribed to, such as `message.im`; without a list, all are. */
	events?: string[]
	team?: { id: string; name: string; domain: string }
	appId?: string
	botUserId?: string
	enterprise?: { id: string; name: string }
	/** The clock, in milliseconds: triggers and response_urls die by it and signatures are dated by it. */
	now?: () => number
	port?: number
	/** How long the service may take to answer, in real milliseconds; Slack waits 3000. */
	answerWithin?: number
	/** How often an event is sent again when it is not answered with 2xx; Slack does it three times. */
	retries?: number
}

/** Everything that the stand-in knows. */
export interface World {
	options: SlackOptions
	signingSecret: string
	botToken: string
	appToken: string
	revoked: boolean
	/** Whether the whole organization has the app. */
	orgWide: boolean
	team: { id: string; name: string; domain: string }
	app: { id: string; name: string; botId: string; botUserId: string }
	users: Map<string, User>
	channels: Map<string, Channel>
	messages: Message[]
	modals: Map<string, Modal[]>
	homes: Map<string, HomeTab>
	files: Map<string, StoredFile>
	uploads: Map<string, { fileId: string; name: string; length: number; bytes?: Buffer; type: string }>
	triggers: Map<string, Trigger>
	responseUrls: Map<string, ResponseUrl>
	faults: Map<string, Fault[]>
	/** Whether more than one message a second to a conversation is refused. */
	paced: boolean
	/** When the bot last posted to a conversation. */
	postedAt: Map<string, number>
	ledger: LedgerEntry[]
	problems: Complaint[]
	serviceUrl: string
	/** The stand-in's own origin, known once it listens. */
	origin: string
	now: () => number
	/** The next number, for order and for identifiers. */
	next: () => number
	/** Hands an event to the service, later and on its own. */
	announce: (event: Json, kind: string) => void
}

/** A workspace with a bot, a channel `general`, and nobody in it yet. */
export function createWorld(options: SlackOptions): World {
	let count = 0
	const team = options.team ?? { id: 'T0WORLD', name: 'World', domain: 'world' }
	const botUserId = options.botUserId ?? 'U0SPORTELLO'
	const world: World = {
		options,
		signingSecret: options.signingSecret ?? 'a-signing-secret-for-tests',
		botToken: options.botToken ?? 'xoxb-bot-token-for-tests',
		appToken: options.appToken ?? 'xapp-app-token-for-tests',
		revoked: false,
		orgWide: false,
		team,
		app: { id: options.appId ?? 'A0SPORTELLO', name: 'sportello', botId: 'B0SPORTELLO', botUserId },
		users: new Map(),
		channels: new Map(),
		messages: [],
		modals: new Map(),
		homes: new Map(),
		files: new Map(),
		uploads: new Map(),
		triggers: new Map(),
		responseUrls: new Map(),
		faults: new Map(),
		paced: false,
		postedAt: new Map(),
		ledger: [],
		problems: [],
		serviceUrl: options.serviceUrl ?? '',
		origin: '',
		now: options.now ?? Date.now,
		next: () => ++count,
		announce: () => {},
	}
	world.users.set(botUserId, {
		id: botUserId,
		name: 'sportello',
		realName: 'Sportello',
		locale: 'en-US',
		tz: 'UTC',
		teamId: team.id,
		isBot: true,
		isGuest: false,
	})
	addChannel(world, { id: 'C0GENERAL', name: 'general', members: [botUserId] })
	return world
}

/** Adds a channel; the bot is in it when it is among the members. */
export function addChannel(
	world: World,
	channel: {
		id: string
		name: string
		members?: string[]
		private?: boolean
		archived?: boolean
		shared?: boolean
	},
): Channel {
	const added: Channel = {
		id: channel.id,
		name: channel.name,
		kind: channel.private ? 'group' : 'channel',
		members: new Set(channel.members),
		archived: channel.archived ?? false,
		shared: channel.shared ?? false,
	}
	world.channels.set(added.id, added)
	return added
}

/** Adds a person; everybody is in `general`. */
export function addUser(world: World, user: Partial<User> & { id: string }): User {
	const added: User = {
		name: user.id.toLowerCase(),
		realName: user.id,
		locale: 'en-US',
		tz: 'Europe/Rome',
		teamId: world.team.id,
		organization: world.options.enterprise?.id,
		isBot: false,
		isGuest: false,
		...user,
	}
	world.users.set(added.id, added)
	world.channels.get('C0GENERAL')?.members.add(added.id)
	return added
}

/** The direct message between the bot and a person; it exists from the first time it is asked for. */
export function directMessage(world: World, userId: string): Channel {
	const id = `D${userId.slice(1)}`
	const known = world.channels.get(id)
	if (known) return known
	const members = new Set([userId, world.app.botUserId])
	const channel: Channel = {
		id,
		name: 'directmessage',
		kind: 'im',
		members,
		archived: false,
		shared: false,
		with: userId,
	}
	world.channels.set(id, channel)
	return channel
}

/** A message timestamp: seconds of the clock, made unique by a running number. */
export function timestamp(world: World): string {
	const seconds = Math.floor(world.now() / 1000)
	return `${seconds}.${String(world.next()).padStart(6, '0')}`
}

/** A new identifier that starts with a letter, such as a view's `V…`. */
export function newId(world: World, prefix: string): string {
	return `${prefix}0${world.next().toString(36).toUpperCase().padStart(8, '0')}`
}

/** A trigger: it opens one modal within three seconds. */
export function newTrigger(world: World, user: string): string {
	const id = `${world.next()}.${world.team.id.length}${world.next()}.${randomBytes(16).toString('hex')}`
	world.triggers.set(id, { user, expires: world.now() + 3000, used: false })
	return id
}

/** A response_url: five messages within half an hour. */
export function newResponseUrl(world: World, user: string, channel: string, message?: Message): string {
	const id = randomBytes(12).toString('hex')
	const expires = world.now() + 30 * 60_000
	world.responseUrls.set(id, { user, channel, uses: 0, expires, ...(message ? { message } : {}) })
	return `${world.origin}/response/${id}`
}
