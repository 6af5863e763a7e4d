/** The emoji that people and the bot use most, by the names that Slack gives them. */
const characters: Readonly<Record<string, string>> = {
	'+1': '👍',
	'-1': '👎',
	bell: '🔔',
	blush: '😊',
	calendar: '📅',
	clap: '👏',
	confused: '😕',
	eyes: '👀',
	fire: '🔥',
	grin: '😁',
	heart: '❤️',
	hourglass: '⌛',
	joy: '😂',
	large_blue_circle: '🔵',
	large_yellow_circle: '🟡',
	lock: '🔒',
	ok_hand: '👌',
	paperclip: '📎',
	point_up: '☝️',
	pray: '🙏',
	question: '❓',
	rocket: '🚀',
	simple_smile: '🙂',
	slightly_smiling_face: '🙂',
	smile: '😄',
	sob: '😭',
	star: '⭐',
	tada: '🎉',
	thinking_face: '🤔',
	thumbsdown: '👎',
	thumbsup: '👍',
	warning: '⚠️',
	wave: '👋',
	white_check_mark: '✅',
	wink: '😉',
	x: '❌',
}

/** The emoji of that name; one that is not known here stays as it is written, `:name:`. */
export function emojiOf(name: string): string {
	return Object.hasOwn(characters, name) ? (characters[name] ?? '') : `:${name}:`
}

/** Text in which names between colons become emoji. */
export function withEmoji(text: string): string {
	return text.replace(/:([a-z0-9_+-]+):/g, (_, name: string) => emojiOf(name))
}
