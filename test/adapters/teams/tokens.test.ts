import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { exportSPKI, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { allowed } from '../../contracts/cast.ts'
import type { Teams } from '../../standins/teams/index.ts'
import { openService, type Service } from './service.ts'

type Json = Readonly<Record<string, unknown>>
type Forgery = readonly [
	what: string,
	header: (teams: Teams) => string | undefined | Promise<string>,
	body?: Json,
]

const bearer = async (token: Promise<string>) => `Bearer ${await token}`
const signed =
	(
		claims: Json,
		key: keyof Teams['issuer'] & ('good' | 'unendorsed' | 'otherChannel' | 'unknown') = 'good',
		header = {},
	) =>
	({ issuer }: Teams) =>
		bearer(issuer.sign(claims, issuer[key], header))
const good = signed({})
const now = Math.floor(Date.now() / 1_000)
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

const claims = ({ appId, serviceUrl }: Teams) => ({
	iss: 'https://api.botframework.com',
	aud: appId,
	serviceurl: serviceUrl,
	exp: now + 3_600,
})

/** Signed with the published key's text as if that were a shared secret. */
async function asSharedSecret(teams: Teams): Promise<string> {
	const key = await importJWK(teams.issuer.good.jwk as never, 'RS256', { extractable: true })
	const content = `${part({ alg: 'HS256', typ: 'JWT', kid: 'good' })}.${part(claims(teams))}`
	const hmac = createHmac('sha256', await exportSPKI(key)).update(content)
	return `Bearer ${content}.${hmac.digest('base64url')}`
}

/** Signed with a key that the token itself brings along, and with where to find it. */
function ownKeyInside({ issuer }: Teams): Promise<string> {
	const header = { kid: 'good', jwk: issuer.unknown.jwk, jku: 'https://issuer.evil.example/keys' }
	return bearer(issuer.sign({}, issuer.unknown, header))
}

async function altered(teams: Teams): Promise<string> {
	const [header, , signature] = (await teams.issuer.sign()).split('.')
	return `Bearer ${header}.${part({ ...claims(teams), exp: now + 99_999 })}.${signature}`
}

const elsewhere = 'https://smba.trafficmanager.net.evil.example/'

const forgeries: readonly Forgery[] = [
	['no header', () => undefined],
	['an empty header', () => ''],
	['no token', () => 'Bearer'],
	['a blank token', () => 'Bearer  '],
	['garbage', () => 'Bearer garbage'],
	['garbage in three parts', () => 'Bearer a.b.c'],
	['another scheme', async ({ issuer }) => `Basic ${await issuer.sign()}`],
	['a scheme in lower case', async ({ issuer }) => `bearer ${await issuer.sign()}`],
	['two tokens', async ({ issuer }) => `Bearer ${await issuer.sign()} ${await issuer.sign()}`],
	['algorithm none', teams => `Bearer ${part({ alg: 'none', kid: 'good' })}.${part(claims(teams))}.`],
	[
		'algorithm none, with a signature',
		teams => `Bearer ${part({ alg: 'none', kid: 'good' })}.${part(claims(teams))}.e30`,
	],
	['the public key as a shared secret', asSharedSecret],
	['altered claims', altered],
	['a key of its own inside', ownKeyInside],
	['no signature', async ({ issuer }) => `Bearer ${(await issuer.sign()).replace(/[^.]+$/, '')}`],
	['another key under a known name', signed({}, 'unknown', { kid: 'good' })],
	['a key that is not published', signed({}, 'unknown')],
	['no name of a key', signed({}, 'good', { kid: undefined })],
	['a key without endorsements', signed({}, 'unendorsed')],
	['a key for another channel', signed({}, 'otherChannel')],
	['another issuer', signed({ iss: 'https://issuer.evil.example' })],
	['no issuer', signed({ iss: undefined })],
	[
		'the emulator’s issuer',
		signed({ iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/', ver: '1.0' }),
	],
	[
		'the emulator’s other issuer',
		signed({
			iss: 'https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0',
			ver: '2.0',
		}),
	],
	['the government’s issuer', signed({ iss: 'https://api.botframework.us' })],
	['another bot’s token', signed({ aud: 'b0b0b0b0-0000-4000-8000-000000000000' })],
	['no audience', signed({ aud: undefined })],
	['an audience among others', ({ appId, issuer }) => bearer(issuer.sign({ aud: [appId, 'other'] }))],
	['a skill’s token', signed({ ver: '1.0', appid: 'b0b0b0b0-0000-4000-8000-000000000000' })],
	['an audience that only begins alike', ({ appId, issuer }) => bearer(issuer.sign({ aud: `${appId}x` }))],
	['a token of an hour ago', signed({ nbf: now - 7_200, exp: now - 3_600 })],
	['a token of the next hour', signed({ nbf: now + 3_600, exp: now + 7_200 })],
	['an end in the first minutes of 1970', signed({ nbf: 0, exp: 60 })],
	['no end', signed({ exp: undefined })],
	['an end that is no number', signed({ exp: 'never' })],
	['no service address', signed({ serviceurl: undefined })],
	['another service address', signed({ serviceurl: 'https://smba.trafficmanager.net/emea/' })],
	['a service that is not Microsoft’s', signed({ serviceurl: elsewhere }), { serviceUrl: elsewhere }],
	[
		'a neighbour of Microsoft’s',
		signed({ serviceurl: 'https://evil.trafficmanager.net/' }),
		{ serviceUrl: 'https://evil.trafficmanager.net/' },
	],
	['a service without an address', good, { serviceUrl: undefined }],
	['the emulator’s channel', good, { channelId: 'emulator' }],
	['another channel', good, { channelId: 'webchat' }],
	['the channel that has checks of its own', good, { channelId: 'AseChannel' }],
	['no channel', good, { channelId: undefined }],
	[
		'a foreign tenant',
		good,
		{
			conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'umbra' },
			channelData: { tenant: { id: 'umbra' } },
		},
	],
	[
		'a foreign tenant under our own name',
		good,
		{ conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'umbra' } },
	],
	['no tenant', good, { conversation: { id: 'a:1', conversationType: 'personal' }, channelData: {} }],
	['no conversation', good, { conversation: undefined }],
]

describe('tokens', () => {
	let service: Service
	let ticket: Ticket
	beforeAll(async () => {
		vi.spyOn(console, 'error').mockImplementation(() => {})
		service = await openService()
		const { world, ada, link } = service
		const act = { by: world.cast.ada.id, via: 'test' }
		ticket = allowed(
			await world.app.ports.tickets.open({ ...act, subject: 'Lamp', text: 'Dark', files: [] }),
		).ticket
		await link(ada, world.cast.ada)
	})
	afterAll(async () => {
		vi.restoreAllMocks()
		await service.close()
	})

	const reply = (also: Json = {}) =>
		JSON.stringify(
			service.teams.activity(
				{ id: '29:ada' },
				{
					type: 'message',
					text: `reply ${ticket.number} forged`,
					conversation: { id: 'a:29:ada', conversationType: 'personal', tenantId: service.teams.tenantId },
					...also,
				},
			),
		)
	const comments = async () => {
		const { tickets } = service.world.app.ports
		const { comments } = await tickets.conversation(service.world.cast.ada, ticket.id, { size: 100 })
		return comments.length
	}

	it('lets the connector in', async () => {
		const { teams } = service
		const before = await comments()
		expect(await teams.post(reply(), await good(teams))).toEqual({ status: 200 })
		expect(await comments()).toBe(before + 1)
		expect(teams.problems).toEqual([])
	})

	it('compares a token that it knows with each activity all the same', async () => {
		const { teams } = service
		const token = await good(teams)
		const before = await comments()
		expect(await teams.post(reply(), token)).toEqual({ status: 200 })
		for (const also of [
			{ serviceUrl: 'https://smba.trafficmanager.net/emea/' },
			{ serviceUrl: undefined },
			{ channelId: 'webchat' },
			{ conversation: { id: 'a:1', conversationType: 'personal', tenantId: 'umbra' } },
		]) {
			expect(await teams.post(reply(also), token)).toEqual({ status: 401 })
		}
		expect(await teams.post(reply(), token.slice(0, -8))).toEqual({ status: 401 })
		expect(await teams.post(reply(), token)).toEqual({ status: 200 })
		expect(await comments()).toBe(before + 2)
	})

	it.each(forgeries.map(([what, header, also]) => ({ what, header, also })))(
		'refuses $what',
		async ({ header, also }) => {
			const { teams, world } = service
			const before = await comments()
			const said = teams.world.messages.length
			expect(await teams.post(reply(also), await header(teams))).toEqual({ status: 401 })
			expect(await comments()).toBe(before)
			expect(teams.world.messages).toHaveLength(said)
			expect(world.faults).toEqual([])
		},
	)

	it.each([
		'',
		'{}',
		'null',
		'[]',
		'"message"',
		'12',
		'{"type":1}',
		'{"type":null}',
		'[{"type":"message"}]',
		'nonsense',
	])('refuses %j, with a token and without one', async body => {
		const { teams } = service
		expect(await teams.post(body)).toEqual({ status: 400 })
		expect(await teams.post(body, await good(teams))).toEqual({ status: 400 })
	})

	it('takes activities of which it knows nothing, and does nothing', async () => {
		const { teams, world } = service
		const said = teams.world.messages.length
		for (const type of [
			'messageReaction',
			'typing',
			'event',
			'endOfConversation',
			'nonsense',
			'__proto__',
			'constructor',
		]) {
			expect(await teams.post(reply({ type }), await good(teams))).toEqual({ status: 200 })
		}
		expect(await teams.post(reply({ type: 'invoke', name: 'nonsense' }), await good(teams))).toEqual({
			status: 400,
		})
		expect(teams.world.messages).toHaveLength(said)
		expect(world.faults).toEqual([])
	})

	it('answers guests, bots and people without an account in one and the same way, and changes nothing', async () => {
		const { teams } = service
		const before = await comments()
		const aadObjectId = '00000000-0000-4000-8000-000000000001'
		const strangers: readonly Json[] = [
			{ id: '29:guest', aadObjectId, tenantId: 'umbra' },
			{ id: '28:bot', aadObjectId },
			{ id: '29:bot', aadObjectId, role: 'bot' },
			{ id: '29:anonymous' },
		]
		for (const from of strangers) {
			expect(await teams.post(reply({ from }), await good(teams))).toEqual({ status: 200 })
			expect(teams.world.messages.at(-1)).toMatchObject({
				text: 'I can only answer people of this workspace.',
			})
		}
		expect(await comments()).toBe(before)
	})

	it('lives through what it is given', async () => {
		const { teams, world } = service
		for (const value of [
			null,
			1,
			'x',
			[],
			{},
			{ action: null },
			{ action: { data: 1 } },
			{ action: { data: { command: { do: '__proto__' } } } },
		]) {
			for (const name of [
				'adaptiveCard/action',
				'fileConsent/invoke',
				'composeExtension/query',
				'composeExtension/queryLink',
				'composeExtension/fetchTask',
				'composeExtension/submitAction',
			]) {
				const answer = await teams.post(
					reply({ type: 'invoke', name, value, text: undefined }),
					await good(teams),
				)
				expect([200, 400]).toContain(answer.status)
			}
		}
		for (const odd of [
			{ text: 7 },
			{ attachments: 'x' },
			{ attachments: [null, 3] },
			{ entities: [null] },
			{ from: 'ada' },
			{ recipient: 3 },
			{ id: 'x'.repeat(70_000) },
			{ replyToId: 'x'.repeat(70_000) },
		]) {
			expect((await teams.post(reply(odd), await good(teams))).status).toBe(200)
		}
		const conversation = { id: 'a:\u{1F600}\n', conversationType: 'personal', tenantId: teams.tenantId }
		expect((await teams.post(reply({ conversation }), await good(teams))).status).toBe(401)
		expect(world.faults).toEqual([])
	})

	it('lets go of a sender that breaks off, without a word', async () => {
		const { teams, world } = service
		const socket = connect(Number(new URL(world.address).port), '127.0.0.1')
		const head = 'POST /api/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n'
		await new Promise(resolve => socket.write(`${head}{}`, resolve))
		socket.resume().end()
		await once(socket, 'close')
		// Whoever comes next is answered after the one before.
		expect((await teams.post('{}', await good(teams))).status).toBe(400)
		expect(world.faults).toEqual([])
	})
})
