/** Who in a chat: the platform, its workspace or tenant, and the user there. Only from a verified envelope. */
export type Identity = {
	readonly platform: string
	readonly space: string
	readonly user: string
}

/** What a chat tells of a person beside who they are. */
export type ChatProfile = {
	readonly name: string
	/** The workspace's or tenant's name, as people know it. */
	readonly spaceName?: string
	/** As the chat says it, e.g. `it-IT`. */
	readonly locale?: string
	readonly timeZone?: string
}

/** A platform as people write it: adapters name themselves in lower case. */
export function platformName(platform: string): string {
	return platform.charAt(0).toUpperCase() + platform.slice(1)
}

export function identityKey(identity: Identity): string {
	return `${identity.platform}:${identity.space}:${identity.user}`
}
