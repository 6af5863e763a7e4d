import { elementsOf } from './inputs.ts'
import type { Json } from './types.ts'
import type { Channel, HomeTab, Message, Modal, StoredFile, User, World } from './world.ts'

/** The team as interactive payloads name it. */
export function teamRef(world: World): Json {
	const { enterprise } = world.options
	return {
		id: world.team.id,
		domain: world.team.domain,
		...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
	}
}

/** The user as interactive payloads name them. */
export function userRef(user: User): Json {
	return { id: user.id, username: user.name, name: user.name, team_id: user.teamId }
}

/** The user as users.info describes them; the address only with its scope. */
export function userObject(world: World, user: User, withEmail: boolean, withLocale: boolean): Json {
	const [first = '', ...rest] = user.realName.split(' ')
	const image = `${world.origin}/avatar.png`
	return {
		id: user.id,
		team_id: user.teamId,
		name: user.name,
		deleted: false,
		color: '9f69e7',
		real_name: user.realName,
		tz: user.tz,
		tz_label: user.tz,
		tz_offset: zoneOffset(user.tz, world.now()),
		profile: {
			title: '',
			phone: '',
			skype: '',
			real_name: user.realName,
			real_name_normalized: user.realName,
			display_name: user.name,
			display_name_normalized: user.name,
			status_text: '',
			status_emoji: '',
			status_expiration: 0,
			avatar_hash: 'g0000000000',
			...(withEmail && user.email ? { email: user.email } : {}),
			first_name: first,
			last_name: rest.join(' '),
			image_24: image,
			image_192: image,
			status_text_canonical: '',
			team: user.teamId,
			...(user.isBot ? { api_app_id: world.app.id, bot_id: world.app.botId, always_active: true } : {}),
		},
		is_admin: false,
		is_owner: false,
		is_primary_owner: false,
		is_restricted: user.isGuest,
		is_ultra_restricted: false,
		is_bot: user.isBot,
		is_app_user: false,
		...(user.teamId === world.team.id || isOfOrganization(world, user) ? {} : { is_stranger: true }),
		...(isOfOrganization(world, user)
			? {
					enterprise_user: {
						id: user.id,
						enterprise_id: user.organization,
						enterprise_name: world.options.enterprise?.name,
						teams: [user.teamId],
					},
				}
			: {}),
		updated: 1_700_000_000,
		is_email_confirmed: true,
		who_can_share_contact_card: 'EVERYONE',
		...(withLocale ? { locale: user.locale } : {}),
	}
}

function isOfOrganization({ options: { enterprise } }: World, { organization }: User): boolean {
	return enterprise !== undefined && enterprise.id === organization
}

function zoneOffset(zone: string, at: number): number {
	const local = new Date(new Date(at).toLocaleString('en-US', { timeZone: zone })).getTime()
	const utc = new Date(new Date(at).toLocaleString('en-US', { timeZone: 'UTC' })).getTime()
	return Math.round((local - utc) / 1000)
}

/** The conversation as conversations.info describes it. */
export function channelObject(world: World, channel: Channel): Json {
	const isIm = channel.kind === 'im'
	return {
		id: channel.id,
		created: 1_700_000_000,
		is_archived: channel.archived,
		is_im: isIm,
		is_org_shared: false,
		context_team_id: world.team.id,
		updated: 1_700_000_000_000,
		...(isIm
			? { user: channel.with, is_open: true, priority: 0 }
			: {
					name: channel.name,
					name_normalized: channel.name,
					is_channel: channel.kind === 'channel',
					is_group: channel.kind === 'group',
					is_mpim: channel.kind === 'mpim',
					is_private: channel.kind !== 'channel',
					is_general: channel.id === 'C0GENERAL',
					is_shared: channel.shared,
					is_ext_shared: channel.shared,
					is_pending_ext_shared: false,
					is_member: channel.members.has(world.app.botUserId),
					num_members: channel.members.size,
					creator: world.app.botUserId,
					unlinked: 0,
					topic: { value: '', creator: '', last_set: 0 },
					purpose: { value: '', creator: '', last_set: 0 },
					previous_names: [],
					shared_team_ids: [world.team.id],
				}),
	}
}

