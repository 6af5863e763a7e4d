import type { IncomingFile } from '../domain/comment.ts'
import type { Identity } from '../domain/identity.ts'

/** Text and files that a person gave before saying what they are for. */
export type Draft = {
	readonly text: string
	readonly files: readonly IncomingFile[]
	/** Where it was said, when it came from a message. */
	readonly link?: string
}

/** Drafts belong to one identity and live a day. */
export type Drafts = {
	/** @returns the draft's id; the same `once` gives the same draft */
	keep(owner: Identity, draft: Draft, once?: string): Promise<string>
	find(owner: Identity, id: string): Promise<Draft | undefined>
	drop(owner: Identity, id: string): Promise<void>
}
