import {
	type Button,
	type ButtonName,
	buttonsIn,
	type Field,
	findButton,
	findField,
	type In,
	offered,
	viewed,
} from './find.ts'
import type { Upload } from './files.ts'
import type { Hands, Parcel } from './hands.ts'
import { homeText, screenOf, threadText } from './screen.ts'
import type { SeenMessage, SeenModal, Sight } from './sight.ts'
import type { Confirm, Json, StateValue } from './types.ts'
import type { User } from './world.ts'

/** What a person sees after an act. */
export interface Seen {
	/** All that is visible, as plain text. */
	screen: string
	modal: SeenModal | undefined
	/** The newest message she sees. */
	message: SeenMessage | undefined
	/** Where a link button leads. */
	url?: string
	/** The question of a confirmation that was not confirmed; nothing was sent. */
	asked?: string
	/** What Slack says when the service did not answer as it should. */
	error?: string
}

interface Where {
	/** A message, the home tab or the modal; by default what is in front of her. */
	in?: In
}

/** Someone who uses Slack: every verb does what a hand would do, and gives what is seen afterwards. */
export interface Person {
	readonly id: string
	readonly modal: SeenModal | undefined
	readonly home: Sight['home']
	/** Types a slash command into a channel (`general` by default, `bot` for the direct message). */
	types: (text: string, options?: { channel?: string }) => Promise<Seen>
	/** Presses a button by its text, its accessibility label, a pattern or a predicate. */
	presses: (
		button: ButtonName,
		options?: Where & { nth?: number; beside?: string; confirm?: boolean },
	) => Promise<Seen>
	/** Chooses by text in a select, an overflow menu, radio buttons or checkboxes (these take several). */
	chooses: (
		field: string,
		option: string | string[],
		options?: Where & { confirm?: boolean },
	) => Promise<Seen>
	/** Types into the inputs of the modal, by label; options are chosen by their text. */
	fills: (values: Record<string, string | string[] | null>) => Promise<Seen>
	/** Puts files into a file input of the modal, in place of those already there. */
	attaches: (label: string, files: Upload[]) => Promise<Seen>
	submits: () => Promise<Seen>
	/** Closes the modal on top, or all of them. */
	closes: (options?: { all?: boolean }) => Promise<Seen>
	opensHome: (tab?: 'home' | 'messages') => Promise<Seen>
	/** Writes a message to the bot or into a channel, with files if there are any. */
	writes: (
		text: string,
		options?: { to?: string; thread?: SeenMessage | string; files?: Upload[] },
	) => Promise<Seen>
	edits: (message: SeenMessage, text: string) => Promise<Seen>
	deletes: (message: SeenMessage) => Promise<Seen>
	/** Uses a global shortcut, or one on a message. */
	usesShortcut: (callbackId: string, on?: SeenMessage) => Promise<Seen>
	/** Posts a link to one of the app's domains. */
	pastes: (link: string, options?: { channel?: string }) => Promise<Seen>
	/** All that is visible to her now, as plain text; `home` looks at the home tab. */
	screen: (where?: 'home') => string
	/** The messages she sees, oldest first; of one channel (`bot` for the direct message) or of all. */
	messages: (channel?: string) => SeenMessage[]
	/** A message with all that stands under it, as plain text. */
	thread: (message: SeenMessage) => string
	buttons: (where?: In) => Button[]
	/** What she sees, once everything that is under way has arrived. */
	looks: () => Promise<Seen>
}

