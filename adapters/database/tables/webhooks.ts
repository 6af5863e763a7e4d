import type { Generated } from 'kysely'
import type { Webhook } from '../../../src/ports/webhooks.ts'

/**
 * A system that is told of events as one account may read them. The secrets are sealed; the old one signs until
 * `old_until`. `paused_until` is of the clock of jobs.
 */
export type WebhooksTable = {
	id: Generated<number>
	url: string
	account_id: number
	/** Parted by blanks. */
	events: string
	secret: string
	old_secret: string | null
	old_until: number | null
	created_at: number
	paused_until: number
	failing_since: number | null
	failed_at: number | null
	disabled_at: number | null
	disabled_why: NonNullable<Webhook['disabled']>['why'] | null
}
