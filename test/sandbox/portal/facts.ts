/** What the portal's window knows from the start. */
export type PortalFacts = {
	readonly as: string
	/** Where the portal is as this person. */
	readonly address: string
	/** Where everybody else finds it. */
	readonly publicUrl: string
	/** What to open first. */
	readonly path: string
	/** Absent where it is nobody of the cast. */
	readonly person?: { readonly name: string; readonly email: string; readonly password: string }
}
