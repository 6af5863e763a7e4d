import { type ChatProfile, type Identity, identityKey } from '../../src/domain/identity.ts'
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

/** Keeps the place of someone who spoke to us alone; written only when it is news to this process. */
export async function keepPlace(world: World, identity: Identity, activity: Activity): Promise<void> {
	const key = identityKey(identity)
	const reference = referenceOf(activity)
	if (world.kept.get(key) === reference) return
	await world.places.keep(identity, reference)
	world.kept.set(key, reference)
}

/** Remembers that someone does not want to be called. */
export async function blockPlace(world: World, identity: Identity): Promise<void> {
	world.kept.delete(identityKey(identity))
	await world.places.block(identity)
}
