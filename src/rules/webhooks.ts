import type { TicketEvent } from '../ports/notices.ts'
import { can, type TicketFacts, type Viewer } from './access.ts'

/** How each event is called for systems beside the service. */
export const webhookEvents = {
	opened: 'ticket.created',
	commented: 'ticket.commented',
	noted: 'ticket.noted',
	edited: 'ticket.comment_edited',
	withdrawn: 'ticket.comment_withdrawn',
	restored: 'ticket.comment_restored',
	status: 'ticket.status_changed',
	assigned: 'ticket.assigned',
	'cc-added': 'ticket.cc_added',
	'cc-removed': 'ticket.cc_removed',
	priority: 'ticket.priority_changed',
	merged: 'ticket.merged',
	rated: 'ticket.rated',
	reminded: 'ticket.reminded',
	target: 'ticket.target_near',
} as const satisfies Record<TicketEvent['kind'], string>
export type WebhookEvent = (typeof webhookEvents)[TicketEvent['kind']]
export const webhookEventNames: readonly WebhookEvent[] = Object.values(webhookEvents)

/**
 * Whether someone may be told of an event. What only support hears of stays with support; whether an edited comment
 * is an internal note is seen where it is read.
 */
export function mayHear(viewer: Viewer, event: TicketEvent, ticket: TicketFacts): boolean {
	const internal =
		event.kind === 'noted' ||
		event.kind === 'reminded' ||
		event.kind === 'target' ||
		// Whoever is on the other one may know nothing of the duplicate.
		(event.kind === 'merged' && event.into === undefined)
	return can(viewer, internal ? 'note' : 'see', ticket)
}

const day = 24 * 60 * 60_000
/** An endpoint of which every try has failed for so long is told no more. */
const patience = 3 * day
/** What fails after longer than this without a try begins anew. */
const pause = 2 * day

/** Since when every try at an endpoint has failed, and when the last one did; times as everywhere. */
export type Failing = { readonly since: number; readonly last: number }

/** @returns how an endpoint stands after one more try has failed */
export function failedAgain(
	before: Failing | undefined,
	now: number,
): Failing & { readonly hopeless: boolean } {
	const since = before && now - before.last <= pause ? before.since : now
	return { since, last: now, hopeless: now - since >= patience }
}

/** For how long an old secret signs beside a new one, when nothing else is said. */
export const secretOverlap = day
/** No endpoint is left alone for longer than this because it asks for it. */
export const longestPause = day
