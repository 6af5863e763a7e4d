import { shownStatus } from '../domain/ticket.ts'
import type { NoticeKind } from '../ports/accounts.ts'
import type { TicketEvent } from '../ports/notices.ts'
import { effectiveGrant, relationTo, type TicketFacts, type Viewer } from './access.ts'

/** Someone who may have to be told. */
export type Listener = {
	readonly viewer: Viewer
	/** Whether they asked to hear of their organization's new requests. */
	readonly followsOrganization: boolean
}

/**
 * Which kind of notice an event is for someone; undefined where it is none. Nobody hears of their own act, and
 * requesters never of internal notes.
 */
export function noticeFor(
	event: TicketEvent,
	{ viewer, followsOrganization }: Listener,
	ticket: TicketFacts,
): NoticeKind | undefined {
	if (viewer.disabled || event.by?.id === viewer.id) return undefined
	const requester = ticket.requester === viewer.id
	const copied = ticket.ccs.includes(viewer.id)
	const relation = relationTo(viewer, ticket)
	const support = relation === 'agent' && ticket.assignee === viewer.id
	const hears = relation !== 'none' && (requester || copied || support)
	switch (event.kind) {
		case 'opened':
			if (requester) return 'received'
			// Later copies are events of their own.
			if (copied && event.followUpOf !== undefined) return 'copied'
			return relation === 'colleague' && followsOrganization && effectiveGrant(viewer) !== 'none'
				? 'organization'
				: undefined
		case 'commented':
			return hears ? 'answer' : undefined
		case 'noted':
			return support ? 'answer' : undefined
		case 'status':
			// Taking it and closing after a week are no news for who has it.
			if (support && !requester) return event.by && event.from !== 'new' ? 'status' : undefined
			return hears && (event.into !== undefined || shownStatus[event.from] !== shownStatus[event.to])
				? 'status'
				: undefined
		case 'assigned':
			return support && event.to === viewer.id ? 'assigned' : undefined
		case 'cc-added':
			// Whoever has yet to show that the address is theirs hears that much, and nothing of what it is about.
			// Who comes with a duplicate is told of that one where it goes on.
			return copied && event.account === viewer.id && event.duplicate === undefined ? 'copied' : undefined
		case 'reminded':
			return requester ? 'reminder' : undefined
		case 'cc-removed':
		case 'edited':
		case 'withdrawn':
		case 'restored':
			return undefined
	}
}
