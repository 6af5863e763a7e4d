import { Refusal } from '../acts.ts'
import type { Json } from '../types.ts'
import type { World } from '../world.ts'
import { type Method, needScope, refusalBody } from './call.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { reactions } from './reactions.ts'
import { users } from './users.ts'
import { views } from './views.ts'

const methods: Record<string, Method> = {
	...chat,
	...views,
	...files,
	...users,
	...conversations,
	...reactions,
	'api.test': { run: ({ args }) => ({ args }) },
	'apps.connections.open': {
		byApp: true,
		run: ({ world }) => ({ url: `${world.origin.replace('http', 'ws')}/socket/${world.next()}` }),
	},
}

/** Refusals that only a mistake in the service's code or manifest can bring about. */
const mistakes = new Set([
	'unknown_method',
	'not_authed',
	'invalid_auth',
	'missing_scope',
	'invalid_blocks',
	'invalid_blocks_format',
	'invalid_attachments',
	'invalid_arguments',
	'msg_blocks_too_long',
	'msg_too_long',
	'no_text',
	'view_too_large',
	'invalid_trigger_id',
	'exchanged_trigger_id',
	'push_limit_reached',
	'duplicate_external_id',
	'cannot_unfurl_url',
	'invalid_name',
])

/** Runs a Web API method and gives its answer, a refusal included. */
export function callMethod(world: World, name: string, args: Json, token: string): Json {
	try {
		const method = Object.hasOwn(methods, name) ? methods[name] : undefined
		if (!method) throw new Refusal('unknown_method', { req_method: name })
		authenticate(world, method, token)
		needScope(world, method.scopes ?? [])
		const { token: _, ...rest } = args
		return { ok: true, ...method.run({ world, args: rest }) }
	} catch (refusal) {
		if (!(refusal instanceof Refusal)) throw refusal
		if (mistakes.has(refusal.code)) complain(world, name, refusal)
		return refusalBody(refusal)
	}
}

/** Writes down what was wrong with something the service sent. */
export function complain(world: World, what: string, refusal: Refusal): void {
	const { code, problems, extra } = refusal
	const found = problems.length > 0 ? problems : [{ path: '', problem: JSON.stringify(extra) }]
	for (const { path, problem } of found) world.problems.push({ what, path, problem: `${code}: ${problem}` })
}

function authenticate(world: World, method: Method, token: string): void {
	if (!token) throw new Refusal('not_authed')
	if (token !== world.botToken && token !== world.appToken) throw new Refusal('invalid_auth')
	if (world.revoked) throw new Refusal('token_revoked')
	if ((token === world.appToken) !== Boolean(method.byApp)) throw new Refusal('not_allowed_token_type')
}
