import { type Identity, identityKey } from './domain/identity.ts'
import type { Ports } from './ports/index.ts'

type Kept = Pick<Ports, 'links' | 'tickets' | 'files'>

/**
 * Erases what is kept of a chat identity: its link, codes, drafts with their files, place and name, and what waits to
 * be said to it. Written down first, so that a restore of older data erases it again.
 */
export async function erase(
	ports: Kept & Pick<Ports, 'erasures' | 'log'>,
	identity: Identity,
): Promise<void> {
	await ports.erasures.record(identity)
	const keys = await ports.links.erase(identity)
	// Nothing leads to them any more, and the sweep of unused files takes what is left.
	await remove(ports, keys).catch((error: unknown) =>
		ports.log.error('files of an erased chat remain', error),
	)
}

/**
 * The same for what was written down before.
 * @param all of which anything is kept; one may come more than once
 * @returns how many were erased
 */
export async function eraseAgain(
	ports: Kept,
	all: AsyncIterable<Identity>,
	wasErased: (identity: Identity) => boolean,
): Promise<number> {
	const found = new Map<string, Identity>()
	for await (const identity of all) if (wasErased(identity)) found.set(identityKey(identity), identity)
	for (const identity of found.values()) await remove(ports, await ports.links.erase(identity))
	return found.size
}

async function remove({ tickets, files }: Kept, keys: readonly string[]): Promise<void> {
	if (keys.length === 0) return
	for (const key of await tickets.unusedFiles(keys)) await files.remove(key)
}
