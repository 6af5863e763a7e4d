import type { Element, Option, StateValue } from '../../../standins/slack/types.ts'
import { type Group, listed, type Place } from './place.ts'

/** What a kind of select chooses from, and under which name Slack keeps it. */
type Kind = {
	readonly from: 'options' | 'app' | 'people' | 'channels' | 'conversations'
	readonly several: boolean
	readonly one: string
	readonly many: string
	readonly initial: string
}

const single = {
	static_select: ['options', 'option', 'initial_option'],
	external_select: ['app', 'option', 'initial_option'],
	users_select: ['people', 'user', 'initial_user'],
	channels_select: ['channels', 'channel', 'initial_channel'],
	conversations_select: ['conversations', 'conversation', 'initial_conversation'],
} as const

/** Every select there is, by its type. */
export const kinds: Readonly<Record<string, Kind>> = Object.fromEntries(
	Object.entries(single).flatMap(([type, [from, name, initial]]) => {
		const kind = { from, one: `selected_${name}`, many: `selected_${name}s` }
		return [
			[type, { ...kind, several: false, initial }],
			[`multi_${type}`, { ...kind, several: true, initial: `${initial}s` }],
		]
	}),
)

/** Something chosen, or to be chosen; for people and channels the value is the id. */
export type Chosen = Option

/** What stands in a select. */
export function chosenIn(kind: Kind, element: Element, held: StateValue | undefined, place: Place): Chosen[] {
	const value = held ? held[kind.several ? kind.many : kind.one] : element[kind.initial]
	const all: readonly unknown[] = Array.isArray(value) ? value : [value]
	return all.flatMap(each => {
		if (typeof each === 'string') return [named(each, nameOf(kind, each, place))]
		return each && typeof each === 'object' ? [each as Option] : []
	})
}

/** The same as Slack keeps it. */
export function valueOf(kind: Kind, type: string, chosen: readonly Chosen[]): StateValue {
	const byId = kind.from === 'people' || kind.from === 'channels' || kind.from === 'conversations'
	const values = byId ? chosen.map(({ value }) => value ?? '') : chosen
	return kind.several ? { type, [kind.many]: values } : { type, [kind.one]: values[0] ?? null }
}

/** What a select offers without asking the app. */
export function offeredBy(kind: Kind, element: Element, place: Place): Group[] {
	const people = Object.entries(place.people).map(([id, name]) => named(id, name))
	const channels = Object.entries(place.channels).map(([id, name]) => named(id, `#${name}`))
	switch (kind.from) {
		case 'people':
			return [{ options: people }]
		case 'channels':
			return [{ options: channels }]
		case 'conversations':
			return [{ options: [...channels, ...people] }]
		case 'app':
			return []
		case 'options': {
			const groups = listed(element.option_groups).map(({ label, options }) => ({
				label: label.text,
				options: listed(options),
			}))
			return groups.length > 0 ? groups : [{ options: listed(element.options) }]
		}
	}
}

function nameOf({ from }: Kind, id: string, { people, channels }: Place): string {
	if (from === 'people') return people[id] ?? id
	return channels[id] ? `#${channels[id]}` : (people[id] ?? id)
}

function named(id: string, name: string): Option {
	return { text: { type: 'plain_text', text: name }, value: id }
}
