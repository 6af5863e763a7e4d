import { sql } from 'kysely'
import type { Job, JobContent, Jobs } from '../../src/ports/jobs.ts'
import { together } from './gathered.ts'
import { parseId } from './ids.ts'
import { jobTime, jobTimeAt, preparedByTime } from './job-time.ts'
import { wordsIn } from './listed.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'
import { bit } from './tables/bit.ts'

/** Work that waits in the same database as what it follows from. */
export function databaseJobs(store: Store): Jobs {
	// Each commit has all kinds looked at by all lanes, and most have nothing to do: one look serves them all.
	const dueAmong = together(async (asked: readonly (readonly Job['kind'][])[]) => {
		const rows = await dueOf(store, { kinds: [...new Set(asked.flat())] })
		const due = new Set(rows.map(row => row.kind))
		return asked.map(kinds => kinds.filter(kind => due.has(kind)))
	})
	const nextDue = together(async (asked: readonly undefined[]) => {
		const next = await readNextDue(store)
		return asked.map(() => next)
	})
	return {
		async claim({ kinds, count, lease }) {
			const jobs: Job[] = []
			for (const kind of await dueAmong(kinds)) {
				if (jobs.length >= count) break
				jobs.push(...(await claimKind(store, kind, count - jobs.length, lease)))
			}
			return jobs
		},
		async done(job) {
			await held(store, job, async (change, id) => {
				const done = await change.trx
					.deleteFrom('jobs')
					.where('id', '=', id)
					.where('fence', '=', job.fence)
					.where('next', 'is', null)
					.executeTakeFirst()
				if (done.numDeletedRows === 0n) await beginNext(change, id, job.fence)
			})
		},
		again: (job, at, why) => putOff(store, job, at, { why }),
		postpone: (job, at) => putOff(store, job, at, { tries: job.tries }),
		repeat: (job, at) => putOff(store, job, at, { why: null, tries: 0 }),
		async giveUp(job, why) {
			await held(store, job, ({ trx, now }, id) =>
				trx
					.updateTable('jobs')
					.set({ given_up_at: now, why, fence: job.fence + 1, holder: null })
					.where('id', '=', id)
					.where('fence', '=', job.fence)
					.execute(),
			)
		},
		nextDue: () => nextDue(undefined),
	}
}

async function readNextDue(store: Store): Promise<number | undefined> {
	const [row] = await soonest(store, {})
	if (!row || row.due === null) return undefined
	return row.due - row.now + store.clock.now()
}

const soonest = preparedByTime((db, now) =>
	db
		.selectFrom('jobs')
		.select(({ fn }) => [fn.min('due_at').as('due'), now.as('now')])
		.where('given_up_at', 'is', null)
		.compile(),
)

/** Ends a claim until `at`. */
async function putOff(
	store: Store,
	job: Pick<Job, 'id' | 'fence'>,
	at: number,
	set: { readonly why?: string | null; readonly tries?: number },
): Promise<void> {
	await held(store, job, ({ trx }, id) =>
		trx
			.updateTable('jobs')
			.set({ ...set, due_at: jobTimeAt(store, at), fence: job.fence + 1, claimed: bit(false), holder: null })
			.where('id', '=', id)
			.where('fence', '=', job.fence)
			.execute(),
	)
}

/** Adds work to be done once the transaction has been committed, or, with `at`, then. */
export async function queueJob(
	change: Change,
	content: JobContent,
	about?: string,
	at?: number,
): Promise<void> {
	const { kind, ...rest } = content
	change.queuesJobs = true
	await change.trx
		.insertInto('jobs')
		.values({
			kind,
			content: JSON.stringify(rest),
			about: about ?? null,
			due_at: at === undefined ? jobTime(change.store) : jobTimeAt(change.store, at),
			fence: 0,
			tries: 0,
			why: null,
			given_up_at: null,
			created_at: change.now,
		})
		.execute()
}

/**
 * Has something shown as it is then: once for all that came up before it was claimed, and once more for what
 * came up since. The caller lets nobody else queue the same meanwhile. A warning is given once, and none is lost.
 */
export async function queueFollowing(
	change: Change,
	about: string,
	content: Extract<JobContent, { readonly kind: 'triage' }>,
): Promise<void> {
	const { trx, store } = change
	const { kind: _, ...rest } = content
	const waiting = await trx
		.selectFrom('jobs')
		.select(['id', 'content', 'claimed', 'next'])
		.where('about', '=', about)
		.where('given_up_at', 'is', null)
		.$if(store.engine.name === 'postgres', query => query.forUpdate())
		.executeTakeFirst()
	if (!waiting) return queueJob(change, content, about)
	const free = waiting.claimed === 0
	// Whoever comes to what waits reads the present state anyway.
	if (!('warning' in rest) && (free || waiting.next !== null)) return
	const plain = free && !('warning' in (JSON.parse(waiting.content) as object))
	const next = JSON.parse(waiting.next ?? '[]') as unknown[]
	await trx
		.updateTable('jobs')
		.set(plain ? { content: JSON.stringify(rest) } : { next: JSON.stringify([...next, rest]) })
		.where('id', '=', waiting.id)
		.execute()
}

