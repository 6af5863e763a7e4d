import type { Kysely } from 'kysely'
import type { Identity } from '../../src/domain/identity.ts'
import { identityKey } from '../../src/domain/identity.ts'
import type { Draft } from '../../src/ports/drafts.ts'
import type { KeptOfChat } from '../../src/ports/links.ts'
import { identityColumns } from './identity.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables/index.ts'

/** What is kept of a chat identity besides its link: all that goes when it is erased, but which messages comments came from. */
export async function keptOf({ kysely }: Store, identity: Identity): Promise<KeptOfChat> {
	const [drafts, codes, messages, place, waiting] = await Promise.all([
		draftsOf(kysely, identity),
		kysely
			.selectFrom('tokens')
			.select(['created_at as createdAt', 'expires_at as expiresAt'])
			.where(eb => eb.and(identityColumns(identity)))
			.orderBy('id')
			.execute(),
		kysely
			.selectFrom('notice_messages')
			.select(['ticket_id as number', 'reference'])
			.where(eb => eb.and(identityColumns(identity)))
			.orderBy('ticket_id')
			.execute(),
		kysely
			.selectFrom('places')
			.select('reference')
			.where(eb => eb.and(identityColumns(identity)))
			.executeTakeFirst(),
		kysely
			.selectFrom('jobs')
			.select(['kind', 'created_at as createdAt'])
			.where('about', '=', identityKey(identity))
			.orderBy('id')
			.execute(),
	])
	return { drafts, codes, messages, waiting, ...(place && { place: place.reference }) }
}

async function draftsOf(kysely: Kysely<Tables>, identity: Identity): Promise<KeptOfChat['drafts']> {
	const rows = await kysely
		.selectFrom('drafts')
		.select(['content', 'expires_at'])
		.where(eb => eb.and(identityColumns(identity)))
		.orderBy('expires_at')
		.execute()
	return rows.map(({ content, expires_at: expiresAt }) => {
		const { text, files, link } = JSON.parse(content) as Draft
		const named = files.map(({ name, size, type }) => ({ name, size, type }))
		return { text, files: named, ...(link !== undefined && { link }), expiresAt }
	})
}
