import type { StateValues } from '../../../standins/slack/types.ts'
import type { Act, Spot } from '../act.ts'
import type { Live } from './live.ts'
import { packed } from './parcel.ts'
import type { Place } from './place.ts'

/**
 * A place whose blocks do something: what is typed stays here until something is sent from the same place.
 * @param name sets it apart, and stays the same as long as the place is the same
 * @param channel the conversation that shows what goes wrong
 */
export function livePlace(
	live: Live,
	name: string,
	spot: Spot,
	{
		state,
		errors = {},
		channel,
	}: { state: StateValues; errors?: Readonly<Record<string, string>>; channel: string },
): Place {
	const { scene } = live.state()
	return {
		key: name,
		kind: spot.kind,
		people: scene.people,
		channels: Object.fromEntries(
			scene.channels.filter(({ kind }) => kind !== 'im').map(({ id, name }) => [id, name]),
		),
		held: at => live.draftOf(name, at) ?? state[at.blockId]?.[at.actionId],
		errors,
		acts: {
			press: (at, chosen) =>
				void live.act({ do: 'touch', spot, ...at, chosen, typed: live.typed(name) }, channel),
			choose: (at, value) => {
				live.draft(name, at, value)
				void live.act({ do: 'touch', spot, ...at, value, typed: live.typed(name) }, channel)
			},
			type: (at, value) => live.draft(name, at, value),
			attach: async (at, files, keep) => {
				const act: Act = { do: 'attach', ...at, files: await packed(files), keep: [...keep] }
				const { error } = await live.act(act)
				return error?.replace(/^Slack does not take the files: /, '')
			},
			suggest: (at, query) => live.suggest(spot, at, query, channel),
		},
	}
}
