import type { Ports } from '../src/ports/index.ts'
import { type Bytes, type Chats, type Profiles, Unreachable, UploadGone } from '../src/ports/outside.ts'

/** One chat platform, as the service speaks to it. */
export type Chat = Chats & {
	readonly profiles: Profiles
	/** Opens a file that a person left there, where files are fetched later. @throws UploadGone */
	openUpload?(source: string): Promise<Bytes>
}

/**
 * All chats as one: everybody is told where they are.
 * @param chats by the platform's name; undefined where it is not set up
 * @throws Unreachable, UploadGone from its acts, when the platform is not set up
 */
export function joinChats(
	chats: Readonly<Record<string, () => Chat | undefined>>,
): Pick<Ports, 'chats' | 'profiles' | 'uploads'> {
	const chatOf = (platform: string): Chat => {
		const chat = chats[platform]?.()
		if (!chat) throw new Unreachable(`${platform} is not connected`)
		return chat
	}
	return {
		chats: {
			tell: async (identity, view) => chatOf(identity.platform).tell(identity, view),
			notify: async (identity, ...rest) => chatOf(identity.platform).notify(identity, ...rest),
			replace: async (identity, ...rest) => chatOf(identity.platform).replace(identity, ...rest),
			post: async (room, ...rest) => chatOf(room.room.platform).post(room, ...rest),
		},
		profiles: { of: async identity => chats[identity.platform]?.()?.profiles.of(identity) },
		uploads: {
			async open(platform, source) {
				const chat = chats[platform]?.()
				if (chat?.openUpload) return chat.openUpload(source)
				throw new UploadGone(`${platform} is not connected`)
			},
		},
	}
}
