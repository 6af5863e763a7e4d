import { z } from 'zod'
import type { Clock } from '../../src/ports/outside.ts'
import { NotNow, Unreachable } from '../../src/ports/outside.ts'
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

/**
 * Puts a message into a conversation that nobody has just spoken in. The library would wait inside its call,
 * and for as long as it is told; here what waits is the job.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#send-to-conversation
 * @param token the bot's own
 * @throws {@link Unreachable} when the person has blocked or removed the bot, {@link NotNow} when the
 * connector wants to be asked later
 */
export async function post(
	{ channelId, serviceUrl, conversation, bot, user }: Reference,
	message: Outgoing,
	{ token, clock }: { readonly token: () => Promise<string>; readonly clock: Clock },
): Promise<void> {
	const base = serviceUrl.replace(/\/+$/, '')
	const answer = await fetch(`${base}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`, {
		method: 'POST',
		redirect: 'error',
		signal: AbortSignal.timeout(timeout),
		headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			...activityOf(message),
			channelId,
			serviceUrl,
			conversation,
			from: bot,
			recipient: user,
		}),
	})
	const said: unknown = await answer.json().catch(() => undefined)
	if (answer.ok) return
	const { status } = answer
	const { error } = refusal.safeParse(said).data ?? {}
	const code = error?.subCode ?? error?.code
	if (isBlocked({ statusCode: status, code })) throw new Unreachable(code ?? 'blocked')
	const wait = waitOf(answer.headers.get('retry-after'), clock.now())
	const why = `the connector answers ${status}${code ? ` ${code}` : ''}`
	throw wait === undefined ? new Error(why) : new NotNow(why, Math.min(wait, longest))
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
