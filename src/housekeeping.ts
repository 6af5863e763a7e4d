import type { Ports } from './ports/index.ts'
import { targetWarning } from './rules/limits.ts'

const day = 24 * 60 * 60_000
const atOnce = 100

/**
 * What the clock does to tickets: solved ones close after some days without a word, requesters who are waited for
 * are reminded once, and support is warned of promises about to be missed. May run on several instances at once.
 * @returns how many tickets it has changed
 */
export async function keepHouse({
	tickets,
	clock,
	settings,
}: Pick<Ports, 'tickets' | 'clock' | 'settings'>): Promise<number> {
	const { closeAfterDays, remindAfterDays } = settings
	let changed = 0
	if (closeAfterDays > 0) {
		changed += await inBatches(() => tickets.closeSolved(clock.now() - closeAfterDays * day, atOnce))
	}
	if (remindAfterDays > 0) {
		changed += await inBatches(() => tickets.remind(clock.now() - remindAfterDays * day, atOnce))
	}
	changed += await inBatches(() => tickets.warnOfTargets(clock.now() + targetWarning, atOnce))
	return changed
}

async function inBatches(batch: () => Promise<number>): Promise<number> {
	for (let all = 0; ; ) {
		const count = await batch()
		all += count
		if (count < atOnce) return all
	}
}
