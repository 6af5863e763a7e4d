import * as z from 'zod'
import type { Clock } from '../../src/ports/outside.ts'
import { TryLater, Unheard, Unreachable } from '../../src/ports/outside.ts'
import type { Outgoing } from './turn.ts'

const place = z.looseObject({
	channelId: z.string(),
	serviceUrl: z.string(),
	conversation: z.looseObject({ id: z.string() }),
	bot: z.looseObject({ id: z.string().optional() }).optional(),
	user: z.looseObject({ id: z.string().optional() }).optional(),
})

/** Where a message goes that answers none. */
export type Reference = z.infer<typeof place>

/** @throws for what is not one */
export function readReference(text: string): Reference {
	return place.parse(JSON.parse(text))
}

const refusal = z.object({
	error: z.looseObject({ code: z.string().optional(), subCode: z.string().optional() }),
})

const timeout = 15_000
/** No wait that is asked for counts for more: milliseconds. */
const longest = 24 * 60 * 60_000

/** How the connector is called: with the bot's own token, and by which clock it asks us to wait. */
export type Calling = { readonly token: () => Promise<string>; readonly clock: Clock }

/**
 * Puts a message into a conversation that nobody has just spoken in. The library would wait inside its call,
 * and for as long as it is told; here what waits is the job.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#send-to-conversation
 * @returns the message's id
 * @throws {@link Unreachable} when the person has blocked or removed the bot, {@link TryLater} when the
 * connector wants to be asked later
 */
export async function post(to: Reference, message: Outgoing, calling: Calling): Promise<string> {
	const answer = await call(to, { method: 'POST', message }, calling)
	if (answer.status >= 300) throw refused(answer, calling)
	return made.parse(answer.said).id
}

/**
 * Puts another message in the place of one of ours, which nobody is called for.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#update-activity
 * @param id as {@link post} gave it
 * @returns whether it is still there
 * @throws as {@link post}
 */
export async function replace(
	to: Reference,
	id: string,
	message: Outgoing,
	calling: Calling,
): Promise<boolean> {
	const answer = await call(to, { method: 'PUT', id, message }, calling)
	if (answer.status < 300) return true
	const error = refused(answer, calling)
	if (answer.status === 404 && !(error instanceof Unreachable)) return false
	throw error
}

const made = z.object({ id: z.string().min(1) })

/**
 * Begins a thread in a channel with a message of ours.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages
 * @param to its conversation is the channel itself
 * @returns the message's id, by which the thread is known
 * @throws as {@link post}
 */
export async function begin(to: Reference, message: Outgoing, calling: Calling): Promise<string> {
	const { bot, conversation } = to
	const body = {
		isGroup: true,
		bot,
		channelData: { channel: { id: conversation.id } },
		activity: activityOf(message),
	}
	const answer = await send({ method: 'POST', url: conversationsAt(to), body }, calling)
	if (answer.status >= 300) throw refused(answer, calling)
	const { id, activityId } = begun.parse(answer.said)
	return activityId ?? id.split(threadMark)[1] ?? id
}

const begun = z.object({ id: z.string().min(1), activityId: z.string().min(1).optional() })

/** What stands between a channel and the message that a thread in it began with. */
export const threadMark = ';messageid='

type Called = { readonly status: number; readonly retryAfter: string | null; readonly said: unknown }

async function call(
	{ channelId, serviceUrl, conversation, bot, user }: Reference,
	asked: { readonly method: 'POST' | 'PUT'; readonly id?: string; readonly message: Outgoing },
	calling: Calling,
): Promise<Called> {
	const { method, id, message } = asked
	const path = [conversationsAt({ serviceUrl }), encodeURIComponent(conversation.id), 'activities']
	const url = [...path, ...(id === undefined ? [] : [encodeURIComponent(id)])].join('/')
	const body = {
		...activityOf(message),
		...(id !== undefined && { id }),
		channelId,
		serviceUrl,
		conversation,
		from: bot,
		recipient: user,
	}
	return send({ method, url, body }, calling)
}

function conversationsAt({ serviceUrl }: Pick<Reference, 'serviceUrl'>): string {
	return `${serviceUrl.replace(/\/+$/, '')}/v3/conversations`
}

async function send(
	{ method, url, body }: { readonly method: 'POST' | 'PUT'; readonly url: string; readonly body: unknown },
	{ token }: Calling,
): Promise<Called> {
	const authorization = `Bearer ${await token()}`
	const answer = await fetch(url, {
		method,
		redirect: 'error',
		signal: AbortSignal.timeout(timeout),
		headers: { authorization, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	}).catch((error: unknown) => {
		throw mayHaveArrived(error) ? new Unheard('the connector did not answer', { cause: error }) : error
	})
	const said: unknown = await answer.json().catch(() => undefined)
	return { status: answer.status, retryAfter: answer.headers.get('retry-after'), said }
}

/** Whether a request ended in such a way that the connector may have taken it. */
function mayHaveArrived(error: unknown): boolean {
	if (!(error instanceof Error)) return false
	const { code } = (error.cause ?? {}) as { readonly code?: unknown }
	return error.name === 'TimeoutError' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET'
}

class ConnectorRefused extends Error {
	readonly code: string
	constructor(status: number, said: string | undefined) {
		super(`the connector answers ${status}${said ? ` ${said}` : ''}`)
		this.code = `teams-${status}`
	}
}

function refused({ status, retryAfter, said }: Called, { clock }: Calling): Error {
	const { error } = refusal.safeParse(said).data ?? {}
	const code = error?.subCode ?? error?.code
	if (isBlocked({ statusCode: status, code })) return new Unreachable(code ?? 'blocked')
	const wait = waitOf(retryAfter, clock.now())
	const why = new ConnectorRefused(status, code)
	return wait === undefined ? why : new TryLater(Math.min(wait, longest), { cause: why })
}

/** A message as the connector takes it. Text is never to be read as markup, whoever wrote it. */
export function activityOf(message: Outgoing) {
	return { type: 'message', ...message, ...(message.text && { textFormat: 'plain' }) }
}

/** Seconds or a date: RFC 9110, section 10.2.3. In milliseconds from now. */
function waitOf(header: string | null, now: number): number | undefined {
	if (header === null) return undefined
	const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
	return Number.isFinite(wait) && wait >= 0 ? wait : undefined
}

/** The person has blocked the bot, or removed it: https://learn.microsoft.com/microsoftteams/platform/bots/build-a-bot/error-codes */
export function isBlocked({
	statusCode,
	code,
}: {
	readonly statusCode?: unknown
	readonly code?: unknown
}): boolean {
	if (statusCode === 404) return code === 'ConversationNotFound'
	return statusCode === 403 && (code === undefined || blockedCodes.includes(code))
}

const blockedCodes: readonly unknown[] = [
	'ConversationBlockedByUser',
	'BotDisabledByUser',
	'BotNotInConversationRoster',
	'MessageWritesBlocked',
	'Forbidden',
]
