import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Commands } from './commands.ts'
import type { Shot } from './shot.ts'
import { anything, broken, type Json, mutated, text } from './values.ts'

export type Tenant = {
	readonly tenantId: string
	readonly botId: string
	readonly serviceUrl: string
	/** A good token, for the header. */
	readonly authorization: string
	/** Ids of people in the tenant. */
	readonly users: readonly string[]
	/** A file that is there, where the service may fetch files from. */
	readonly file: string
}

/** Without these nothing is taken for an activity of Teams'. */
const gate =
	/^(type|name|channelId|serviceUrl|conversation|conversation\.(id|tenantId|conversationType)|channelData|channelData\.tenant|channelData\.tenant\.id|from|from\.(id|aadObjectId|tenantId)|value|value\.action|value\.data|value\.commandId)$/

const path = '/api/messages'
const json = { 'content-type': 'application/json' }

/** Activities as the connector sends them, with a token that is good, gone wrong. */
export function teamsShots(tenant: Tenant, { carried, typed }: Commands): fc.Arbitrary<Shot> {
	const { tenantId, botId, serviceUrl, authorization, users, file } = tenant
	const drawn = fc.record({
		user: fc.constantFrom(...users),
		place: fc.constantFrom('personal', 'personal', 'personal', 'groupChat', 'channel'),
		replyToId: fc.constantFrom('1700000000001', '17x', ''),
		typed,
		carried,
		text,
	})
	type Drawn = typeof drawn extends fc.Arbitrary<infer D> ? D : never
	const pressed = ({ carried: command, text: typedIn }: Drawn) => ({ command, part: 1, text: typedIn })
	const kinds: readonly ((drawn: Drawn) => Json)[] = [
		each => ({ type: 'message', text: each.typed, textFormat: 'plain' }),
		each => ({ type: 'message', text: `<at>Sportello</at> ${each.typed}` }),
		each => ({ type: 'message', text: each.text }),
		each => ({ type: 'message', value: pressed(each) }),
		each => ({
			type: 'invoke',
			name: 'adaptiveCard/action',
			replyToId: each.replyToId,
			value: { action: { type: 'Action.Execute', verb: 'x', data: pressed(each) }, trigger: 'manual' },
		}),
		each => ({
			type: 'message',
			text: each.text,
			attachments: [
				{
					contentType: 'application/vnd.microsoft.teams.file.download.info',
					name: each.text,
					contentUrl: file,
					content: { downloadUrl: file, uniqueId: 'x', fileType: 'txt' },
				},
				{ contentType: 'image/*', contentUrl: file },
				{ contentType: 'text/html', content: `<p>${each.text}<attachment id="x"></attachment></p>` },
			],
		}),
		each => ({
			type: 'messageUpdate',
			text: each.text,
			channelData: { eventType: 'editMessage', tenant: { id: tenantId } },
		}),
		() => ({
			type: 'messageDelete',
			channelData: { eventType: 'softDeleteMessage', tenant: { id: tenantId } },
		}),
		each => ({
			type: 'invoke',
			name: 'fileConsent/invoke',
			value: {
				type: 'fileUpload',
				action: each.replyToId ? 'accept' : 'decline',
				context: { file: '1', x: each.text },
				uploadInfo: { contentUrl: file, uploadUrl: file, name: each.text, uniqueId: 'x', fileType: 'txt' },
			},
		}),
		each => ({
			type: 'invoke',
			name: 'composeExtension/query',
			value: {
				commandId: 'search',
				parameters: [{ name: 'search', value: each.text }],
				queryOptions: { skip: 0, count: 25 },
			},
		}),
		each => ({
			type: 'invoke',
			name: 'composeExtension/queryLink',
			value: { url: `http://localhost/requests/${String(each.carried['number'])}` },
		}),
		each => ({
			type: 'invoke',
			name: 'composeExtension/fetchTask',
			value: {
				commandId: each.replyToId ? 'create' : 'add',
				messagePayload: {
					body: { contentType: 'html', content: each.text },
					linkToMessage: 'https://teams.microsoft.com/x',
				},
			},
		}),
		each => ({
			type: 'invoke',
			name: 'composeExtension/submitAction',
			value: { commandId: 'create', data: pressed(each) },
		}),
		each => ({ type: 'installationUpdate', action: each.replyToId ? 'add' : 'remove' }),
		each => ({
			type: 'conversationUpdate',
			membersAdded: [{ id: each.user }],
			membersRemoved: [{ id: botId }],
		}),
		each => ({ type: each.text, name: each.text }),
	]
	const activity = fc.tuple(drawn, fc.constantFrom(...kinds)).map(([each, kind]): Json => {
		const { channelData, ...inner } = kind(each)
		return {
			id: inner['type'] === 'invoke' ? `f:${randomUUID()}` : `17${randomUUID()}`,
			timestamp: new Date().toISOString(),
			channelId: 'msteams',
			serviceUrl,
			from: { id: `29:${each.user}`, name: each.text, aadObjectId: each.user },
			recipient: { id: botId, name: 'Sportello' },
			conversation: {
				id: each.place === 'personal' ? `a:${each.user}` : '19:desk@thread.tacv2;messageid=1700000000001',
				conversationType: each.place,
				tenantId,
			},
			channelData: channelData ?? {
				tenant: { id: tenantId },
				...(each.place === 'channel' && { channel: { id: '19:desk@thread.tacv2', type: 'standard' } }),
			},
			locale: 'en-US',
			localTimezone: 'Europe/Rome',
			entities: [
				{ type: 'clientInfo', locale: 'en-US', country: 'IT', platform: 'Web', timezone: 'Europe/Rome' },
				{ type: 'mention', mentioned: { id: botId, name: 'Sportello' }, text: '<at>Sportello</at>' },
			],
			...inner,
		}
	})
	const whole = mutated(activity, gate).map(one => JSON.stringify(one))
	const shot = (body: string | Buffer): Shot => ({
		method: 'POST',
		path,
		headers: { ...json, authorization },
		body,
	})
	return fc.oneof(
		{ weight: 14, arbitrary: whole.map(shot) },
		{ weight: 1, arbitrary: broken(whole).map(shot) },
	)
}

