import type { Generated } from 'kysely'
import type { DeliveryState } from '../../../src/ports/notices.ts'

/**
 * One event for one webhook. `message` is the id that its receiver knows it by. `due_at` is of the clock of jobs: a
 * claim moves it to its end; null once it is settled.
 */
export type WebhookMessagesTable = {
	id: Generated<number>
	message: string
	webhook_id: number
	event_id: number
	state: DeliveryState
	due_at: number | null
	/** The instance that holds it. */
	holder: string | null
	fence: number
	tries: number
	why: string | null
	created_at: number
	settled_at: number | null
}
