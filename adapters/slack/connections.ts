import type { Installation, Installations } from '../../src/ports/installations.ts'
import {
	type Bytes,
	type Chats,
	type Clock,
	type Profiles,
	TryLater,
	Unreachable,
} from '../../src/ports/outside.ts'
import { UploadGone } from '../../src/ports/outside.ts'
import type { SlackApi } from './api.ts'
import { readSource } from './receive/files.ts'

/** All that is done with one token of the app's bot, in the one place where that holds. */
export type Connection = Chats & {
	readonly api: SlackApi
	readonly profiles: Profiles
	readonly openUpload: (source: string) => Promise<Bytes>
}

/** The connections to workspaces and organizations; undefined where the app is not installed. */
export type Connections = {
	/** @throws Unavailable where it cannot be asked whether the app is installed there */
	find(space: string): Promise<Connection | undefined>
	/** The one that was found last, to say there that nothing can be asked. */
	lately(space: string): Connection | undefined
}

/** Gets a new token before one ends. */
export type Renew = (refreshToken: string) => Promise<Pick<Installation, 'token' | 'rotation'>>

/** For how long it is believed that an installation is there as it was, in milliseconds. */
const believed = 1_000
/** A token is renewed so long before it ends: twice, where the first try fails. */
export const renewedBefore = 2 * 60 * 60_000
const lease = 30_000

type Known = { readonly until: number; readonly installation: Installation | undefined }

/** As many as have installed the app. What is removed in one instance of the service is gone in all within a second. */
export function manyConnections(
	installations: Installations,
	{ connect, renew, clock }: { connect: (token: string) => Connection; renew: Renew; clock: Clock },
): Connections {
	const known = new Map<string, Known>()
	const open = new Map<string, { readonly token: string; readonly connection: Connection }>()

	const find = async (space: string) => {
		const before = known.get(space)
		if (before && before.until > clock.now()) return before.installation
		const installation = await installations.find('slack', space)
		if (installation) known.set(space, { until: clock.now() + believed, installation })
		else known.delete(space)
		return installation
	}

	const connected = async (space: string) => {
		let installation = await find(space)
		if (installation?.rotation && installation.rotation.expiresAt <= clock.now()) {
			await renewed(installations, installation, renew)
			known.delete(space)
			installation = await find(space)
			// Another instance is about it.
			if (installation?.rotation && installation.rotation.expiresAt <= clock.now()) throw new TryLater(lease)
		}
		if (!installation) {
			open.delete(space)
			return undefined
		}
		const { token } = installation
		const standing = open.get(space)
		if (standing?.token === token) return standing.connection
		const connection = connect(token)
		open.set(space, { token, connection })
		return connection
	}

	return { find: connected, lately: space => open.get(space)?.connection }
}

/** Gets a new token in place of one, unless another instance is about it. */
export async function renewed(
	installations: Installations,
	installation: Installation,
	renew: Renew,
): Promise<void> {
	const { platform, space } = installation
	if (!(await installations.lease(platform, space, lease))) return
	// Another one may have done so just now: a refresh token is good for once.
	const now = await installations.find(platform, space)
	if (!now?.rotation || now.rotation.expiresAt !== installation.rotation?.expiresAt) return
	await installations.keep({ ...now, ...(await renew(now.rotation.refreshToken)) })
}

/** What is said where people are: each is reached by the connection to their place. */
export function speakingBy(connections: Connections): Chats & {
	readonly profiles: Profiles
	openUpload(source: string): Promise<Bytes>
} {
	const to = async (space: string): Promise<Connection> => {
		const connection = await connections.find(space)
		if (!connection) throw new Unreachable('the app is not installed there')
		return connection
	}
	return {
		tell: async (identity, view) => (await to(identity.space)).tell(identity, view),
		notify: async (identity, ...rest) => (await to(identity.space)).notify(identity, ...rest),
		replace: async (identity, ...rest) => (await to(identity.space)).replace(identity, ...rest),
		post: async (room, ...rest) => (await to(room.room.space)).post(room, ...rest),
		profiles: {
			of: async identity => {
				if (identity.platform !== 'slack') return undefined
				return (await connections.find(identity.space))?.profiles.of(identity)
			},
		},
		openUpload: async source => {
			const connection = await connections.find(readSource(source)?.space ?? '')
			if (!connection) throw new UploadGone('the app is not installed where the file is')
			return connection.openUpload(source)
		},
	}
}
