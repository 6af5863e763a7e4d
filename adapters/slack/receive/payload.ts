/** What came in: JSON of which only the outline is known. */
export type Json = { readonly [key: string]: unknown }

/** An object, or nothing. */
export function record(value: unknown): Json | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

/** A property that is an object, or an empty one. */
export function part(of: Json, key: string): Json {
	return record(of[key]) ?? {}
}

/** A property that is a text with something in it, or nothing. */
export function word(of: Json, key: string): string | undefined {
	const value = of[key]
	return typeof value === 'string' && value !== '' ? value : undefined
}

/** A property's objects; none where it is no list. */
export function records(of: Json, key: string): readonly Json[] {
	const value = of[key]
	return Array.isArray(value) ? value.map(record).filter(one => one !== undefined) : []
}

const outlines: Readonly<Record<string, (body: Json) => boolean>> = {
	event_callback: body => isNamed(body.event, 'type') && hasWords(body, 'team_id', 'event_id'),
	block_actions: body => records(body, 'actions').length > 0 && hasWho(body),
	view_submission: body => isNamed(body.view, 'id') && hasWho(body),
	shortcut: body => hasWords(body, 'callback_id') && hasWho(body),
	message_action: body => hasWords(body, 'callback_id') && hasWho(body),
}

/**
 * What to do with a verified body: `take` what has the outline of a payload of ours, `ignore` what Slack
 * may send and asks nothing of us, `refuse` the rest.
 */
export function judge(value: unknown): 'take' | 'ignore' | 'refuse' {
	const body = record(value)
	if (!body) return 'refuse'
	if (body.type === undefined) {
		// A command's own name would be taken for another kind of payload by whoever looks at keys.
		const isCommand = hasWords(body, 'command', 'team_id', 'user_id', 'trigger_id')
		return isCommand && body.event === undefined ? 'take' : 'refuse'
	}
	if (typeof body.type !== 'string') return 'refuse'
	if (body.type === 'url_verification') return hasWords(body, 'challenge') ? 'take' : 'refuse'
	if (['view_closed', 'app_rate_limited', 'block_suggestion'].includes(body.type)) return 'ignore'
	const outline = Object.hasOwn(outlines, body.type) ? outlines[body.type] : undefined
	if (!outline?.(body)) return 'refuse'
	// Bolt tells payloads apart by the keys that they have.
	const foreign = body.type === 'event_callback' ? ['command'] : ['event', 'command', 'name']
	return foreign.every(key => body[key] === undefined) ? 'take' : 'refuse'
}

function hasWho(body: Json): boolean {
	return isNamed(body.user, 'id') && hasWords(body, 'trigger_id')
}

function isNamed(value: unknown, key: string): boolean {
	const object = record(value)
	return object !== undefined && word(object, key) !== undefined
}

function hasWords(body: Json, ...keys: string[]): boolean {
	return keys.every(key => word(body, key) !== undefined)
}
