import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import type { Identity } from '../../src/domain/identity.ts'
import { identityKey } from '../../src/domain/identity.ts'
import type { Draft } from '../../src/ports/drafts.ts'
import type { KeptOfChat } from '../../src/ports/links.ts'
import { identityColumns } from './identity.ts'
import { paged } from './paged.ts'
import { isWithin } from './sources.ts'
import type { Store } from './store.ts'
import type { CommentSourcesTable } from './tables/comment-sources.ts'
import type { DraftsTable } from './tables/drafts.ts'
import type { JobsTable } from './tables/jobs.ts'
import type { NoticeMessagesTable } from './tables/notice-messages.ts'
import type { TokensTable } from './tables/tokens.ts'

type Of<Name extends keyof KeptOfChat> = KeptOfChat[Name]

/** All that goes when a chat identity is erased, but for its link. */
export function keptOf(store: Store, identity: Identity): KeptOfChat {
	return {
		drafts: drafts(store, identity),
		codes: codes(store, identity),
		messages: messages(store, identity),
		sources: sources(store, identity),
		waiting: waiting(store, identity),
		places: places(store, identity),
	}
}

/** Each may be as long as a comment. */
const draftsAtOnce = 20

async function* drafts({ kysely }: Store, identity: Identity): Of<'drafts'> {
	const rows = paged<Pick<DraftsTable, 'id' | 'content' | 'expires_at'>>(
		(last, limit) =>
			kysely
				.selectFrom('drafts')
				.select(['id', 'content', 'expires_at'])
				.where(eb => eb.and(identityColumns(identity)))
				.$if(last !== undefined, query =>
					query.where(sql<boolean>`(expires_at, id) > (${last?.expires_at}, ${last?.id})`),
				)
				.orderBy('expires_at')
				.orderBy('id')
				.limit(limit)
				.execute(),
		draftsAtOnce,
	)
	for await (const { content, expires_at: expiresAt } of rows) {
		const { text, files, link } = JSON.parse(content) as Draft
		const named = files.map(({ name, size, type }) => ({ name, size, type }))
		yield { text, files: named, ...(link !== undefined && { link }), expiresAt }
	}
}

async function* codes({ kysely }: Store, identity: Identity): Of<'codes'> {
	const rows = paged<Pick<Selectable<TokensTable>, 'id' | 'created_at' | 'expires_at'>>((last, limit) =>
		kysely
			.selectFrom('tokens')
			.select(['id', 'created_at', 'expires_at'])
			.where(eb => eb.and(identityColumns(identity)))
			.where('id', '>', last?.id ?? 0)
			.orderBy('id')
			.limit(limit)
			.execute(),
	)
	for await (const row of rows) yield { createdAt: row.created_at, expiresAt: row.expires_at }
}

async function* messages({ kysely }: Store, identity: Identity): Of<'messages'> {
	const rows = paged<Pick<NoticeMessagesTable, 'account_id' | 'ticket_id' | 'reference'>>((last, limit) =>
		kysely
			.selectFrom('notice_messages')
			.select(['account_id', 'ticket_id', 'reference'])
			.where(eb => eb.and(identityColumns(identity)))
			.$if(last !== undefined, query =>
				query.where(
					sql<boolean>`(reference, account_id, ticket_id)
						> (${last?.reference}, ${last?.account_id}, ${last?.ticket_id})`,
				),
			)
			.orderBy('reference')
			.orderBy('account_id')
			.orderBy('ticket_id')
			.limit(limit)
			.execute(),
	)
	for await (const { ticket_id: number, reference } of rows) yield { number, reference }
}

async function* sources({ kysely }: Store, identity: Identity): Of<'sources'> {
	const account = kysely
		.selectFrom('links')
		.select('account_id')
		.where(eb => eb.and(identityColumns(identity)))
	const rows = paged<Omit<CommentSourcesTable, 'account_id'>>((last, limit) =>
		kysely
			.selectFrom('comment_sources')
			.select(['source', 'ticket_id', 'sequence', 'created_at'])
			.where('account_id', '=', account)
			.where(eb => isWithin(eb, identity))
			.where('source', '>', last?.source ?? '')
			.orderBy('source')
			.limit(limit)
			.execute(),
	)
	for await (const { source, ticket_id: number, sequence, created_at: createdAt } of rows) {
		yield { source, number, sequence, createdAt }
	}
}

async function* waiting({ kysely }: Store, identity: Identity): Of<'waiting'> {
	const rows = paged<Pick<Selectable<JobsTable>, 'id' | 'kind' | 'created_at'>>((last, limit) =>
		kysely
			.selectFrom('jobs')
			.select(['id', 'kind', 'created_at'])
			.where('about', '=', identityKey(identity))
			.where('id', '>', last?.id ?? 0)
			.orderBy('id')
			.limit(limit)
			.execute(),
	)
	for await (const { kind, created_at: createdAt } of rows) yield { kind, createdAt }
}

async function* places({ kysely }: Store, identity: Identity): Of<'places'> {
	const place = await kysely
		.selectFrom('places')
		.select('reference')
		.where(eb => eb.and(identityColumns(identity)))
		.executeTakeFirst()
	if (place) yield place.reference
}
