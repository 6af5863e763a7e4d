/** Where the person is: in a conversation, or on the app's home tab. */
export type Here = { readonly channel: string; readonly tab: 'messages' | 'home' }

/** A conversation's name with its sign. */
export function channelName(kind: string, name: string): string {
	return `${kind === 'group' ? '🔒' : '#'} ${name}`
}
