import type { RawBuilder } from 'kysely'
import { sql } from 'kysely'
import { bursts } from '../../../src/rules/limits.ts'
import { jobTime } from '../job-time.ts'
import type { Store } from '../store.ts'

/** What changes of a notice that is to be told again. */
export type Again = {
	readonly due_at: RawBuilder<number>
	readonly next_at: RawBuilder<number | null>
	readonly tries: RawBuilder<number>
}

/** Who holds a notice counts on; what was added begins anew after the claim. */
const triesAnew = sql<number>`case when notices.claimed = 1 then notices.tries else 0 end`

/**
 * When a notice to which something is added is due. One that waits already stays as it is, so that nothing is
 * tried sooner than it was asked for; one that somebody holds becomes due after the claim.
 * @param at when it would be due if nothing were in the way, by the clock of jobs
 * @param spaced whether the person is to be left alone for some time after the last news
 */
export function dueAgain(at: number, spaced: boolean): Again {
	const due = spaced
		? sql`case when notices.sent_at > ${at - bursts.spacing} then notices.sent_at + ${sql.lit(bursts.spacing)} else ${at} end`
		: sql`${at}`
	return {
		due_at: sql<number>`case
			when notices.claimed = 1 then notices.due_at
			else coalesce(notices.due_at, ${due}) end`,
		next_at: sql<number | null>`case
			when notices.claimed = 1 then coalesce(notices.next_at, ${at}) end`,
		tries: triesAnew,
	}
}

/**
 * Has a notice told at once, whatever it waits for; one that somebody holds is being told.
 * @param now by the clock of jobs
 * @param added whether it has become more, which whoever holds it does not know
 */
export function dueNow(now: number, added: boolean): Again {
	return {
		due_at: sql<number>`case when notices.claimed = 1 then notices.due_at else ${now} end`,
		next_at: added
			? sql<number | null>`case when notices.claimed = 1 then cast(${now} as bigint) end`
			: sql<number | null>`notices.next_at`,
		tries: added ? triesAnew : sql<number>`0`,
	}
}

/** @returns by our own clock, when a claim may find something */
export async function nextDue(store: Store): Promise<number | undefined> {
	// What is due already waits for its turn with the person, if for anything.
	const { rows } = await sql<{ now: number; later: number | null; paced: number | null }>`
		with clock as (select ${jobTime(store)} as now)
		select
			(select now from clock) as now,
			(select min(due_at) from notices where due_at > (select now from clock)) as later,
			(
				select min(case when p.next_at > n.due_at then p.next_at else n.due_at end)
				from notices as n left join paces as p on p.account_id = n.account_id
				where n.due_at <= (select now from clock)
			) as paced`.execute(store.kysely)
	const [row] = rows
	if (!row) return undefined
	const due = [row.later, row.paced].filter(time => time !== null)
	return due.length === 0 ? undefined : Math.min(...due) - row.now + store.clock.now()
}
