import type { Accounts } from '../../src/ports/accounts.ts'
import type { Drafts } from '../../src/ports/drafts.ts'
import type { Jobs } from '../../src/ports/jobs.ts'
import type { Links } from '../../src/ports/links.ts'
import type { Notices } from '../../src/ports/notices.ts'
import type { Clock } from '../../src/ports/outside.ts'
import type { SignIns } from '../../src/ports/sign-ins.ts'
import type { Tickets } from '../../src/ports/tickets.ts'

/** A clock that stands still until it is moved. */
export type MovableClock = Clock & { advance(milliseconds: number): void }

export function movableClock(start = Date.UTC(2026, 10, 23, 9)): MovableClock {
	let now = start
	return {
		now: () => now,
		advance(milliseconds) {
			now += milliseconds
		},
	}
}

/** An empty store for one test. */
export type TestStore = {
	readonly tickets: Tickets
	readonly accounts: Accounts
	readonly links: Links
	readonly signIns: SignIns
	readonly drafts: Drafts
	readonly jobs: Jobs
	readonly notices: Notices
	readonly clock: MovableClock
	readonly close: () => Promise<void>
}

export type MakeStore = () => Promise<TestStore>
