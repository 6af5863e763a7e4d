import type { ChatProfile, Identity } from '../../src/domain/identity.ts'
import type { Source } from '../../src/ports/tickets.ts'
import { type Activity, tenantsOf } from './activity.ts'

export const platform = 'teams'

/**
 * Who has sent a verified activity.
 * @returns undefined for bots, guests of other tenants and whoever has no account in the tenant
 */
export function identityOf(activity: Activity): Identity | undefined {
	const { from } = activity
	const [space, ...others] = tenantsOf(activity)
	if (!space || others.length > 0 || !from.aadObjectId) return undefined
	if (from.role === 'bot' || from.role === 'skill' || from.id?.startsWith('28:')) return undefined
	return { platform, space, user: from.aadObjectId }
}

/** What the activity tells of its sender. */
export function profileOf(activity: Activity): ChatProfile {
	const client = activity.entities?.find(entity => entity.type === 'clientInfo')
	const locale = activity.locale ?? client?.locale
	const timeZone = activity.localTimezone ?? client?.timezone
	return {
		name: activity.from.name ?? '',
		...(locale && { locale }),
		...(timeZone && { timeZone }),
	}
}

/** The key under which an activity that arrives again has its effect once. */
export function onceOf(activity: Activity): string | undefined {
	const { type, id, conversation, timestamp } = activity
	// What happens to a message later comes under the message's own id.
	const change = changes.includes(type) ? `:${type}:${timestamp}` : ''
	return id && `${platform}:${conversation.id}:${id}${change}`
}

const changes: readonly string[] = ['messageUpdate', 'messageDelete']

/** The message that an activity is, or that it changes; undefined for what nobody can change later. */
export function sourceOf(activity: Activity): Source | undefined {
	const { type, id, conversation, value } = activity
	const isMessage = (type === 'message' && typeof value !== 'object') || changes.includes(type)
	return isMessage && id ? [platform, tenantsOf(activity)[0], conversation.id, id].join(':') : undefined
}
