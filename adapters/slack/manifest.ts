import { spoken } from '../../src/commands/parse.ts'
import type { Locale } from '../../src/domain/account.ts'
import { wordsOf } from '../../src/words/index.ts'
import { slashCommand } from './limits.ts'

/** Exactly what is called: see `SlackApi`. Slack tells what each method needs. */
const scopes = [
	// mentions, in channels
	'app_mentions:read',
	// notes in the threads of a channel of support
	'channels:history',
	// whether the bot is in such a channel, and outsiders are
	'channels:read',
	'chat:write',
	// the slash command and the shortcuts
	'commands',
	// forms with files, files in messages
	'files:read',
	// the same in private channels
	'groups:history',
	'groups:read',
	// what is written to the bot
	'im:history',
	// the mark on what has arrived
	'reactions:write',
	// names, languages and time zones
	'users:read',
]
/** The same for addresses of the portal that people post, once there is a portal. */
const linkScopes = ['links:read', 'links:write']

/** What the bot may do: see above. @param publicUrl where the service is reached, if it is */
export function botScopes(publicUrl: string | undefined): readonly string[] {
	return publicUrl ? [...scopes, ...linkScopes].sort() : scopes
}

const events = ['app_home_opened', 'app_mention', 'message.channels', 'message.groups', 'message.im']
/** With an address, the app may be installed in several places, and be taken away again. */
const installEvents = ['app_uninstalled', 'tokens_revoked']
const linkEvents = ['link_shared']

/**
 * The app as Slack creates it from a manifest (schema of slackapi/manifest-schema, major version 2).
 * @param publicUrl where the service is reached; without one the app uses Socket Mode
 * @param command the slash command
 */
export function slackManifest(
	publicUrl: string | undefined,
	locale: Locale = 'en',
	command: string = slashCommand,
) {
	const say = wordsOf(locale)
	const url = publicUrl && `${publicUrl}/slack/events`
	return {
		_metadata: { major_version: 2, minor_version: 1 },
		display_information: {
			name: 'Sportello',
			description: say('app.about'),
			background_color: '#1f3a5f',
		},
		features: {
			app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
			bot_user: { display_name: 'Sportello', always_online: true },
			...(publicUrl && { unfurl_domains: [new URL(publicUrl).hostname] }),
			shortcuts: [
				{
					name: say('new.action'),
					type: 'global',
					callback_id: 'new_request',
					description: say('shortcut.new.about'),
				},
				{
					name: say('shortcut.create'),
					type: 'message',
					callback_id: 'create_request',
					description: say('shortcut.create.about'),
				},
				{
					name: say('shortcut.add'),
					type: 'message',
					callback_id: 'add_to_request',
					description: say('shortcut.add.about'),
				},
			],
			slash_commands: [
				{
					command,
					...(url && { url }),
					description: say('app.command.about'),
					usage_hint: usageHint(locale),
					should_escape: false,
				},
			],
		},
		oauth_config: {
			...(publicUrl && { redirect_urls: [`${publicUrl}/slack/oauth_redirect`] }),
			scopes: { bot: botScopes(publicUrl) },
		},
		settings: {
			event_subscriptions: {
				...(url && { request_url: url }),
				bot_events: publicUrl ? [...events, ...linkEvents, ...installEvents].sort() : events,
			},
			interactivity: { is_enabled: true, ...(url && { request_url: url }) },
			org_deploy_enabled: publicUrl !== undefined,
			socket_mode_enabled: !url,
			token_rotation_enabled: false,
		},
	}
}

/** What is most asked, and where the rest is explained; from the table of commands. */
function usageHint(locale: Locale): string {
	const say = wordsOf(locale)
	return spoken
		.filter(row => row.section === 'requests' || row.words.includes('help') || row.words.includes('connect'))
		.map(row => say(row.usage))
		.join(' · ')
}
