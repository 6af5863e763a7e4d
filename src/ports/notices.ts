import type { AccountId } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import type { Person, Status, TicketId } from '../domain/ticket.ts'
import type { NoticeKind } from './accounts.ts'

/** What happened to a ticket. `by` is absent where the clock did it. */
export type TicketEvent = {
	readonly at: number
	readonly by?: Person
} & (
	| { readonly kind: 'opened'; readonly followUpOf?: number }
	/** `noted`: an internal note. */
	| { readonly kind: 'commented' | 'noted' | 'edited' | 'withdrawn'; readonly sequence: number }
	| { readonly kind: 'status'; readonly from: Status; readonly to: Status }
	| { readonly kind: 'assigned'; readonly to?: AccountId }
	| { readonly kind: 'cc-added' | 'cc-removed'; readonly account: AccountId }
	/** Nobody answered support for some days. */
	| { readonly kind: 'reminded' }
)

/** One recipient's notice of one event. */
export type Delivery = { readonly id: string; readonly kind: NoticeKind; readonly event: TicketEvent }

/** All that waits to be told to one person about one ticket, held by whoever claimed it. */
export type Notice = {
	readonly account: AccountId
	readonly ticket: TicketId
	readonly number: number
	/** Changes with each claim: who holds an older number has lost the notice. */
	readonly fence: number
	/** How often telling it has failed. */
	readonly tries: number
	/** Oldest first. None where only what is shown already is out of date. */
	readonly waiting: readonly Delivery[]
	/** The message about this ticket that stands in the person's chat. */
	readonly shown?: { readonly identity: Identity; readonly reference: string }
}

/** `muted`: the person chose not to hear it, or may not; `why` says which. */
export const deliveryStates = ['waiting', 'sent', 'muted', 'failed'] as const
export type DeliveryState = (typeof deliveryStates)[number]

/** What became of a delivery; `channel` is the chat's platform or `mail`. */
export type Settled = {
	readonly id: string
	readonly state: Exclude<DeliveryState, 'waiting'>
	readonly channel?: string
	readonly why?: string
}

/** One line of the log of who was told what. */
export type LoggedDelivery = {
	readonly id: string
	readonly number: number
	readonly account: Person & { readonly email: string }
	readonly kind: NoticeKind
	readonly event: TicketEvent['kind']
	readonly state: DeliveryState
	readonly channel?: string
	/** Of a waiting one: why the last try failed. */
	readonly why?: string
	readonly tries: number
	readonly createdAt: number
	/** Of a waiting one: when it is tried next; of others: when they were settled. */
	readonly at: number
}

type Held = Pick<Notice, 'account' | 'ticket' | 'fence'>

/**
 * The way from an event to the people who hear of it. Events are written by the acts themselves, in their own
 * transaction; each then becomes one delivery per recipient, and those of one person and ticket are told
 * together.
 */
export type Notices = {
	/**
	 * Makes the deliveries of every event of a ticket that has none yet, by `audience`. News waits for
	 * `bursts.settle` first, and `bursts.spacing` from the last time that the same person was told of the same
	 * ticket. Chat messages about the ticket that stand elsewhere become due to be shown anew.
	 */
	announce(ticket: TicketId): Promise<void>
	/** Takes up to `count` that are due, at most one per person and second; a claim ends by itself after `lease` milliseconds. */
	claim(options: { readonly count: number; readonly lease: number }): Promise<readonly Notice[]>
	/** Keeps at once where the ticket's message stands. @returns false when the claim was lost meanwhile */
	show(notice: Held, shown: { readonly identity: Identity; readonly reference: string }): Promise<boolean>
	/**
	 * Ends the claim. Deliveries that are not named wait on, due at once; where something was announced
	 * meanwhile, all are due when that is. Without effect when the claim was lost.
	 */
	settle(notice: Held, settled: readonly Settled[]): Promise<void>
	/** Ends the claim until then. @param failed whether this counts as a try; without effect when the claim was lost */
	later(notice: Held, at: number, because: { readonly why: string; readonly failed: boolean }): Promise<void>
	/** @returns when the next one is due, or undefined when none waits */
	nextDue(): Promise<number | undefined>
	/** @returns the number of the ticket whose message stands there in a chat */
	ticketAt(identity: Identity, reference: string): Promise<number | undefined>

	/** Newest first. @param before the id of the last one of the page before */
	log(query: {
		readonly ticket?: TicketId
		readonly account?: AccountId
		readonly state?: DeliveryState
		readonly before?: string
		readonly size: number
	}): Promise<readonly LoggedDelivery[]>
	/** Has a delivery that failed told after all. @returns whether there was one */
	retry(id: string): Promise<boolean>
}