/** What came up while a job was being done is due now. */
async function beginNext(change: Change, id: number, fence: number): Promise<void> {
	const { trx, store } = change
	const row = await trx
		.selectFrom('jobs')
		.select('next')
		.where('id', '=', id)
		.where('fence', '=', fence)
		.$if(store.engine.name === 'postgres', query => query.forUpdate())
		.executeTakeFirst()
	if (!row) return
	const [content, ...next] = JSON.parse(row.next ?? '[]') as unknown[]
	change.queuesJobs = true
	await trx
		.updateTable('jobs')
		.set({
			content: JSON.stringify(content),
			next: next.length === 0 ? null : JSON.stringify(next),
			due_at: jobTime(store),
			fence: fence + 1,
			tries: 0,
			why: null,
			claimed: bit(false),
			holder: null,
		})
		.where('id', '=', id)
		.execute()
}

type Kinds = { readonly kinds: readonly Job['kind'][] }

const dueOf = preparedByTime((db, now, { kinds }: Kinds, engine) =>
	db
		.selectFrom(sql<{ value: Job['kind'] }>`${wordsIn(engine, kinds)}`.as('kind'))
		.select('kind.value as kind')
		.where(eb =>
			eb(
				// The first in the order of the index: of what merely exists PostgreSQL reads all of a kind.
				eb
					.selectFrom('jobs')
					.select('id')
					.whereRef('jobs.kind', '=', 'kind.value')
					.where('due_at', '<=', now)
					.where('given_up_at', 'is', null)
					.orderBy('due_at')
					.orderBy('id')
					.limit(sql.lit(1)),
				'is not',
				null,
			),
		)
		.compile(),
)

async function claimKind(
	store: Store,
	kind: Job['kind'],
	count: number,
	lease: number,
): Promise<readonly Job[]> {
	const claim = async ({ trx }: Change): Promise<readonly Job[]> => {
		const skipping = store.engine.name === 'postgres'
		const claimed = await trx
			.with(
				// Materialized: a plan that asks for the rows again would take more than `count`.
				name => (skipping ? name('due').materialized() : name('due')),
				db =>
					db
						.selectFrom('jobs')
						.select('id')
						.where('kind', '=', kind)
						.where('due_at', '<=', jobTime(store))
						.where('given_up_at', 'is', null)
						.orderBy('due_at')
						.orderBy('id')
						.limit(count)
						.$if(skipping, query => query.forUpdate().skipLocked()),
			)
			.updateTable('jobs')
			.set(eb => ({
				due_at: sql<number>`${jobTime(store)} + cast(${lease} as bigint)`,
				fence: eb('fence', '+', 1),
				tries: eb('tries', '+', 1),
				claimed: bit(true),
				holder: store.instance,
			}))
			.where('id', 'in', eb => eb.selectFrom('due').select('id'))
			.returning(['id', 'kind', 'content', 'fence', 'tries', 'created_at'])
			.execute()
		return claimed
			.toSorted((a, b) => a.id - b.id)
			.map(
				row =>
					({
						...(JSON.parse(row.content) as object),
						kind: row.kind,
						id: String(row.id),
						fence: row.fence,
						tries: row.tries - 1,
						createdAt: row.created_at,
					}) as Job,
			)
	}
	return transact(store, claim, stillClaimed)
}

/** Those of some jobs whose claim has come about. */
async function stillClaimed({ trx, store }: Change, jobs: readonly Job[]): Promise<readonly Job[]> {
	if (jobs.length === 0) return []
	const ids = jobs.flatMap(({ id }) => parseId(id) ?? [])
	const rows = await trx
		.selectFrom('jobs')
		.select(['id', 'fence'])
		.where('id', 'in', ids)
		.where('holder', '=', store.instance)
		.execute()
	return jobs.filter(job => rows.some(({ id, fence }) => String(id) === job.id && fence === job.fence))
}

async function held(
	store: Store,
	job: Pick<Job, 'id'>,
	change: (change: Change, id: number) => Promise<unknown>,
): Promise<void> {
	const id = parseId(job.id)
	if (id !== undefined) await transact(store, transaction => change(transaction, id))
}
