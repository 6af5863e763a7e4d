import type { Identity } from '../../src/domain/identity.ts'
import type { Store } from './store.ts'

/** Every chat identity of which anything is kept. */
export async function* identities({ kysely }: Store): AsyncIterable<Identity> {
	const kept = (['links', 'tokens', 'drafts', 'places', 'notice_messages'] as const).map(table =>
		kysely.selectFrom(table).select(['platform', 'space', 'user_id']),
	)
	for (const query of kept) {
		for (const { platform, space, user_id: user } of await query.distinct().execute()) {
			if (platform !== null && space !== null && user !== null) yield { platform, space, user }
		}
	}
	// Someone who has only asked for a code.
	const jobs = await kysely.selectFrom('jobs').select('about').where('about', 'is not', null).execute()
	for (const { about } of jobs) {
		const [, platform, space, user] = /^([^:]+):([^:]+):(.+)$/s.exec(about ?? '') ?? []
		if (platform !== undefined && space !== undefined && user !== undefined) yield { platform, space, user }
	}
}
