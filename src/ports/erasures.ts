import type { Identity } from '../domain/identity.ts'

/** What was erased, written down where a restore of older data finds it: neither names nor ids, only seals of them. */
export type Erasures = {
	/** Durable when it resolves; to be called before anything is erased. */
	record(identity: Identity): Promise<void>
}
