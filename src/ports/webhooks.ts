import type { AccountId } from '../domain/account.ts'
import type { Comment } from '../domain/comment.ts'
import type { Ticket, TicketId } from '../domain/ticket.ts'
import type { Account } from '../domain/account.ts'
import type { WebhookEvent } from '../rules/webhooks.ts'
import type { DeliveryState, TicketEvent } from './notices.ts'

/** A system beside the service that is told of events as one account may read them. Times are milliseconds since 1970. */
export type Webhook = {
	readonly id: string
	readonly url: string
	readonly account: AccountId
	readonly events: readonly WebhookEvent[]
	readonly createdAt: number
	/** Until when the secret before the present one signs too. */
	readonly oldSecretUntil?: number
	/** Since when every try has failed. */
	readonly failingSince?: number
	/** Nothing is sent any more. `gone`: it said so itself (410); `failing`: every try had failed for days. */
	readonly disabled?: { readonly at: number; readonly why: 'gone' | 'failing' }
}

/** One event for one webhook, held by whoever claimed it. */
export type WebhookMessage = {
	/** By which its receiver knows it again: the same for every try. */
	readonly id: string
	readonly webhook: Webhook['id']
	readonly url: string
	/** With which it is signed, the newest first. */
	readonly secrets: readonly string[]
	readonly account: AccountId
	readonly ticket: TicketId
	readonly number: number
	readonly event: TicketEvent
	/** Changes with each claim: who holds an older number has lost the message. */
	readonly fence: number
	/** How often it has failed. */
	readonly tries: number
}

/** What became of a try. */
export type Tried =
	| { readonly state: 'sent' }
	/** The account may not read it (any more). */
	| { readonly state: 'muted'; readonly why: string }
	| {
			readonly state: 'failed'
			readonly why: string
			/** When it is tried again; absent: it is given up. */
			readonly again?: number
			/** Until when the endpoint gets nothing else either. */
			readonly pause?: number
			/** The endpoint wants nothing any more. */
			readonly gone?: true
	  }

/** One line of what a webhook was told. */
export type LoggedMessage = {
	readonly id: string
	readonly number: number
	readonly event: WebhookEvent
	readonly state: DeliveryState
	/** Why the last try failed, or nothing was sent. */
	readonly why?: string
	readonly tries: number
	readonly createdAt: number
	/** Of a waiting one: when it is tried next; of others: when they were settled. */
	readonly at: number
}

/**
 * Systems beside the service, and what waits to be sent to them. Messages are made of events where deliveries to
 * people are (`Notices.announce`), for webhooks that are not disabled. Secrets are sealed where they are kept.
 */
export type Webhooks = {
	/** @param webhook.secret as its receiver has it: `whsec_…` */
	add(webhook: Pick<Webhook, 'url' | 'account' | 'events'> & { readonly secret: string }): Promise<Webhook>
	/** Oldest first, with the address of the account and how many messages wait. */
	all(): Promise<readonly (Webhook & { readonly email: string; readonly waiting: number })[]>
	/** @returns also with what is signed now, the newest first */
	find(id: string): Promise<(Webhook & { readonly secrets: readonly string[] }) | undefined>
	/** With all that waits for it. @returns whether there was one */
	remove(id: string): Promise<boolean>
	/** @param until when the secret before this one signs too @returns whether there was one */
	rotate(id: string, secret: string, until: number): Promise<boolean>
	/** Has a disabled one told again of what happens from now on. @returns whether there was one */
	enable(id: string): Promise<boolean>
	/** Has everything sent that has failed and is kept. @returns how many */
	retry(id: string): Promise<number>
	/** Newest first. */
	log(query: {
		readonly webhook: string
		readonly state?: DeliveryState
		readonly size: number
	}): Promise<readonly LoggedMessage[]>

	/** @returns those for which something waits, and when the first of it may be sent */
	due(): Promise<readonly { readonly webhook: string; readonly at: number }[]>
	/** Takes up to `count` messages of one that are due, the longest first; a claim ends by itself after `lease` milliseconds. */
	claim(
		webhook: string,
		options: { readonly count: number; readonly lease: number },
	): Promise<readonly WebhookMessage[]>
	/**
	 * Ends the claim; without effect when it was lost. Of a webhook that is disabled by this everything that waits has
	 * failed.
	 * @returns why it is disabled by this, if it is
	 */
	settle(
		message: Pick<WebhookMessage, 'id' | 'fence'>,
		tried: Tried,
	): Promise<NonNullable<Webhook['disabled']>['why'] | undefined>
}

/** All that a message says: an event, and how things stand that it is about when it is sent. */
export type WebhookNews = {
	readonly event: TicketEvent
	readonly ticket: Ticket
	/** Of events with a `sequence`. */
	readonly comment?: Comment
	/** Who was copied, or to whom it was assigned. */
	readonly about?: Account
}

/**
 * Sends a message by the Standard Webhooks specification.
 * @returns what the endpoint answered; `retryAfter` is when it wants to be asked again, in milliseconds from now
 * @throws when it was not reached, may not be reached, or did not answer in time; no message holds more of the
 * address than its host
 */
export type SendWebhook = (message: {
	readonly id: string
	readonly url: string
	readonly secrets: readonly string[]
	readonly body: string
}) => Promise<{ readonly status: number; readonly retryAfter?: number }>
