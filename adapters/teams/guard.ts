import { type Activity, readActivity } from './activity.ts'
import { serviceHost } from './hosts.ts'

/** The only issuer of tokens that Teams' activities come with. */
export const issuer = 'https://api.botframework.com'

export type Refusal = { readonly status: 400 | 401 }
export type Passed = {
	readonly activity: Activity
	readonly authorization: string
	/** The id of the key that has signed; nothing is verified yet. */
	readonly key: string
	/** When the token ends, in milliseconds since 1970. */
	readonly until: number
}

export type GuardRules = {
	readonly hosts: readonly string[]
	/** The only ones that are served. */
	readonly tenantIds: readonly string[]
}

/**
 * Stands before the library, which parses first and asks later, takes tokens without an end or an address,
 * and knows issuers that have no business here. What passes has yet to be verified.
 * @returns 400 for what is not an activity, 401 for all else, never with a reason
 */
export function guard(body: unknown, authorization: string | undefined, rules: GuardRules): Passed | Refusal {
	const activity = readActivity(body)
	if (!activity) return { status: 400 }
	const token = readToken(authorization)
	if (!token || !authorization) return { status: 401 }
	const { payload } = token
	if (typeof payload.exp !== 'number') return { status: 401 }
	const allowed =
		payload.iss === issuer &&
		typeof payload.serviceurl === 'string' &&
		payload.serviceurl === activity.serviceUrl &&
		serviceHost(activity.serviceUrl, rules.hosts) !== undefined &&
		activity.channelId === 'msteams' &&
		Boolean(activity.conversation.id) &&
		isOfTenant(activity, rules.tenantIds)
	if (!allowed) return { status: 401 }
	return { activity, authorization, key: token.key, until: payload.exp * 1_000 }
}

/** The conversation's own tenant decides; people from elsewhere in it get a polite answer later. */
function isOfTenant({ conversation, channelData }: Activity, tenantIds: readonly string[]): boolean {
	const tenant = conversation.tenantId ?? channelData?.tenant?.id
	return tenant !== undefined && tenantIds.includes(tenant)
}

function readToken(authorization: string | undefined) {
	const parts = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization ?? '')
	if (!parts) return undefined
	const header = readPart(parts[1])
	const payload = readPart(parts[2])
	if (!header || !payload || typeof header.kid !== 'string') return undefined
	return { key: header.kid, payload }
}

function readPart(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
		return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
	} catch {
		return undefined
	}
}
