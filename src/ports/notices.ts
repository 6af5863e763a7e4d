import type { Account, AccountId } from '../domain/account.ts'
import type { Comment } from '../domain/comment.ts'
import type { Identity } from '../domain/identity.ts'
import type { Person, Priority, Status, Ticket, TicketId } from '../domain/ticket.ts'
import type { Viewer } from '../rules/access.ts'
import type { NoticeKind, Preferences } from './accounts.ts'
import type { LinkedIdentity } from './links.ts'

/** What happened to a ticket. `by` is absent where the clock did it. */
export type TicketEvent = {
	readonly at: number
	readonly by?: Person
} & (
	| { readonly kind: 'opened'; readonly followUpOf?: number }
	/** `noted`: an internal note. */
	| {
			readonly kind: 'commented' | 'noted' | 'edited' | 'withdrawn' | 'restored'
			readonly sequence: number
	  }
	/** `into`: where it goes on from now on, of a duplicate. */
	| { readonly kind: 'status'; readonly from: Status; readonly to: Status; readonly into?: number }
	| { readonly kind: 'assigned'; readonly to?: AccountId }
	/** `duplicate`: they were on that one, which goes on here. */
	| { readonly kind: 'cc-added'; readonly account: AccountId; readonly duplicate?: number }
	| { readonly kind: 'cc-removed'; readonly account: AccountId }
	/** Nobody answered support for some days. */
	| { readonly kind: 'reminded' }
	| { readonly kind: 'priority'; readonly from: Priority; readonly to: Priority }
	/** On a duplicate: where it goes on. On that one: which has come into it. */
	| { readonly kind: 'merged'; readonly into?: number; readonly from?: number }
	| { readonly kind: 'rated'; readonly good: boolean }
	/** A promise to the requester is about to be missed. */
	| { readonly kind: 'target'; readonly target: 'answer' | 'solve'; readonly due: number }
)

/** One recipient's notice of one event. */
export type Delivery = { readonly id: string; readonly kind: NoticeKind; readonly event: TicketEvent }

/** The message that stands for a ticket in one chat. */
export type Standing = { readonly identity: Identity; readonly reference: string }

/** All that waits to be told to one person about one ticket, held by whoever claimed it. */
export type Notice = {
	readonly account: AccountId
	readonly ticket: TicketId
	readonly number: number
	/** Changes with each claim: who holds an older number has lost the notice. */
	readonly fence: number
	/** How often telling it has failed since something was added last. */
	readonly tries: number
	/** Why the last try failed, or it had to wait. */
	readonly why?: string
	/** Oldest first. None where only what is shown already is out of date. */
	readonly waiting: readonly Delivery[]
	/** The messages about this ticket that stand in the person's chats, one in each at most. */
	readonly standing: readonly Standing[]
}

/** Who is told, and where they want to be. */
export type Recipient = {
	readonly account: Account
	readonly preferences: Preferences
	readonly chats: readonly LinkedIdentity[]
}

/** What of a ticket decides whether and how someone is told of it. */
export type Situation = {
	readonly ticket: Ticket
	/** The request in which this duplicate goes on, if they may see it. */
	readonly goesOn?: number
	/** What was asked for, as far as they may read it, and the newest public comment that stands; oldest first. */
	readonly comments: readonly Comment[]
	readonly muted: boolean
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
	/** Reads who is told, as they are now; who are asked for at once are read together. */
	recipient(id: AccountId): Promise<Recipient | undefined>
	/**
	 * Reads what a notice is told by, as it is now; what is asked for at once is read together.
	 * @param comments the sequences of those that the news is about
	 * @returns undefined for a ticket that does not exist or may not be seen
	 */
	situation(viewer: Viewer, number: number, comments: readonly number[]): Promise<Situation | undefined>
	/** Keeps at once where the ticket's message stands. @returns false when the claim was lost meanwhile */
	show(notice: Held, standing: Standing): Promise<boolean>
	/** The message in that chat no longer stands for the ticket. */
	unshow(notice: Held, identity: Identity): Promise<void>
	/**
	 * Ends the claim. Deliveries that are not named wait on, due at once; where something was announced
	 * meanwhile, all are due when that is. Without effect when the claim was lost.
	 */
	settle(notice: Held, settled: readonly Settled[]): Promise<void>
	/**
	 * Ends the claim until then, for what is not settled. Without effect when the claim was lost.
	 * @param because whether this counts as a try, and why
	 */
	later(
		notice: Held,
		at: number,
		because: { readonly why: string; readonly failed: boolean },
		settled?: readonly Settled[],
	): Promise<void>
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
	/**
	 * Has a delivery told now that failed, or that waits for its next try.
	 * @param ticket only if it is about this one
	 * @returns whether there was one
	 */
	retry(id: string, ticket?: TicketId): Promise<boolean>
	/**
	 * Takes a letter from what may be sent to an address that nobody has proved yet, and from what one person may
	 * cause of such letters: `letterBudget` and `askBudget`.
	 * @param by who caused it, if anyone
	 * @returns whether it may be sent
	 */
	mayWriteTo(email: string, by: AccountId | undefined): Promise<boolean>
}
