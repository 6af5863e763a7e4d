import type { Json, Option, StateValue } from '../../../standins/slack/types.ts'

/** Which element of some blocks. */
export type At = { readonly blockId: string; readonly actionId: string }

/** What can be chosen, under a heading or none. */
export type Group = { readonly label?: string; readonly options: readonly Option[] }

/** What somebody does to blocks. */
export type Acts = {
	/** Presses a button or chooses in an overflow menu. */
	readonly press: (at: At, chosen: Json) => void
	/** Chooses, or is done with typing, which some apps want to hear at once. */
	readonly choose: (at: At, value: StateValue) => void
	/** Types on. */
	readonly type: (at: At, value: StateValue) => void
	/** Puts files beside those that stay; gives what Slack says against them. */
	readonly attach: (at: At, files: readonly File[], keep: readonly string[]) => Promise<string | undefined>
	/** Asks the app what there is to choose. */
	readonly suggest: (at: At, query: string) => Promise<readonly Group[]>
}

/** Where blocks are drawn: what is typed and wrong in them, whom they speak of, and what can be done. */
export type Place = {
	/** Sets the ids of one place apart from those of another on the same page. */
	readonly key: string
	readonly kind: 'message' | 'modal' | 'home'
	/** Names by id, of people and of channels. */
	readonly people: Readonly<Record<string, string>>
	readonly channels: Readonly<Record<string, string>>
	/** What an element holds; nothing before it is touched where its state is not kept. */
	readonly held: (at: At) => StateValue | undefined
	/** What is wrong, by block. */
	readonly errors: Readonly<Record<string, string>>
	readonly acts: Acts
}

/** An id for an element on the page. */
export function domId({ key }: Place, { blockId, actionId }: At, part = 'field'): string {
	return `${key}-${blockId}-${actionId}-${part}`.replaceAll(/[^\w-]/g, '_')
}

/** What a JSON value lists; nothing when it is no list. */
export function listed<Item>(value: readonly Item[] | undefined): readonly Item[] {
	return Array.isArray(value) ? (value as readonly Item[]) : []
}

/** What a JSON value says in one word; nothing when it is no word and no number. */
export function wordOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
