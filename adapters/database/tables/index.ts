import type { AccountsTable } from './accounts.ts'
import type { ApiKeysTable } from './api-keys.ts'
import type { ApiTokensTable } from './api-tokens.ts'
import type { AttachmentsTable } from './attachments.ts'
import type { BudgetsTable } from './budgets.ts'
import type { CcsTable } from './ccs.ts'
import type { CommentSourcesTable } from './comment-sources.ts'
import type { CommentsTable } from './comments.ts'
import type { CountersTable } from './counters.ts'
import type { DedupeTable } from './dedupe.ts'
import type { DeliveriesTable } from './deliveries.ts'
import type { DraftsTable } from './drafts.ts'
import type { EventsTable } from './events.ts'
import type { InstallationsTable } from './installations.ts'
import type { InstancesTable } from './instances.ts'
import type { JobsTable } from './jobs.ts'
import type { LetterTokensTable } from './letter-tokens.ts'
import type { LinksTable } from './links.ts'
import type { MutesTable } from './mutes.ts'
import type { NoticeMessagesTable } from './notice-messages.ts'
import type { NoticesTable } from './notices.ts'
import type { OrganizationDomainsTable } from './organization-domains.ts'
import type { OrganizationsTable } from './organizations.ts'
import type { PacesTable } from './paces.ts'
import type { PasswordsTable } from './passwords.ts'
import type { PlacesTable } from './places.ts'
import type { PortalCodesTable } from './portal-codes.ts'
import type { PreferencesTable } from './preferences.ts'
import type { RightsEventsTable } from './rights-events.ts'
import type { SavedAnswersTable } from './saved-answers.ts'
import type { SearchTable } from './search.ts'
import type { SeenTable } from './seen.ts'
import type { SessionsTable } from './sessions.ts'
import type { TicketsTable } from './tickets.ts'
import type { TokensTable } from './tokens.ts'
import type { TriageCardsTable } from './triage-cards.ts'
import type { TriageRoomsTable } from './triage-rooms.ts'
import type { WebhookMessagesTable } from './webhook-messages.ts'
import type { WebhooksTable } from './webhooks.ts'
import type { WordsTable } from './words.ts'

/** The whole schema; times are integer milliseconds, ids integers. */
export type Tables = {
	accounts: AccountsTable
	api_keys: ApiKeysTable
	api_tokens: ApiTokensTable
	attachments: AttachmentsTable
	budgets: BudgetsTable
	ccs: CcsTable
	comment_sources: CommentSourcesTable
	comments: CommentsTable
	counters: CountersTable
	dedupe: DedupeTable
	deliveries: DeliveriesTable
	drafts: DraftsTable
	events: EventsTable
	installations: InstallationsTable
	instances: InstancesTable
	jobs: JobsTable
	letter_tokens: LetterTokensTable
	links: LinksTable
	mutes: MutesTable
	notice_messages: NoticeMessagesTable
	notices: NoticesTable
	organization_domains: OrganizationDomainsTable
	organizations: OrganizationsTable
	paces: PacesTable
	passwords: PasswordsTable
	places: PlacesTable
	portal_codes: PortalCodesTable
	preferences: PreferencesTable
	rights_events: RightsEventsTable
	saved_answers: SavedAnswersTable
	search: SearchTable
	seen: SeenTable
	sessions: SessionsTable
	tickets: TicketsTable
	tokens: TokensTable
	triage_cards: TriageCardsTable
	triage_rooms: TriageRoomsTable
	webhook_messages: WebhookMessagesTable
	webhooks: WebhooksTable
	words: WordsTable
}
