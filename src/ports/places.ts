import type { Identity } from '../domain/identity.ts'

/** Where a person can be spoken to without having asked. */
export type Place = {
	/** What the platform's adapter needs to reach them; means nothing to others. */
	readonly reference: string
	/** Whether the person has blocked or removed us there: they are not to be called until they return. */
	readonly blocked: boolean
}

/** One place per identity, kept from the first word until the identity is erased. */
export type Places = {
	/** Keeps the newest place; whoever is heard of again is no longer blocked. */
	keep(identity: Identity, reference: string): Promise<void>
	find(identity: Identity): Promise<Place | undefined>
	/** Without effect for an identity of which no place is kept. */
	block(identity: Identity): Promise<void>
}