/** What anyone can send to the same address: no token, or one that is none. */
export function anonymousShots(teams: Tenant, typed: Commands): fc.Arbitrary<Shot> {
	const body = fc.oneof(
		fc.constantFrom(
			'',
			'{}',
			'null',
			'[]',
			'""',
			'0',
			'{"type":"message"}',
			'{"type":null}',
			'{"type":',
			'\0',
			'{'.repeat(50_000),
			'['.repeat(50_000),
		),
		anything.map(value => JSON.stringify(value) ?? ''),
		anything.map(value =>
			JSON.stringify({
				type: 'message',
				from: value,
				conversation: value,
				serviceUrl: value,
				channelId: 'msteams',
			}),
		),
		teamsShots(teams, typed).map(({ body: good }) => good ?? ''),
	)
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
	const claims = { iss: 'https://api.botframework.com', serviceurl: teams.serviceUrl, exp: 9_999_999_999 }
	const authorization = fc.constantFrom(
		undefined,
		'',
		'Bearer',
		'Bearer ',
		'Bearer x.y.z',
		'Basic dTpw',
		`Bearer ${part({ alg: 'none', kid: 'good' })}.${part(claims)}.`,
		`Bearer ${part({ alg: 'none', kid: 'good' })}.${part(claims)}.x`,
		`Bearer ${part({ alg: 'HS256', kid: 'good' })}.${part(claims)}.AAAA`,
		`Bearer ${part({ alg: 'RS256', kid: '__proto__' })}.${part(claims)}.AAAA`,
		`Bearer ${part({ alg: 'RS256', kid: 'good' })}.${part({ ...claims, exp: 'x' })}.AAAA`,
		`Bearer ${part(null)}.${part(null)}.AAAA`,
		`${teams.authorization.slice(0, -4)}AAAA`,
	)
	const type = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', '')
	return fc.tuple(body, authorization, type).map(
		([sent, given, contentType]): Shot => ({
			method: 'POST',
			path,
			headers: { 'content-type': contentType, ...(given !== undefined && { authorization: given }) },
			body: sent,
		}),
	)
}
