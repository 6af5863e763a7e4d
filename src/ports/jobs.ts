import type { AccountId } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import type { Room } from './triage.ts'

/** What is to be done after a commit, each kind with what it needs; never a secret. */
export type JobContent =
	| { readonly kind: 'fetch-file'; readonly attachment: string }
	| { readonly kind: 'letter'; readonly letter: LetterRequest }
	/** Something happened to a ticket, and people are to be told. */
	| { readonly kind: 'announce'; readonly ticket: string }
	/** A ticket's message in a triage room is to be posted, or to show the present state. */
	| {
			readonly kind: 'triage'
			readonly room: Room
			readonly ticket: string
			readonly warning?: { readonly target: 'answer' | 'solve'; readonly due: number }
	  }
	/** The daily list of what waits for someone. */
	| { readonly kind: 'digest'; readonly account: AccountId }
	/** Says something to a chat that has not asked: what is read when it is said. */
	| {
			readonly kind: 'tell'
			readonly identity: Identity
			/** The chat has lost its account, by what was done elsewhere. */
			readonly about: 'disconnected'
			readonly account: AccountId
	  }

/** A letter to be written when it is sent, so that what it says is true then and no secret waits in a queue. */
export type LetterRequest =
	| {
			readonly purpose: 'connect-code'
			readonly email: string
			readonly identity: { readonly platform: string; readonly space: string; readonly user: string }
			/** How the chat shows who asked. */
			readonly name: string
			readonly locale: string
	  }
	| {
			readonly purpose: 'linked'
			readonly account: string
			readonly platform: string
			readonly name: string
			/** The chat's language, e.g. `it-IT`. */
			readonly locale?: string
	  }
	| {
			readonly purpose: 'sign-up'
			readonly email: string
			readonly firstName: string
			readonly lastName: string
			readonly locale: string
	  }
	| { readonly purpose: 'reset'; readonly email: string; readonly locale: string }
	/** By whoever runs the service: an account that has no password yet. */
	| { readonly purpose: 'invite'; readonly account: string }
	| { readonly purpose: 'password-changed'; readonly account: string }
	/** To a new address, which counts once the letter was followed. */
	| { readonly purpose: 'address'; readonly account: string; readonly email: string }
	/** To the old address, after the change. */
	| { readonly purpose: 'address-changed'; readonly account: string; readonly email: string }

export type Job = JobContent & {
	readonly id: string
	/** Changes with each claim: who holds an older number has lost the job. */
	readonly fence: number
	/** How often it was claimed before this time, and not put off. */
	readonly tries: number
	readonly createdAt: number
}

/** Work that survives a kill: claimed with a lease, done once, tried again later, or given up with the reason. */
export type Jobs = {
	/** Takes up to `count` jobs that are due; a claim ends by itself after `lease` milliseconds. */
	claim(options: {
		readonly kinds: readonly Job['kind'][]
		readonly count: number
		readonly lease: number
	}): Promise<readonly Job[]>
	/** Each is without effect when the claim was lost meanwhile. */
	done(job: Pick<Job, 'id' | 'fence'>): Promise<void>
	again(job: Pick<Job, 'id' | 'fence'>, at: number, why: string): Promise<void>
	/** It could not be tried, and is to be then. */
	postpone(job: Pick<Job, 'id' | 'fence' | 'tries'>, at: number): Promise<void>
	/** Done for this time, and to be done again then. */
	repeat(job: Pick<Job, 'id' | 'fence'>, at: number): Promise<void>
	giveUp(job: Pick<Job, 'id' | 'fence'>, why: string): Promise<void>
	/** @returns when the next job is due, or undefined when none waits */
	nextDue(): Promise<number | undefined>
}
