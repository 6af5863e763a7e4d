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
	/**
	 * By an agent. A name is used once.
	 * @param id of the one to change; a new one when absent
	 * @returns `gone` when the one to change is no longer there
	 */
	save(
		act: Act & { readonly id?: string; readonly name: string; readonly text: string },
	): Promise<SavedAnswer | 'taken' | 'gone' | 'forbidden'>
	remove(act: Act & { readonly id: string }): Promise<'removed' | 'none' | 'forbidden'>
}
