import { type Locale, locales } from '../../src/domain/account.ts'
import { wordsOf } from '../../src/words/index.ts'
import { newPostgresDatabase } from '../adapters/database/stores.ts'
import type { TestClock, World } from '../world.ts'
import { openOnSlack } from './slack.ts'
import { openOnTeams } from './teams.ts'

export type Upload = { readonly name: string; readonly bytes: Uint8Array; readonly type?: string }

/** Someone in a chat. Every act resolves when its answer has arrived, with all that is visible then. */
export type Chatter = {
	/** Types the words of a command. */
	types(words: string): Promise<string>
	/** Presses a button by what it says, beside a text where there are several. */
	presses(button: string, beside?: string): Promise<string>
	chooses(field: string, option: string): Promise<string>
	/** Fills in the form that is open, by labels; sends nothing. */
	fills(values: Readonly<Record<string, string>>): Promise<void>
	/** Fills in the form that is open, by labels, and sends it. */
	sends(values: Readonly<Record<string, string>>, files?: readonly Upload[]): Promise<string>
	/** Writes to the bot, perhaps with files. */
	writes(text: string, files?: readonly Upload[]): Promise<string>
	/** Closes what lies over the conversation, if anything does. */
	closes(): Promise<void>
	screen(): string
	/** The same, with what came since. */
	looks(): Promise<string>
	/** The message that stands for a request in the chat, with all that was told and said under it. */
	news(number: number): Promise<string>
	/** Answers the news of a request where it stands. */
	answersNews(number: number, text: string): Promise<string>
	/** Presses a button of the news of a request. */
	pressesNews(number: number, button: string): Promise<string>
	/** Changes the newest that they wrote, or takes it back. */
	edits(text: string): Promise<void>
	deletes(): Promise<void>
	/** The addresses that the screen links to, by what they say. */
	link(label: string): string
}

/** A chat platform with the service behind it and the cast in it. */
export type Stage = {
	readonly world: World
	readonly ada: Chatter
	readonly carla: Chatter
	readonly mallory: Chatter
	/** The agent. */
	readonly diego: Chatter
	/** What the platform would have refused; a good story leaves none. */
	problems(): readonly unknown[]
	/** Resolves when the platform has sent all that it had to. */
	readonly idle: () => Promise<void>
	close(): Promise<void>
}

export type Platform = {
	readonly name: string
	/** How the platform names itself in letters. */
	readonly title: string
	/** Whether files are sent in forms; where not, they are sent as messages. */
	readonly filesInForms: boolean
	/** Whether commands have a mark of their own, so that an unknown word is refused; else it is something to say. */
	readonly marksCommands: boolean
	open(options: Opening): Promise<Stage>
}

export type Opening = {
	readonly locale: Locale
	readonly clock?: TestClock
	/** Added to what every service needs: the database, say. */
	readonly environment?: Readonly<Record<string, string>>
	/** For how many milliseconds the chat waits for an answer, where not for as long as it does in use. */
	readonly patience?: number
}

export const platforms: readonly Platform[] = [
	{
		name: 'slack',
		title: 'Slack',
		filesInForms: true,
		marksCommands: true,
		open: openOnSlack,
	},
	{
		name: 'teams',
		title: 'Teams',
		filesInForms: false,
		marksCommands: false,
		open: openOnTeams,
	},
]

/** SQLite, where nothing is said, and a PostgreSQL of its own. */
export const databases: readonly {
	readonly name: string
	readonly environment: () => Promise<Record<string, string>>
}[] = [
	{ name: 'SQLite', environment: async () => ({}) },
	{
		name: 'PostgreSQL',
		environment: async () => ({
			DATABASE_URL: await newPostgresDatabase(),
			SECRET_KEY: 'a key of at least 32 characters, of all instances',
		}),
	},
]

/**
 * Every story is told on every platform, in every language and on every database; what is said does not depend on
 * the database, so PostgreSQL is told in one language.
 */
export const stages = platforms.flatMap(platform =>
	databases.flatMap(database =>
		locales
			.filter(locale => database.name === 'SQLite' || locale === 'en')
			.map(locale => ({
				name: `${platform.name}, ${locale}, ${database.name}`,
				platform,
				locale,
				database,
				say: wordsOf(locale),
			})),
	),
)
