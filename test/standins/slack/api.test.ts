import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedFolder } from '../../published.ts'
import { callApi } from './fake.ts'
import { type SlackStandIn, startSlack } from './index.ts'
import { isObject, type Json } from './types.ts'
import { newResponseUrl, newTrigger } from './world.ts'

const scopes = [
	'commands',
	'chat:write',
	'im:write',
	'im:history',
	'channels:read',
	'users:read',
	'users:read.email',
	'files:read',
	'files:write',
	'links:write',
	'reactions:write',
	'team:read',
]
const plain = (text: string) => ({ type: 'plain_text', text })
const blocks = [{ type: 'section', text: plain('x') }]
const modal = { type: 'modal', title: plain('t'), blocks }

let slack: SlackStandIn
let time = 1_800_000_000_000
const call = (method: string, args: Json = {}, token = slack.botToken) =>
	callApi(slack.apiUrl, token, method, args)

beforeEach(async () => {
	slack = await startSlack({ scopes, now: () => time })
	slack.person({ id: 'U0ADA', name: 'ada', realName: 'Ada Rossi', email: 'ada@example.com', locale: 'it-IT' })
	await slack.channel({ id: 'C0OLD', name: 'old', archived: true })
	await slack.channel({ id: 'C0FAR', name: 'far', withoutBot: true })
})
afterEach(() => slack.stop())

const read = (name: string) =>
	JSON.parse(readFileSync(join(publishedFolder, 'slack-payloads', 'api', `${name}.json`), 'utf8')) as Json

/** Keys that Slack sends and the samples do not hold. */
const newer = new Set(['blocks'])

const error = async (answer: Promise<Json>) => (await answer).error

