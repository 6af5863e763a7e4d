import * as z from 'zod'

/*
 * What Teams sends, as far as we read it. Whatever does not look as documented is left out, so that a
 * surprise in one corner does not cost a person the answer.
 */

const text = z.string().optional().catch(undefined)
/**
 * An answer goes to an address that is made of these, and the library puts them into a header; Teams' own are of
 * ASCII and have some hundreds of characters at most.
 */
const id = z
	.string()
	.max(1_000)
	.regex(/^[\x20-\x7E]*$/)
	.optional()
	.catch(undefined)
const account = z.looseObject({ id: text, name: text, aadObjectId: text, role: text, tenantId: text })
const attachment = z.looseObject({
	contentType: text,
	contentUrl: text,
	name: text,
	content: z.unknown().optional(),
})
const entity = z.looseObject({
	type: text,
	text,
	locale: text,
	timezone: text,
	mentioned: account.optional().catch(undefined),
})

const activity = z.looseObject({
	type: z.string(),
	name: text,
	id,
	timestamp: text,
	action: text,
	channelId: text,
	serviceUrl: text,
	text,
	locale: text,
	localTimezone: text,
	replyToId: id,
	value: z.unknown().optional(),
	from: account.catch({}),
	recipient: account.catch({}),
	conversation: z.looseObject({ id, conversationType: text, tenantId: text }).catch({}),
	channelData: z
		.looseObject({
			tenant: z.looseObject({ id: text }).optional().catch(undefined),
			channel: z.looseObject({ id: text, type: text }).optional().catch(undefined),
			eventType: text,
		})
		.optional()
		.catch(undefined),
	attachments: z
		.array(attachment.catch({ content: undefined }))
		.optional()
		.catch(undefined),
	entities: z.array(entity.catch({})).optional().catch(undefined),
	membersAdded: z.array(account.catch({})).optional().catch(undefined),
	membersRemoved: z.array(account.catch({})).optional().catch(undefined),
})

export type Activity = z.infer<typeof activity>
export type ReceivedAttachment = z.infer<typeof attachment>

/** @returns undefined for whatever is not an object with a `type` */
export function readActivity(body: unknown): Activity | undefined {
	const read = activity.safeParse(body)
	return read.success ? read.data : undefined
}

/** The tenant of the conversation, and every other one that the activity names. */
export function tenantsOf({ conversation, channelData, from }: Activity): readonly string[] {
	const named = [conversation.tenantId, channelData?.tenant?.id, from.tenantId]
	return [...new Set(named.filter(tenant => tenant !== undefined && tenant !== ''))] as string[]
}
