import type { Outcome } from './answers.ts'
import type { Hands } from './hands.ts'
import type { Slack } from './index.ts'
import { createPerson } from './person.ts'
import type { Sight } from './sight.ts'
import type { User } from './world.ts'

type State = Pick<
	Slack,
	'apiUrl' | 'controlUrl' | 'signingSecret' | 'botToken' | 'appToken' | 'team' | 'ledger' | 'problems'
>

/** Slack in another process, held by the same handles. */
export interface ConnectedSlack extends Slack {
	/** Moves the clock of the other process forward. */
	advance: (milliseconds: number) => Promise<void>
	/** Fetches what everybody sees, the ledger and the problems. */
	refresh: () => Promise<void>
}

/** Takes hold of a stand-in that runs in another process, by its `controlUrl`. */
export async function connectSlack(controlUrl: string): Promise<ConnectedSlack> {
	const call = async <Result>(verb: string, args: object = {}): Promise<Result> => {
		const response = await fetch(new URL(verb, controlUrl), { method: 'POST', body: JSON.stringify(args) })
		const body = (await response.json()) as Result & { error?: string }
		if (!response.ok) throw new Error(body.error)
		return body
	}
	const act =
		<Result = Outcome>(verb: string) =>
		(user: string, args?: object) =>
			call<Result>(verb, { user, act: args })
	const hands: Hands = {
		arrive: user => call('arrive', { user }),
		see: user => call('see', { user }),
		type: act('type'),
		touch: act('touch'),
		hold: act('hold'),
		suggest: act('suggest'),
		attach: act('attach'),
		fetch: act('fetch'),
		submit: act('submit'),
		close: act('close'),
		openHome: act('openHome'),
		write: act('write'),
		edit: act('edit'),
		delete: act('delete'),
		shortcut: act('shortcut'),
	}

	let state = await call<State>('state')
	const sights = new Map<string, Sight>()
	const arrivals: Promise<unknown>[] = []
	const refresh = async () => {
		await Promise.all(arrivals)
		for (const user of sights.keys()) sights.set(user, await hands.see(user))
		state = await call<State>('state')
	}

	const person = (user: Partial<User> & { id: string }) => {
		if (!sights.has(user.id)) {
			sights.set(user.id, { gaze: 'messages', messages: [], channels: [] })
			arrivals.push(hands.arrive(user))
		}
		const afterArrival = new Proxy(hands, {
			get:
				(target, verb: keyof Hands) =>
				async (...args: unknown[]) => {
					await Promise.all(arrivals)
					return (target[verb] as (...args: unknown[]) => unknown)(...args)
				},
		})
		return createPerson(user, afterArrival, () => sights.get(user.id) as Sight, refresh)
	}

	const then = async (work: Promise<unknown>) => {
		await work
		await refresh()
	}
	return {
		get apiUrl() {
			return state.apiUrl
		},
		get controlUrl() {
			return state.controlUrl
		},
		get signingSecret() {
			return state.signingSecret
		},
		get botToken() {
			return state.botToken
		},
		get appToken() {
			return state.appToken
		},
		get team() {
			return state.team
		},
		get ledger() {
			return state.ledger
		},
		get problems() {
			return state.problems
		},
		person,
		refresh,
		serves: serviceUrl => then(call('serves', { serviceUrl })),
		channel: channel => then(call('channel', { channel })),
		alter: (channel, change) => then(call('alter', { channel, change })),
		fail: (method, fault) => then(call('fail', { method, fault })),
		pace: (paced = true) => then(call('pace', { paced })),
		revoke: (revoked = true) => then(call('revoke', { revoked })),
		idle: () => then(call('idle')),
		repeat: request => call('repeat', { request }),
		lastRequest: () => call('last'),
		forge: forgery => call('forge', { forgery }),
		forget: () => then(call('forget')),
		advance: milliseconds => then(call('clock', { advance: milliseconds })),
		stop: async () => {},
	}
}
