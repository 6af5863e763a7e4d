import { type Claim, outlast, type Running } from '../outages.ts'
import type { Ports } from '../ports/index.ts'
import type { LogFields } from '../ports/outside.ts'
import type { SendWebhook, Tried, WebhookMessage, WebhookNews, Webhooks } from '../ports/webhooks.ts'
import { factsOf } from '../rules/access.ts'
import { nextTry } from '../rules/waits.ts'
import { longestPause, mayHear } from '../rules/webhooks.ts'

/** A claim ends by itself after so long; longer than any endpoint is waited for. */
const lease = 2 * 60_000
/** To one endpoint, so that it is not flooded. */
const atOnce = 4
/** An endpoint that does not answer, or is overloaded, gets nothing for so long if it asks for nothing else. */
const breath = 60_000
const overloaded: readonly number[] = [429, 502, 503, 504]

type Asked = Pick<Ports, 'tickets' | 'accounts' | 'clock' | 'secrets' | 'log'>
export type WebhookOutside = {
	readonly webhooks: Webhooks
	readonly send: SendWebhook
	/** What a message says, as JSON. */
	readonly bodyOf: (news: WebhookNews) => string
}

/** Sends what is due. Each endpoint is served by itself, so that a sick one holds up no other. */
export type WebhookRelay = {
	/** Begins what is due and fits. @returns when to look again, in milliseconds since 1970 */
	work(): Promise<number | undefined>
	/** Resolves when nothing is under way. */
	idle(): Promise<void>
}

/**
 * @param wake called when something was sent, so that the next can be
 */
export function webhookRelay(
	ports: Asked,
	outside: WebhookOutside,
	wake: () => void,
	running?: Running,
): WebhookRelay {
	const { webhooks } = outside
	/** By webhook. */
	const underWay = new Map<string, Set<Promise<void>>>()
	return {
		async work() {
			let next: number | undefined
			if (running?.ending.aborted) return next
			for (const { webhook, at } of await webhooks.due()) {
				const sending = underWay.get(webhook) ?? new Set()
				const count = atOnce - sending.size
				if (count === 0) continue
				if (at > ports.clock.now()) {
					next = Math.min(next ?? Infinity, at)
					continue
				}
				underWay.set(webhook, sending)
				const messages = await webhooks.claim(webhook, { count, lease })
				const claim = { clock: ports.clock, until: ports.clock.now() + lease, running }
				for (const message of messages) {
					const one = attempt(ports, outside, message, claim).finally(() => {
						sending.delete(one)
						wake()
					})
					sending.add(one)
				}
			}
			return next
		},
		async idle() {
			const all = () => [...underWay.values()].flatMap(sending => [...sending])
			for (let sent = all(); sent.length > 0; sent = all()) await Promise.all(sent)
		},
	}
}

async function attempt(
	ports: Asked,
	outside: WebhookOutside,
	message: WebhookMessage,
	claim: Claim,
): Promise<void> {
	// The beginning of the id: all of it looks like a secret, which the log does not show.
	const reference = message.id.slice(0, 12)
	const fields = { job: message.webhook, reference, tries: message.tries + 1 }
	try {
		await settled(ports, outside, message, { fields, claim })
	} catch (error) {
		ports.log.error('a webhook’s message was not kept', error, fields)
	}
}

async function settled(
	ports: Asked,
	outside: WebhookOutside,
	message: WebhookMessage,
	{ fields, claim }: { readonly fields: LogFields; readonly claim: Claim },
): Promise<void> {
	const tried = await tell(ports, outside, message, claim)
	if (tried.state === 'failed') {
		const told =
			tried.again === undefined ? 'a webhook’s message is given up' : 'a webhook’s message has to wait'
		ports.log.info(told, { ...fields, why: tried.why })
	}
	const disabled = await outlast(() => outside.webhooks.settle(message, tried), claim)
	if (disabled) ports.log.warn('a webhook is disabled', { ...fields, why: disabled })
}

async function tell(
	ports: Asked,
	{ send, bodyOf }: WebhookOutside,
	message: WebhookMessage,
	claim: Claim,
): Promise<Tried> {
	const news = await outlast(() => read(ports, message), claim)
	if (typeof news === 'string') return { state: 'muted', why: news }
	const { id, url, secrets } = message
	try {
		const answer = await send({ id, url, secrets, body: bodyOf(news) })
		if (answer.status >= 200 && answer.status < 300) return { state: 'sent' }
		const why = `answered ${answer.status}`
		if (answer.status === 410) return { state: 'failed', why, gone: true }
		return later(ports, message, { why, sick: overloaded.includes(answer.status), wait: answer.retryAfter })
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error)
		return later(ports, message, { why, sick: true, wait: undefined })
	}
}

/** Everything else may be well one day: a receiver is mended, or a name leads elsewhere. */
function later(
	ports: Asked,
	{ id, tries }: WebhookMessage,
	{ why, sick, wait }: { readonly why: string; readonly sick: boolean; readonly wait: number | undefined },
): Tried {
	const now = ports.clock.now()
	const asked = wait === undefined ? undefined : now + Math.min(wait, longestPause)
	const again = nextTry(ports, id, tries)
	const pause = asked ?? (sick && again !== undefined ? Math.min(again, now + breath) : undefined)
	return {
		state: 'failed',
		why,
		...(again !== undefined && { again: Math.max(again, asked ?? 0) }),
		...(pause !== undefined && { pause }),
	}
}

/** @returns why it is not told, where the account may not read it now */
async function read(
	{ accounts, tickets }: Asked,
	{ account, number, event }: WebhookMessage,
): Promise<WebhookNews | string> {
	const viewer = await accounts.byId(account)
	if (!viewer || viewer.disabled) return 'the account is disabled'
	const ticket = await tickets.find(viewer, number)
	if (!ticket || !mayHear(viewer, event, factsOf(ticket))) return 'the account may not read it'
	if ('sequence' in event) {
		const { comments } = await tickets.conversation(viewer, ticket.id, { from: event.sequence, size: 1 })
		const comment = comments.find(({ sequence }) => sequence === event.sequence)
		return comment ? { event, ticket, comment } : 'the account may not read it'
	}
	const person = 'account' in event ? event.account : event.kind === 'assigned' ? event.to : undefined
	const about = person === undefined ? undefined : await accounts.byId(person)
	return { event, ticket, ...(about && { about }) }
}
