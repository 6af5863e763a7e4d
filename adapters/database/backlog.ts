import { sql } from 'kysely'
import { jobTime } from './job-time.ts'
import type { Store } from './store.ts'

/** One kind of work that the database holds. */
export type Backlog = {
	/** The kind of a job, `notice` or `webhook`. */
	readonly queue: string
	/** Due by now, and held by nobody. */
	readonly waiting: number
	/** For how long the oldest of them has been due, in milliseconds. */
	readonly late: number
	/** Given up, and kept for whoever asks why. */
	readonly givenUp: number
}

/** What waits to be done. A notice that waits for quiet hours or after a burst is not due yet. */
export async function backlog(store: Store): Promise<readonly Backlog[]> {
	const { rows } = await sql<Backlog>`
		with clock as (select ${jobTime(store)} as now)
		select
			kind as queue,
			count(case when given_up_at is null and due_at <= clock.now then 1 end) as waiting,
			coalesce(max(case when given_up_at is null and due_at <= clock.now then clock.now - due_at end), 0) as late,
			count(given_up_at) as "givenUp"
		from jobs, clock
		group by kind
		union all
		select 'notice', count(*), coalesce(max(clock.now - due_at), 0), 0
		from notices, clock
		where due_at <= clock.now
		union all
		select
			'webhook',
			count(case when due_at <= clock.now and paused_until <= clock.now and disabled_at is null then 1 end),
			coalesce(max(case
				when due_at <= clock.now and paused_until <= clock.now and disabled_at is null then clock.now - due_at
			end), 0),
			count(case when state = 'failed' then 1 end)
		from webhook_messages join webhooks on webhooks.id = webhook_id, clock
		order by queue`.execute(store.kysely)
	return rows
}
