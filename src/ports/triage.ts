import type { Organization } from '../domain/account.ts'
import type { Person, TicketId } from '../domain/ticket.ts'
import type { Act } from './tickets.ts'

/** A channel of a chat, where several people read; never a direct message. */
export type Room = { readonly platform: string; readonly space: string; readonly channel: string }

/** Which new tickets a room is shown; all of them where nothing is said. */
export type TriageFilter = {
	/** Of this organization, whatever it is called by now. */
	readonly organization?: Pick<Organization, 'id' | 'name'>
	/** A word of the subject, whatever its case. */
	readonly word?: string
}

export type TriageRoom = {
	readonly room: Room
	/** What the platform's adapter needs to write there; means nothing to others. */
	readonly reference: string
	readonly filter: TriageFilter
	readonly by: Person
}

/** A ticket's message in a room, to be posted or shown anew. */
export type Card = {
	readonly room: TriageRoom
	readonly ticket: TicketId
	readonly number: number
	/** The message that stands there already. */
	readonly standing?: string
}

/**
 * Channels in which support sees what comes in. Each ticket that fits has one message there, which follows it;
 * being in such a channel gives no right.
 */
export type Triage = {
	/** By an agent. Shows the room all tickets from now on that fit; again: with another filter. */
	open(act: Act & Omit<TriageRoom, 'by'>): Promise<'opened' | 'changed' | 'forbidden'>
	close(act: Act & { readonly room: Room }): Promise<'closed' | 'none' | 'forbidden'>
	find(room: Room): Promise<TriageRoom | undefined>
	/** The room can no longer be written to. */
	forget(room: Room): Promise<void>
	/** What a job `triage` is about; undefined when the room or the ticket is gone. */
	card(room: Room, ticket: TicketId): Promise<Card | undefined>
	/** Keeps where a ticket's message stands. */
	stands(room: Room, ticket: TicketId, standing: string): Promise<void>
	/** The number of the ticket whose message stands there. */
	ticketAt(room: Room, standing: string): Promise<number | undefined>
}
