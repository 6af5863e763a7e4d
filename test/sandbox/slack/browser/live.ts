import { tell } from '../../browser/between.ts'
import type { StateValue } from '../../../standins/slack/types.ts'
import type { Act, Spot } from '../act.ts'
import type { Outcome, Scene } from '../scene.ts'
import type { At, Group } from './place.ts'

/** What Slack said when an act did not work, and in which conversation. */
export type Failure = { readonly id: number; readonly channel: string; readonly text: string }

type Drafts = Readonly<Record<string, { readonly at: At; readonly value: StateValue }>>

/** What the page shows: the scene, what is typed and not sent, and what did not work. */
export type State = {
	readonly scene: Scene
	readonly drafts: Drafts
	readonly failures: readonly Failure[]
	/** Acts that are under way. */
	readonly busy: number
	/** The sandbox does not answer. */
	readonly lost: boolean
}

/** The page's connection to the sandbox. */
export type Live = {
	readonly state: () => State
	readonly subscribe: (listener: () => void) => () => void
	/** @param channel the conversation that shows what goes wrong, where that is not shown elsewhere */
	readonly act: (act: Act, channel?: string) => Promise<Outcome>
	readonly draft: (spot: string, at: At, value: StateValue) => void
	readonly draftOf: (spot: string, at: At) => StateValue | undefined
	/** What is typed in one place and not sent yet. */
	readonly typed: (spot: string) => { blockId: string; actionId: string; value: StateValue }[]
	readonly suggest: (spot: Spot, at: At, query: string, channel: string) => Promise<readonly Group[]>
	readonly dismiss: (failure: Failure) => void
	/** Where a shared file is. */
	readonly fileUrl: (id: string, name: string) => string
}

const pause = 700

/** Opens the connection and keeps the scene up to date while the page is looked at. */
export async function openLive(as: string): Promise<Live> {
	const query = `as=${encodeURIComponent(as)}`
	const listeners = new Set<() => void>()
	let failures = 0
	let mark = ''
	const first = (await (await fetch(`/slack/scene?${query}`)).json()) as { scene: Scene; mark: string }
	let state: State = { scene: first.scene, drafts: {}, failures: [], busy: 0, lost: false }
	mark = first.mark

	const change = (part: Partial<State>) => {
		state = { ...state, ...part }
		for (const listener of listeners) listener()
	}
	const take = (news: { scene: Scene; mark: string }) => {
		if (news.mark === mark) return
		mark = news.mark
		change({ scene: news.scene })
	}
	const look = async () => {
		try {
			const before = state.busy
			const response = await fetch(`/slack/scene?${query}&known=${mark}`)
			// What an act answers is newer than what was asked for before it.
			if (response.status === 200 && before === 0 && state.busy === 0) take((await response.json()) as never)
			if (state.lost) change({ lost: false })
		} catch {
			if (!state.lost) change({ lost: true })
		}
	}
	const keepLooking = async () => {
		if (!document.hidden) await look()
		setTimeout(() => void keepLooking(), pause)
	}
	setTimeout(() => void keepLooking(), pause)

	const send = async (act: Act): Promise<Outcome> => {
		const sent = state.drafts
		change({ busy: state.busy + 1 })
		try {
			const response = await fetch(`/slack/act?${query}`, {
				method: 'POST',
				headers: { 'Content-Type': 'application/json' },
				body: JSON.stringify(act),
			})
			if (!response.ok) return { error: `the sandbox answered ${response.status}` }
			const answer = (await response.json()) as { outcome: Outcome; scene: Scene; mark: string }
			if ('typed' in act) forget(sent)
			take(answer)
			return answer.outcome
		} catch {
			return { error: 'the sandbox does not answer' }
		} finally {
			change({ busy: state.busy - 1 })
		}
	}
	/** What was sent along stands in the scene now, unless it was typed on. */
	const forget = (sent: Drafts) => {
		const kept = Object.entries(state.drafts).filter(([key, draft]) => sent[key] !== draft)
		change({ drafts: Object.fromEntries(kept) })
	}
	const keyOf = (spot: string, { blockId, actionId }: At) => JSON.stringify([spot, blockId, actionId])

	const act: Live['act'] = async (act, channel) => {
		const outcome = await send(act)
		const { error } = outcome
		if (error && channel) change({ failures: [...state.failures, { id: ++failures, channel, text: error }] })
		tell({ acted: true })
		return outcome
	}
	return {
		state: () => state,
		subscribe: listener => {
			listeners.add(listener)
			return () => listeners.delete(listener)
		},
		act,
		draft: (spot, at, value) => change({ drafts: { ...state.drafts, [keyOf(spot, at)]: { at, value } } }),
		draftOf: (spot, at) => state.drafts[keyOf(spot, at)]?.value,
		typed: spot =>
			Object.entries(state.drafts)
				.filter(([key]) => (JSON.parse(key) as string[])[0] === spot)
				.map(([, { at, value }]) => ({ ...at, value })),
		suggest: async (spot, at, query, channel) => {
			const { groups = [] } = await act({ do: 'suggest', spot, ...at, query }, channel)
			return groups
		},
		dismiss: failure => change({ failures: state.failures.filter(({ id }) => id !== failure.id) }),
		fileUrl: (id, name) => `/slack/file/${id}/${encodeURIComponent(name)}?${query}`,
	}
}
