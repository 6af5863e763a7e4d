import type { ChatProfile, Identity } from '../../src/domain/identity.ts'
import type { Place } from '../../src/ports/places.ts'
import type { Activity } from './activity.ts'
import type { World } from './turn.ts'

/** Where a person can be spoken to later: the Bot Framework's conversation reference, as JSON. */
function referenceOf({ serviceUrl, conversation, recipient, from, locale }: Activity): string {
	return JSON.stringify({
		channelId: 'msteams',
		serviceUrl,
		conversation: {
			id: conversation.id,
			conversationType: conversation.conversationType,
			tenantId: conversation.tenantId,
		},
		bot: { id: recipient.id, name: recipient.name },
		user: { id: from.id, name: from.name, aadObjectId: from.aadObjectId },
		locale,
	})
}

/** What a place tells of the person there. */
export function profileAt(place: Place | undefined): ChatProfile | undefined {
	if (!place) return undefined
	const { user, locale } = JSON.parse(place.reference) as { user: { name?: string }; locale?: string }
	return { name: user.name ?? '', ...(locale && { locale }) }
}

/** Keeps the place of someone who spoke to us alone, and whoever returns is called again; writes only news. */
export async function keepPlace({ places }: World, identity: Identity, activity: Activity): Promise<void> {
	const reference = referenceOf(activity)
	const kept = await places.find(identity)
	if (kept?.reference === reference && !kept.blocked) return
	await places.keep(identity, reference)
}
