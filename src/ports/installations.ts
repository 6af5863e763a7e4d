/** Our app in a workspace, an organization or a tenant of a chat, with the token that it got there. */
export type Installation = {
	readonly platform: string
	/** As identities of there have it. */
	readonly space: string
	/** What people call that place. */
	readonly name: string
	readonly token: string
	/** Where tokens end: when (milliseconds since 1970), and what a new one is got with. */
	readonly rotation?: { readonly refreshToken: string; readonly expiresAt: number }
}

/** Where our app is installed. Tokens are sealed where they are kept. */
export type Installations = {
	find(platform: string, space: string): Promise<Installation | undefined>
	/** By name. */
	all(platform: string): Promise<readonly Installation[]>
	/** In place of what was kept of there before. */
	keep(installation: Installation): Promise<void>
	/**
	 * @param token only where that still is its token: another instance may have renewed it
	 * @returns whether there was one
	 */
	remove(platform: string, space: string, token?: string): Promise<boolean>
	/**
	 * Lets one of several renew a token.
	 * @param milliseconds after which another one may
	 * @returns false where another one is about it
	 */
	lease(platform: string, space: string, milliseconds: number): Promise<boolean>
}
