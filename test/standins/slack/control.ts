import type { Hands } from './hands.ts'
import type { SlackStandIn } from './index.ts'
import type { Route } from './server.ts'
import { isObject, type Json } from './types.ts'

const acts = [
	'type',
	'touch',
	'hold',
	'suggest',
	'attach',
	'fetch',
	'submit',
	'close',
	'openHome',
	'write',
	'edit',
	'delete',
	'shortcut',
] as const

/** `POST /control/<verb>`: everything that can be done in this process, done over HTTP. */
export function controlRoute(slack: SlackStandIn, hands: Hands): Route {
	const verbs: Record<string, (args: Json) => unknown> = {
		state: () => ({
			apiUrl: slack.apiUrl,
			controlUrl: slack.controlUrl,
			signingSecret: slack.signingSecret,
			botToken: slack.botToken,
			appToken: slack.appToken,
			team: slack.team,
			ledger: slack.ledger,
			problems: slack.problems,
		}),
		arrive: args => hands.arrive(args.user as never),
		see: args => hands.see(args.user as never),
		serves: args => slack.serves(args.serviceUrl as never),
		channel: args => slack.channel(args.channel as never),
		alter: args => slack.alter(args.channel as never, args.change as never),
		fail: args => slack.fail(args.method as never, args.fault as never),
		pace: args => slack.pace(args.paced as never),
		revoke: args => slack.revoke(args.revoked as never),
		idle: () => slack.idle(),
		repeat: args => slack.repeat(args.request as never),
		last: () => slack.lastRequest(),
		forge: args => slack.forge(args.forgery as never),
		forget: () => slack.forget(),
		clock: args => {
			const before = slack.world.now
			const by = Number(args.advance ?? 0)
			slack.world.now = () => before() + by
		},
		...Object.fromEntries(
			acts.map(verb => [
				verb,
				(args: Json) =>
					(hands[verb] as (user: string, act: unknown) => unknown)(args.user as never, args.act),
			]),
		),
	}
	return async (path, body) => {
		const verb = /^\/control\/(\w+)$/.exec(path)?.[1]
		if (!verb) return undefined
		const run = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined
		if (!run)
			return {
				status: 404,
				body: { error: `there is no ${verb}; there are ${Object.keys(verbs).join(', ')}` },
			}
		try {
			const args: unknown = body.length > 0 ? JSON.parse(body.toString('utf8')) : {}
			return { status: 200, body: (await run(isObject(args) ? args : {})) ?? {} }
		} catch (cause) {
			return { status: 400, body: { error: cause instanceof Error ? cause.message : String(cause) } }
		}
	}
}
