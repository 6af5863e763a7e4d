import type { Clock, Files } from './ports/outside.ts'
import type { Tickets } from './ports/tickets.ts'

/** A form that has yet to be right carries its files on for a day each time it is sent. */
const unusedKept = 7 * 24 * 60 * 60_000
const atOnce = 500

/**
 * Removes stored files that came to nothing: of drafts that were dropped or forgotten, and of forms that were
 * never sent again. Looks at every file; to be called now and then.
 * @returns how many it removed
 */
export async function sweepFiles(ports: {
	readonly tickets: Pick<Tickets, 'unusedFiles'>
	readonly files: Pick<Files, 'keys' | 'remove'>
	readonly clock: Clock
}): Promise<number> {
	const before = ports.clock.now() - unusedKept
	let removed = 0
	let old: string[] = []
	for await (const { key, storedAt } of ports.files.keys()) {
		if (storedAt > before) continue
		old.push(key)
		if (old.length < atOnce) continue
		removed += await removeUnused(old)
		old = []
	}
	return removed + (await removeUnused(old))

	async function removeUnused(keys: readonly string[]): Promise<number> {
		if (keys.length === 0) return 0
		const unused = await ports.tickets.unusedFiles(keys)
		for (const key of unused) await ports.files.remove(key)
		return unused.length
	}
}
