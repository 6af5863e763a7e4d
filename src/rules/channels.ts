import type { NoticeChannel, NoticeKind, Preferences } from '../ports/accounts.ts'

/**
 * Where someone is told of a kind of notice: as they chose; else in chat where one is linked, else by mail.
 * Colleagues' new requests are told only to whoever asked for it.
 */
export function channelOf(preferences: Preferences, kind: NoticeKind, linked: boolean): NoticeChannel {
	const chosen = preferences.notices[kind] ?? (kind === 'organization' ? 'off' : 'chat')
	return chosen === 'chat' && !linked ? 'mail' : chosen
}
