import type { Identity } from '../../src/domain/identity.ts'
import type { TestStore } from './store.ts'

export async function collected<T>(all: AsyncIterable<T>): Promise<T[]> {
	const found: T[] = []
	for await (const one of all) found.push(one)
	return found
}

/** All that is kept of a chat identity besides its link. */
export async function keptOf({ links }: Pick<TestStore, 'links'>, identity: Identity) {
	const { drafts, codes, messages, sources, waiting, places } = links.kept(identity)
	return {
		drafts: await collected(drafts),
		codes: await collected(codes),
		messages: await collected(messages),
		sources: await collected(sources),
		waiting: await collected(waiting),
		places: await collected(places),
	}
}