/** A person whose acts go through `hands` and whose eyes are `sight`. */
export function createPerson(
	user: Partial<User> & { id: string },
	hands: Hands,
	sight: () => Sight,
	refresh: () => Promise<void>,
): Person {
	const { id } = user

	const seen = async (act: Promise<{ error?: string }>, extra: Partial<Seen> = {}): Promise<Seen> => {
		const { error } = await act
		await refresh()
		const now = sight()
		return {
			screen: screenOf(now),
			modal: now.modal,
			message: now.messages.at(-1),
			...extra,
			...(error ? { error } : {}),
		}
	}

	const setValue = (field: Field, given: string | string[] | null, where?: In) => {
		const { spot } = viewed(sight(), where)
		const { blockId, actionId } = field
		const value = valueFor(field, given)
		const chosen =
			field.element.type === 'overflow' ? { selected_option: optionOf(field, String(given)) } : {}
		return hands.touch(id, { spot, blockId, actionId, ...(value ? { value } : {}), chosen })
	}

	return {
		id,
		get modal() {
			return sight().modal
		},
		get home() {
			return sight().home
		},
		types: (text, { channel = 'general' } = {}) => seen(hands.type(id, { text, channel })),
		presses: async (name, { in: where, nth, beside, confirm } = {}) => {
			const { spot, blocks } = viewed(sight(), where)
			const button = findButton(blocks, name, { nth, beside })
			const question = questionOf(button, confirm)
			if (question !== undefined) return seen(Promise.resolve({}), { asked: question })
			const { blockId, actionId, chosen, url } = button
			return seen(hands.touch(id, { spot, blockId, actionId, chosen }), url ? { url } : {})
		},
		chooses: async (name, option, { in: where, confirm } = {}) => {
			const { blocks } = viewed(sight(), where)
			const field = findField(blocks, name, typeof option === 'string' ? option : option[0])
			const question = questionOf(field.element, confirm)
			if (question !== undefined) return seen(Promise.resolve({}), { asked: question })
			return seen(setValue(field, option, where))
		},
		fills: async values => {
			let error: string | undefined
			for (const [label, value] of Object.entries(values)) {
				const field = findField(viewed(sight(), 'modal').blocks, label)
				const outcome = await setValue(field, value, 'modal')
				error ??= outcome.error
				await refresh()
			}
			return seen(Promise.resolve(error ? { error } : {}))
		},
		attaches: async (label, files) => {
			const { blockId, actionId } = findField(viewed(sight(), 'modal').blocks, label)
			return seen(hands.attach(id, { blockId, actionId, files: files.map(packed) }))
		},
		submits: () => seen(hands.submit(id)),
		closes: ({ all = false } = {}) => seen(hands.close(id, { all })),
		opensHome: (tab = 'home') => seen(hands.openHome(id, { tab })),
		writes: (text, { to = 'bot', thread, files = [] } = {}) => {
			const threadTs = typeof thread === 'object' ? (thread.threadTs ?? thread.ts) : thread
			const act = { text, to: typeof thread === 'object' ? thread.channel : to, files: files.map(packed) }
			return seen(hands.write(id, { ...act, links: [], ...(threadTs ? { threadTs } : {}) }))
		},
		edits: ({ channel, ts }, text) => seen(hands.edit(id, { channel, ts, text })),
		deletes: ({ channel, ts }) => seen(hands.delete(id, { channel, ts })),
		usesShortcut: (callbackId, on) => {
			const message = on ? { on: { channel: on.channel, ts: on.ts } } : {}
			return seen(hands.shortcut(id, { callbackId, ...message }))
		},
		pastes: (link, { channel = 'general' } = {}) =>
			seen(hands.write(id, { text: link, to: channel, files: [], links: [link] })),
		screen: where => (where ? homeText(sight()) : screenOf(sight())),
		messages: channel => {
			const { messages } = sight()
			if (channel === undefined) return messages
			const wanted = channel === 'bot' ? `D${id.slice(1)}` : channel.replace(/^#/, '')
			return messages.filter(each => each.channel === wanted || each.channelName === wanted)
		},
		thread: message => threadText(sight(), message),
		buttons: where => buttonsIn(viewed(sight(), where).blocks),
		looks: () => seen(Promise.resolve({})),
	}
}

/** The question that stands between the press and the action, unless the person confirms it. */
function questionOf(element: { confirm?: Confirm | undefined }, confirmed?: boolean): string | undefined {
	return element.confirm && confirmed !== true ? element.confirm.text.text : undefined
}

function packed({ name, type, bytes }: Upload): Parcel {
	const base64 = Buffer.from(bytes as Uint8Array).toString('base64')
	return { name, base64, ...(type ? { type } : {}) }
}

function optionOf(field: Field, text: string) {
	const option = offered(field, text)
	if (option) return option
	const list = field.options.map(each => each.text.text).join(', ')
	throw new Error(`"${field.names[0]}" has no option "${text}"; it has: ${list}`)
}

const single: Record<string, string> = {
	datepicker: 'selected_date',
	timepicker: 'selected_time',
	users_select: 'selected_user',
	channels_select: 'selected_channel',
	conversations_select: 'selected_conversation',
}

/** What Slack keeps for an element when a person gives it this. */
function valueFor(field: Field, given: string | string[] | null): StateValue | undefined {
	const { type } = field.element
	const all = given === null ? [] : [given].flat()
	const first = all[0]
	const held = (rest: Json): StateValue => ({ type, ...rest })
	if (type === 'overflow') return undefined
	if (type === 'static_select' || type === 'radio_buttons')
		return held({ selected_option: first === undefined ? null : optionOf(field, first) })
	if (type === 'checkboxes' || type === 'multi_static_select')
		return held({ selected_options: all.map(text => optionOf(field, text)) })
	if (type === 'datetimepicker')
		return held({ selected_date_time: first === undefined ? null : Number(first) })
	if (type === 'rich_text_input') {
		const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text: first ?? '' }] }]
		return held({ rich_text_value: first ? { type: 'rich_text', elements } : null })
	}
	const key = single[type]
	return held({ [key ?? 'value']: first || null })
}
