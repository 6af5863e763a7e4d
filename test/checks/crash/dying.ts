import type { Inside } from './points.ts'
import { watchStatements } from './statements.ts'

/** What a transaction has done so far. */
type Done = { acted: boolean; claimed: boolean }

/**
 * Watches the database from now on, before anything is prepared for it.
 * @returns what has this process kill itself as it comes to a point for the nth time; nothing of it runs after that
 */
export function watchForPoints(): (point: Inside, nth: number) => void {
	const transactions = new WeakMap<object, Done>()
	let awaited: Inside | undefined
	let left = 0
	const come = (to: Inside) => {
		if (to !== awaited) return
		left -= 1
		if (left === 0) process.kill(process.pid, 'SIGKILL')
	}
	watchStatements({
		before(connection, sql) {
			if (sql.startsWith('begin')) transactions.set(connection, { acted: false, claimed: false })
			if (sql === 'commit' && transactions.get(connection)?.acted) come('before commit')
			if (marks(sql)) come('before mark')
		},
		after(connection, sql, rows) {
			const done = transactions.get(connection)
			if (sql.startsWith('insert into "comments"') && done) done.acted = true
			if (/^update "notices" .*\breturning\b/s.test(sql) && rows > 0 && done) done.claimed = true
			if (marks(sql)) come('during mark')
			if (sql !== 'commit' || !done) return
			if (done.acted) come('after commit')
			if (done.claimed) come('after claim')
		},
	})
	return (point, nth) => {
		awaited = point
		left = nth
	}
}

/** Whether a statement says that somebody was told. */
function marks(sql: string): boolean {
	return sql.startsWith('update "deliveries" set "state"')
}
