import type { Clock, Log } from '../../src/ports/outside.ts'
import { within } from './patience.ts'

/** The loop that does what waits in the queue. */
export type RelayLoop = {
	/** There may be something to do. */
	wake(): void
	/** Does everything that is due by now. @throws what the work throws */
	drain(): Promise<void>
	isRunning(): boolean
	/** For how many milliseconds every run has failed; 0 when the last one was well. */
	failingFor(): number
	/** Starts nothing new, and waits for what is under way, at most so many milliseconds. */
	stop(patience: number): Promise<void>
}

/** What other processes queue is found at the latest after so long. */
const net = 5_000
/** After a failure: a database that restarts is back within seconds. */
const afterFailure = 2_000
/** So that what is due and yet not done (by a newer release, say) is not asked for without a pause. */
const pause = 250

/**
 * Runs the work when it is woken, when it says that something is due, and now and then; never twice at once.
 * @param work does all that is due; gives when to look again, in milliseconds since 1970
 */
export function startRelay(
	work: () => Promise<number | undefined>,
	{ clock, log }: { readonly clock: Clock; readonly log: Log },
): RelayLoop {
	let running: Promise<void> | undefined
	let again = false
	let stopped = false
	let timer: NodeJS.Timeout | undefined
	let failingSince: number | undefined

	async function runOnce(): Promise<void> {
		const due = await work()
		failingSince = undefined
		const wait = due === undefined ? net : Math.min(net, Math.max(pause, due - clock.now()))
		schedule(wait)
	}

	function schedule(wait: number): void {
		clearTimeout(timer)
		if (!stopped) timer = setTimeout(wake, wait)
	}

	async function run(): Promise<void> {
		do {
			again = false
			await runOnce().catch((error: unknown) => {
				log.error('relay failed', error)
				failingSince ??= performance.now()
				schedule(afterFailure)
			})
		} while (again)
		running = undefined
	}

	function wake(): void {
		if (stopped) return
		again = true
		running ??= run()
	}

	return {
		wake,
		async drain() {
			// Whoever waited beside us may have begun the next run.
			for (let before = running; before; before = running) await before
			running = runOnce().finally(() => {
				running = undefined
				if (again) wake()
			})
			await running
		},
		isRunning: () => running !== undefined,
		failingFor: () => (failingSince === undefined ? 0 : performance.now() - failingSince),
		async stop(patience) {
			stopped = true
			again = false
			clearTimeout(timer)
			if (running) await within(patience, running)
		},
	}
}
