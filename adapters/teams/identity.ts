import type { ChatProfile, Identity } from '../../src/domain/identity.ts'
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
	return activity.id && `${platform}:${activity.conversation.id}:${activity.id}`
}
