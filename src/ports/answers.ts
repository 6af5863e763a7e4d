import type { Act } from './tickets.ts'

/**
 * An answer that agents give often. `{name}` and `{number}` in the text stand for the requester's first name and
 * the request's number.
 */
export type SavedAnswer = { readonly id: string; readonly name: string; readonly text: string }

/** Saved answers are all agents'. */
export type Answers = {
	/** By name. */
	all(): Promise<readonly SavedAnswer[]>
	find(id: string): Promise<SavedAnswer | undefined>
	/** By an agent. @param id of the one to change; a new one when absent. A name is used once. */
	save(
		act: Act & { readonly id?: string; readonly name: string; readonly text: string },
	): Promise<SavedAnswer | 'taken' | 'forbidden'>
	remove(act: Act & { readonly id: string }): Promise<'removed' | 'none' | 'forbidden'>
}