/** The file as files.info and messages describe it. */
export function fileObject(world: World, file: StoredFile): Json {
	const inTeam = `${world.team.id}-${file.id}`
	const name = encodeURIComponent(file.name)
	const kind = file.name.includes('.') ? (file.name.split('.').pop() ?? '') : ''
	return {
		id: file.id,
		created: Math.floor(file.created / 1000),
		timestamp: Math.floor(file.created / 1000),
		name: file.name,
		title: file.title,
		mimetype: file.type,
		filetype: kind,
		pretty_type: kind.toUpperCase(),
		user: file.user,
		user_team: world.team.id,
		editable: false,
		size: file.bytes.length,
		mode: 'hosted',
		is_external: false,
		external_type: '',
		is_public: false,
		public_url_shared: false,
		display_as_bot: false,
		username: '',
		url_private: `${world.origin}/files-pri/${inTeam}/${name}`,
		url_private_download: `${world.origin}/files-pri/${inTeam}/download/${name}`,
		permalink: `https://${world.team.domain}.slack.com/files/${file.user}/${file.id}/${name}`,
		permalink_public: `https://slack-files.com/${inTeam}-0000000000`,
		is_starred: false,
		has_rich_preview: false,
		file_access: 'visible',
		channels: [...file.shares].filter(id => id.startsWith('C')),
		groups: [...file.shares].filter(id => id.startsWith('G')),
		ims: [...file.shares].filter(id => id.startsWith('D')),
		comments_count: 0,
	}
}

/** The message as the history and events carry it. */
export function messageObject(world: World, message: Message): Json {
	const files = message.files.flatMap(id => world.files.get(id) ?? [])
	const subtype = subtypeOf(message)
	return {
		type: 'message',
		...(subtype ? { subtype } : {}),
		user: message.tombstone ? 'USLACKBOT' : message.user,
		team: world.users.get(message.user)?.teamId ?? world.team.id,
		text: message.text,
		ts: message.ts,
		...(message.byBot
			? { bot_id: world.app.botId, app_id: world.app.id, bot_profile: botProfile(world) }
			: { client_msg_id: clientId(message.ts) }),
		...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
		...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
		...(files.length > 0
			? { files: files.map(file => fileObject(world, file)), upload: false, display_as_bot: false }
			: {}),
		...threadOf(world, message),
		...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
		...(message.metadata ? { metadata: message.metadata } : {}),
		...reactionsOf(message),
	}
}

function subtypeOf({ tombstone, broadcast, files }: Message): string | undefined {
	if (tombstone) return 'tombstone'
	if (broadcast) return 'thread_broadcast'
	return files.length > 0 ? 'file_share' : undefined
}

/** What a message says of the thread that it is in, or that is under it. */
function threadOf(world: World, message: Message): Json {
	const { channel, ts, threadTs } = message
	const here = world.messages.filter(each => each.channel === channel && !each.ephemeralFor)
	if (threadTs) {
		const root = here.find(each => each.ts === threadTs)
		return {
			thread_ts: threadTs,
			...(root ? { parent_user_id: root.user } : {}),
			...(root && message.broadcast ? { root: messageObject(world, root) } : {}),
		}
	}
	const replies = here.filter(each => each.threadTs === ts)
	if (replies.length === 0) return {}
	const users = [...new Set(replies.map(({ user }) => user))]
	return {
		thread_ts: ts,
		reply_count: replies.length,
		reply_users_count: users.length,
		latest_reply: replies.at(-1)?.ts,
		reply_users: users,
		is_locked: false,
		subscribed: true,
	}
}

function reactionsOf({ reactions }: Message): Json {
	const list = [...reactions].map(([name, users]) => ({ name, users: [...users], count: users.size }))
	return list.length > 0 ? { reactions: list } : {}
}

function clientId(ts: string): string {
	const digits = ts.replace('.', '').padStart(32, '0')
	return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function botProfile(world: World): Json {
	const { app, team } = world
	const image = `${world.origin}/avatar.png`
	return {
		id: app.botId,
		deleted: false,
		name: app.name,
		updated: 1_700_000_000,
		app_id: app.id,
		user_id: app.botUserId,
		icons: { image_36: image, image_48: image, image_72: image },
		team_id: team.id,
	}
}

/** The view as the views methods answer it and interactive payloads carry it. */
export function viewObject(world: World, view: Modal | HomeTab): Json {
	const { spec } = view
	const isModal = 'rootId' in view
	const title = { type: 'plain_text', text: 'Sportello', emoji: true }
	return {
		id: view.id,
		team_id: world.team.id,
		type: spec.type,
		blocks: spec.blocks,
		private_metadata: spec.private_metadata ?? '',
		callback_id: spec.callback_id ?? '',
		state: { values: hasState(view) ? view.state : {} },
		hash: view.hash,
		title: spec.title ? { emoji: true, ...spec.title } : title,
		clear_on_close: spec.clear_on_close ?? false,
		notify_on_close: spec.notify_on_close ?? false,
		close: spec.close ? { emoji: true, ...spec.close } : null,
		submit: spec.submit ? { emoji: true, ...spec.submit } : null,
		submit_disabled: false,
		previous_view_id: isModal ? (view.previousId ?? null) : null,
		root_view_id: isModal ? view.rootId : view.id,
		app_id: world.app.id,
		external_id: spec.external_id ?? '',
		app_installed_team_id: world.team.id,
		bot_id: world.app.botId,
	}
}

function hasState(view: Modal | HomeTab): boolean {
	return view.spec.blocks.some(block => elementsOf(block).length > 0)
}