describe('the Web API refuses', () => {
	const long = [{ type: 'section', text: plain('x'.repeat(3001)) }]
	const cases: [string, string, Json, string?][] = [
		['unknown_method', 'chat.shout', {}],
		['not_authed', 'auth.test', {}, ''],
		['invalid_auth', 'auth.test', {}, 'xoxb-other'],
		['not_allowed_token_type', 'apps.connections.open', {}],
		['missing_scope', 'conversations.history', { channel: 'C0GENERAL' }],
		['missing_scope', 'chat.postMessage', { channel: 'U0ADA', text: 'x', username: 'Someone' }],
		['channel_not_found', 'chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }],
		['not_in_channel', 'chat.postMessage', { channel: 'C0FAR', text: 'x' }],
		['is_archived', 'chat.postMessage', { channel: 'C0OLD', text: 'x' }],
		['no_text', 'chat.postMessage', { channel: 'U0ADA' }],
		['msg_too_long', 'chat.postMessage', { channel: 'U0ADA', text: 'x'.repeat(40_001) }],
		['invalid_blocks', 'chat.postMessage', { channel: 'U0ADA', blocks: long }],
		['invalid_blocks_format', 'chat.postMessage', { channel: 'U0ADA', blocks: '{' }],
		[
			'msg_blocks_too_long',
			'chat.postMessage',
			{
				channel: 'U0ADA',
				blocks: Array.from({ length: 5 }, () => ({ type: 'section', text: plain('x'.repeat(2900)) })),
			},
		],
		['message_not_found', 'chat.update', { channel: 'C0GENERAL', ts: '1.000001', text: 'x' }],
		['channel_not_found', 'chat.update', { channel: 'U0ADA', ts: '1.000001', text: 'x' }],
		['message_not_found', 'reactions.add', { channel: 'C0GENERAL', timestamp: '1.000001', name: 'eyes' }],
		['invalid_name', 'reactions.add', { channel: 'C0GENERAL', timestamp: '1.000001', name: 'Eyes!' }],
		['thread_not_found', 'chat.postMessage', { channel: 'U0ADA', text: 'x', thread_ts: '1.000001' }],
		['user_not_found', 'users.info', { user: 'U0NOBODY' }],
		['users_not_found', 'users.lookupByEmail', { email: 'nobody@example.com' }],
		['user_not_found', 'views.publish', { user_id: 'U0NOBODY', view: { type: 'home', blocks } }],
		['not_found', 'views.update', { view_id: 'V0NONE', view: modal }],
		['invalid_trigger_id', 'views.open', { trigger_id: 'made-up', view: modal }],
		['file_not_found', 'files.info', { file: 'F0NONE' }],
		['invalid_arguments', 'conversations.info', {}],
	]
	for (const [code, method, args, token] of cases)
		it(`${method} with ${code}`, async () => {
			expect(await call(method, args, token)).toMatchObject({ ok: false, error: code })
		})

	it('says what a scope lacks and where a block is wrong', async () => {
		expect(await call('conversations.history', { channel: 'C0GENERAL' })).toMatchObject({
			needed: 'channels:history',
			provided: scopes.join(','),
		})
		expect(await call('chat.postMessage', { channel: 'U0ADA', blocks: long })).toMatchObject({
			response_metadata: {
				messages: ['[ERROR] must be less than 3001 characters (has 3001) [json-pointer:/blocks/0/text/text]'],
			},
		})
		expect(slack.problems.map(({ what }) => what)).toEqual(['conversations.history', 'chat.postMessage'])
	})

	it('a revoked token, until it is given back', async () => {
		await slack.revoke()
		expect(await error(call('auth.test'))).toBe('token_revoked')
		await slack.revoke(false)
		expect(await call('auth.test')).toMatchObject({ ok: true, team_id: 'T0WORLD' })
	})

	it('a trigger that is old or used', async () => {
		const fresh = newTrigger(slack.world, 'U0ADA')
		expect(await call('views.open', { trigger_id: fresh, view: modal })).toMatchObject({ ok: true })
		expect(await error(call('views.open', { trigger_id: fresh, view: modal }))).toBe('exchanged_trigger_id')
		const old = newTrigger(slack.world, 'U0ADA')
		time += 3001
		expect(await error(call('views.open', { trigger_id: old, view: modal }))).toBe('expired_trigger_id')
	})

	it('a fourth modal on the stack and a stale hash', async () => {
		const { view } = await call('views.open', { trigger_id: newTrigger(slack.world, 'U0ADA'), view: modal })
		for (let depth = 2; depth <= 3; depth++)
			expect(
				(await call('views.push', { trigger_id: newTrigger(slack.world, 'U0ADA'), view: modal })).ok,
			).toBe(true)
		expect(
			await error(call('views.push', { trigger_id: newTrigger(slack.world, 'U0ADA'), view: modal })),
		).toBe('push_limit_reached')
		const { id: view_id, hash } = view as Json
		expect((await call('views.update', { view_id, hash, view: modal })).ok).toBe(true)
		expect(await error(call('views.update', { view_id, hash, view: modal }))).toBe('hash_conflict')
	})
})

describe('the Web API answers', () => {
	it('with messages that stand, change and go', async () => {
		const { channel } = (await call('conversations.open', { users: 'U0ADA' })) as { channel: Json }
		expect(channel).toEqual({ id: 'D0ADA' })
		const { ts } = await call('chat.postMessage', { channel: 'D0ADA', text: 'one', blocks })
		await call('chat.update', { channel: 'D0ADA', ts, text: 'two' })
		expect(await call('conversations.history', { channel: 'D0ADA' })).toMatchObject({
			ok: true,
			messages: [{ text: 'two', bot_id: 'B0SPORTELLO', edited: {} }],
		})
		expect(await call('chat.getPermalink', { channel: 'D0ADA', message_ts: ts })).toMatchObject({
			permalink: `https://world.slack.com/archives/D0ADA/p${String(ts).replace('.', '')}`,
		})
		await call('chat.delete', { channel: 'D0ADA', ts })
		expect(await error(call('chat.delete', { channel: 'D0ADA', ts }))).toBe('message_not_found')
	})

	it('with a locale only when asked and an address only by its scope', async () => {
		const { user } = (await call('users.info', { user: 'U0ADA' })) as { user: Json }
		expect(user).not.toHaveProperty('locale')
		expect(user).toMatchObject({ tz_offset: 3600, profile: { email: 'ada@example.com' } })
		expect(await call('users.info', { user: 'U0ADA', include_locale: 'true' })).toMatchObject({
			user: { locale: 'it-IT' },
		})
		slack.world.options.scopes = ['users:read']
		const { user: bare } = (await call('users.info', { user: 'U0ADA' })) as { user: { profile: Json } }
		expect(bare.profile).not.toHaveProperty('email')
	})

	it('with files byte for byte, to the right token only', async () => {
		const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => at % 251))
		const args = { filename: 'a b.bin', length: String(bytes.length) }
		const { upload_url, file_id } = await call('files.getUploadURLExternal', args)
		await fetch(String(upload_url), { method: 'POST', body: bytes })
		const done = await call('files.completeUploadExternal', {
			files: [{ id: file_id, title: 'A file' }],
			channel_id: 'U0ADA',
		})
		const [file] = done.files as Json[]
		const url = String(file?.url_private_download)
		const authorized = { headers: { Authorization: `Bearer ${slack.botToken}` } }
		expect(Buffer.from(await (await fetch(url, authorized)).arrayBuffer())).toEqual(bytes)
		for (const headers of [{}, { Authorization: 'Bearer xoxb-other' }]) {
			const page = await fetch(url, { headers })
			expect(page.headers.get('content-type')).toContain('text/html')
			expect(await page.text()).toContain('Sign in')
		}
		const form = new FormData()
		form.set('filename', new Blob([bytes]), 'a b.bin')
		const again = await call('files.getUploadURLExternal', args)
		expect((await fetch(String(again.upload_url), { method: 'POST', body: form })).status).toBe(200)
	})

	it('with the keys of the samples', async () => {
		const { ts } = await call('chat.postMessage', { channel: 'U0ADA', text: 'x' })
		const answers: [string, Json, string?][] = [
			['auth.test', await call('auth.test')],
			['chat.delete', await call('chat.delete', { channel: 'D0ADA', ts })],
			[
				'chat.postEphemeral',
				await call('chat.postEphemeral', { channel: 'C0GENERAL', user: 'U0ADA', text: 'x' }),
			],
			['conversations.members', await call('conversations.members', { channel: 'C0GENERAL' })],
			['conversations.info', await call('conversations.info', { channel: 'C0GENERAL' }), 'channel'],
			['team.info', await call('team.info'), 'team'],
			['bots.info', await call('bots.info', { bot: 'B0SPORTELLO' }), 'bot'],
			['users.info', await call('users.info', { user: 'U0ADA', include_locale: 'true' }), 'user'],
			[
				'views.publish',
				await call('views.publish', { user_id: 'U0ADA', view: { type: 'home', blocks } }),
				'view',
			],
		]
		for (const [name, answer, inside] of answers) {
			expect(answer.ok, name).toBe(true)
			const sample = read(name)
			const [ours, theirs] = inside ? [answer[inside], sample[inside]] : [answer, sample]
			expect(isObject(ours) && isObject(theirs), name).toBe(true)
			expect(
				Object.keys(ours as Json).filter(key => !(key in (theirs as Json)) && !newer.has(key)),
				name,
			).toEqual([])
		}
	})
})

