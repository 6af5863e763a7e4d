import type { AccountId, Locale } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import type { Source, Via } from '../ports/tickets.ts'
import type { Room } from '../ports/triage.ts'
import type { FileLimits } from '../rules/limits.ts'

/** Who asks, from where, and what can be shown there. */
export type Actor = {
	/** A chat identity, from a verified envelope; or an account that is signed in. */
	readonly who: { readonly identity: Identity } | { readonly account: AccountId }
	readonly via: Via
	/** The key under which the same request arriving again has its effect once. */
	readonly once?: string
	/** What stands before the words in this place, e.g. `/tickets`; absent where they are typed alone. */
	readonly prefix?: string
	/** The message that this came in, where what is changed in it later can be known. */
	readonly source?: Source
	/** The channel that this was said in, where others read; absent where only the person does. */
	readonly room?: { readonly room: Room; readonly reference: string }
	/** The language of the place, where no chat says which it is; the account's own goes before it. */
	readonly locale?: Locale
	readonly pageSize: number
	/** How much a text field of this place holds, in UTF-16 units. */
	readonly textInput: number
	/** What a file field of this place takes; absent where files cannot be sent in a form. */
	readonly fileInput?: FileLimits
}
