import type { Locale } from '../domain/account.ts'
import type { FileLimits } from '../rules/limits.ts'
import type { BusinessHours, TargetTimes } from '../rules/targets.ts'
import type { Accounts } from './accounts.ts'
import type { Answers } from './answers.ts'
import type { Drafts } from './drafts.ts'
import type { Erasures } from './erasures.ts'
import type { Jobs } from './jobs.ts'
import type { Links } from './links.ts'
import type { Notices } from './notices.ts'
import type { Chats, Clock, Files, Log, Mailer, Passwords, Profiles, Secrets, Uploads } from './outside.ts'
import type { SignIns } from './sign-ins.ts'
import type { Tickets } from './tickets.ts'
import type { Triage } from './triage.ts'

export type Settings = {
	/** The only origin that links are built from, without a trailing slash. */
	readonly publicUrl: string
	readonly defaultLocale: Locale
	/** Who answers, as people call them. */
	readonly supportName: string
	readonly fileLimits: FileLimits
	/** Bytes that one account may upload to the portal in 24 hours. */
	readonly uploadsADay: number
	/** Who may sign up: anyone, nobody by themselves, or addresses of these domains. */
	readonly signUp: 'open' | 'invited' | readonly string[]
	/** After so many days without a word a solved ticket closes; 0: never. */
	readonly closeAfterDays: number
	/** After so many days without a word a requester who is waited for is reminded, once; 0: never. */
	readonly remindAfterDays: number
	/** What support promises, by priority. */
	readonly targets: TargetTimes
	readonly businessHours: BusinessHours
}

/** All that the product asks of the world outside it. */
export type Ports = {
	readonly tickets: Tickets
	readonly accounts: Accounts
	readonly links: Links
	readonly signIns: SignIns
	readonly drafts: Drafts
	readonly erasures: Erasures
	readonly jobs: Jobs
	readonly notices: Notices
	readonly triage: Triage
	readonly answers: Answers
	readonly files: Files
	readonly uploads: Uploads
	readonly mailer: Mailer
	readonly chats: Chats
	readonly passwords: Passwords
	readonly profiles: Profiles
	readonly secrets: Secrets
	readonly clock: Clock
	readonly log: Log
	readonly settings: Settings
}