describe('faults on request', () => {
	it('limit, fail, and take without a word', async () => {
		const post = () =>
			fetch(new URL('chat.postMessage', slack.apiUrl), {
				method: 'POST',
				headers: { Authorization: `Bearer ${slack.botToken}`, 'Content-Type': 'application/json' },
				body: JSON.stringify({ channel: 'U0ADA', text: 'x' }),
			})
		await slack.fail('chat.postMessage', { answer: 'ratelimited', retryAfter: 7 })
		const limited = await post()
		expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7'])
		await slack.fail('chat.postMessage', { answer: 500 })
		expect((await post()).status).toBe(500)
		await slack.fail('chat.postMessage', { answer: 'account_inactive' })
		expect(await (await post()).json()).toEqual({ ok: false, error: 'account_inactive' })
		expect(slack.world.messages).toHaveLength(0)
		await slack.fail('chat.postMessage', { answer: 'timeout_after_taking' })
		await expect(post()).rejects.toThrow()
		expect(slack.world.messages).toHaveLength(1)
		expect((await post()).status).toBe(200)
		expect(slack.problems).toEqual([])
	})
})

const post = async (url: string, body: Json) => {
	const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
	return [response.status, ((await response.json()) as Json).error]
}

describe('a response_url', () => {
	it('takes five messages', async () => {
		const url = newResponseUrl(slack.world, 'U0ADA', 'C0GENERAL')
		for (let use = 1; use <= 5; use++) expect(await post(url, { text: `${use}` })).toEqual([200, undefined])
		expect(await post(url, { text: '6' })).toEqual([404, 'used_url'])
		expect(slack.world.messages.map(({ ephemeralFor }) => ephemeralFor)).toEqual(Array(5).fill('U0ADA'))
	})

	it('dies after half an hour and refuses what a message may not hold', async () => {
		const url = newResponseUrl(slack.world, 'U0ADA', 'C0GENERAL')
		expect(await post(url, { blocks: [{ type: 'header' }] })).toEqual([400, 'invalid_blocks'])
		time += 30 * 60_000 + 1
		expect(await post(url, { text: 'late' })).toEqual([404, 'expired_url'])
	})
})
