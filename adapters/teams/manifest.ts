import type { CommandName } from '../../src/commands/command.ts'
import type { Spoken } from '../../src/commands/definition.ts'
import { spoken } from '../../src/commands/parse.ts'
import { table } from '../../src/commands/table.ts'
import type { Locale } from '../../src/domain/account.ts'
import { cutText } from '../../src/text/rich.ts'
import { wordsOf } from '../../src/words/index.ts'
import { wordIn } from './word.ts'

/** Of a list of commands; Teams shows no more. */
const commandsShown = 10
const titleLength = 32
const descriptionLength = 128

/** The ids of the message extension's commands, as they come back. */
export const extensionCommands = {
	search: 'search_requests',
	create: 'create_request',
	add: 'add_to_request',
} as const

/**
 * The app as Teams installs it, by schema 1.25; in English, with Italian beside it.
 * @param appId of the bot's registration, a GUID; the app has the same
 */
export function teamsManifest({
	publicUrl,
	appId,
	version = '1.0.0',
}: {
	readonly publicUrl: string
	readonly appId: string
	readonly version?: string
}) {
	const texts = textsOf('en')
	return {
		$schema: 'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.schema.json',
		manifestVersion: '1.25',
		version,
		id: appId,
		developer: {
			name: 'Sportello',
			websiteUrl: publicUrl,
			privacyUrl: `${publicUrl}/`,
			termsOfUseUrl: `${publicUrl}/`,
		},
		localizationInfo: {
			defaultLanguageTag: 'en',
			additionalLanguages: [{ languageTag: 'it', file: 'it.json' }],
		},
		name: { short: 'Sportello', full: texts.about },
		description: { short: texts.about, full: texts.long },
		icons: { color: 'color.png', outline: 'outline.png' },
		accentColor: '#1F3A5F',
		defaultInstallScope: 'personal',
		bots: [
			{
				botId: appId,
				scopes: ['personal', 'team', 'groupChat'],
				supportsFiles: true,
				isNotificationOnly: false,
				commandLists: [
					{ scopes: ['personal'], commands: texts.commands },
					{ scopes: ['team'], commands: texts.inTeams },
				],
			},
		],
		composeExtensions: [
			{
				botId: appId,
				commands: texts.extension.map(({ id, title, description, parameter }) => ({
					id,
					title,
					description,
					...(parameter
						? {
								type: 'query',
								context: ['compose', 'commandBox'],
								initialRun: true,
								parameters: [{ name: 'words', title: parameter.title, description: parameter.description }],
							}
						: { type: 'action', context: ['message'], fetchTask: true }),
				})),
				messageHandlers: [{ type: 'link', value: { domains: [new URL(publicUrl).hostname] } }],
			},
		],
		permissions: ['identity', 'messageTeamMembers'],
		validDomains: [new URL(publicUrl).hostname],
	}
}

/** What the manifest says in another language, by where it stands. */
export function teamsLocalization(locale: Locale): Readonly<Record<string, string>> {
	const texts = textsOf(locale)
	return {
		$schema:
			'https://developer.microsoft.com/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json',
		'name.short': 'Sportello',
		'name.full': texts.about,
		'description.short': texts.about,
		'description.full': texts.long,
		...Object.fromEntries(
			[texts.commands, texts.inTeams].flatMap((commands, list) =>
				commands.flatMap(({ title, description }, index) => {
					const at = `bots[0].commandLists[${list}].commands[${index}]`
					return [
						[`${at}.title`, title],
						[`${at}.description`, description],
					]
				}),
			),
		),
		...Object.fromEntries(
			texts.extension.flatMap(({ title, description, parameter }, index) => {
				const at = `composeExtensions[0].commands[${index}]`
				return [
					[`${at}.title`, title],
					[`${at}.description`, description],
					...(parameter
						? [
								[`${at}.parameters[0].title`, parameter.title],
								[`${at}.parameters[0].description`, parameter.description],
							]
						: []),
				]
			}),
		),
	}
}

function textsOf(locale: Locale) {
	const say = wordsOf(locale)
	const listed = (row: Spoken<CommandName>) => ({
		title: cutText(wordIn(row, locale), titleLength),
		description: cutText(say(row.does), descriptionLength),
	})
	const rows = spoken.filter(row => row.section !== 'agents')
	// Help comes last in the table, and is what must not be cut off.
	const shown = [...rows.slice(0, commandsShown - 1), ...rows.slice(commandsShown - 1).slice(-1)]
	return {
		about: say('app.about'),
		long: say('app.about.long'),
		commands: shown.map(listed),
		// The rest is nobody else's business.
		inTeams: table.triage.spoken ? [listed(table.triage.spoken)] : [],
		extension: [
			{
				id: extensionCommands.search,
				title: say('scope.requested'),
				description: say('app.command.about'),
				parameter: { title: say('search.words'), description: say('search.hint') },
			},
			{
				id: extensionCommands.create,
				title: say('shortcut.create'),
				description: say('shortcut.create.about'),
				parameter: undefined,
			},
			{
				id: extensionCommands.add,
				title: say('shortcut.add'),
				description: say('shortcut.add.about'),
				parameter: undefined,
			},
		],
	}
}
