import type { Priority } from '../../src/domain/ticket.ts'
import type { Accounts } from '../../src/ports/accounts.ts'
import type { Answers } from '../../src/ports/answers.ts'
import type { ApiTokens } from '../../src/ports/api-tokens.ts'
import type { Drafts } from '../../src/ports/drafts.ts'
import type { Installations } from '../../src/ports/installations.ts'
import type { Jobs } from '../../src/ports/jobs.ts'
import type { Links } from '../../src/ports/links.ts'
import type { Notices } from '../../src/ports/notices.ts'
import type { Clock } from '../../src/ports/outside.ts'
import type { SignIns } from '../../src/ports/sign-ins.ts'
import type { Tickets } from '../../src/ports/tickets.ts'
import type { Triage } from '../../src/ports/triage.ts'
import type { Webhooks } from '../../src/ports/webhooks.ts'

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

const hour = 60 * 60_000

/** What the store of every test promises: of urgent and high ones an answer and a solution, of others nothing. */
export function testTargets(
	opened: number,
	priority: Priority,
): { readonly answerDue?: number; readonly solveDue?: number } {
	if (priority === 'urgent') return { answerDue: opened + hour, solveDue: opened + 4 * hour }
	return priority === 'high' ? { answerDue: opened + 4 * hour, solveDue: opened + 24 * hour } : {}
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
	readonly triage: Triage
	readonly answers: Answers
	readonly apiTokens: ApiTokens
	readonly installations: Installations
	readonly webhooks: Webhooks
	readonly clock: MovableClock
	readonly close: () => Promise<void>
}

export type MakeStore = () => Promise<TestStore>
