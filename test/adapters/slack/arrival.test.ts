import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { signature } from '../../standins/slack/sign.ts'
import { type Desk, openDesk, saidOn, answeredRequest, team } from './desk.ts'

let desk: Desk
beforeEach(async () => {
	desk = await openDesk()
})
afterEach(() => desk.close())

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'

const command = (text: string, trigger = '1.2.3') =>
	new URLSearchParams({
		command: '/tickets',
		text,
		team_id: team,
		user_id: 'U0ADA',
		channel_id: 'C0GENERAL',
		trigger_id: trigger,
		is_enterprise_install: 'false',
	}).toString()

type Sent = {
	readonly type?: string
	readonly secret?: string
	/** Seconds that the signature is old. */
	readonly age?: number
	readonly headers?: Readonly<Record<string, string>>
	readonly method?: string
	readonly path?: string
}

async function send(body: string, { type = form, secret, age = 0, headers, method, path }: Sent = {}) {
	const at = Math.floor(desk.clock.now() / 1000) - age
	const response = await fetch(`${desk.world.address}${path ?? '/slack/events'}`, {
		method: method ?? 'POST',
		...(method !== 'GET' && { body }),
		headers: { 'content-type': type, ...signature(secret ?? desk.slack.signingSecret, at, body), ...headers },
	})
	return { status: response.status, text: await response.text() }
}

const refused = (status: number) => ({ status, text: '' })

describe('who knocks', () => {
	it('is let in with a signature of now', async () => {
		const { status, text } = await send(command(''))
		expect(status).toBe(200)
		expect(JSON.parse(text)).toMatchObject({ response_type: 'ephemeral' })
	})

	it('is refused without one, with another’s, and with one of another body', async () => {
		const number = await answeredRequest(desk)
		const body = command(`reply ${number} from nobody`)
		expect(await send(body, { secret: 'another-secret' })).toEqual(refused(401))
		const bare = await fetch(`${desk.world.address}/slack/events`, {
			method: 'POST',
			body,
			headers: { 'content-type': form },
		})
		expect(bare.status).toBe(401)
		const stolen = signature(desk.slack.signingSecret, Math.floor(desk.clock.now() / 1000), 'another body')
		expect(await send(body, { headers: stolen })).toEqual(refused(401))
		for (const odd of ['', 'v0', 'v0=', 'v1=00', 'v0=é']) {
			expect(await send(body, { headers: { 'x-slack-signature': encodeURI(odd) } })).toEqual(refused(401))
		}
		for (const odd of ['', 'now', '1e9', '-1', '99999999999999999999']) {
			expect(await send(body, { headers: { 'x-slack-request-timestamp': odd } })).toEqual(refused(401))
		}
		expect(await saidOn(desk, number)).toHaveLength(2)
	})

	it('is refused with one that is five minutes old, or ahead, and taken just before', async () => {
		expect((await send(command('', '1'), { age: 298 })).status).toBe(200)
		expect((await send(command('', '2'), { age: -298 })).status).toBe(200)
		expect(await send(command('', '3'), { age: 302 })).toEqual(refused(401))
		expect(await send(command('', '4'), { age: -302 })).toEqual(refused(401))
	})

	it('goes by the service’s clock', async () => {
		desk.clock.advance(3_600_000)
		expect((await send(command(''))).status).toBe(200)
		expect(await send(command('', '2'), { age: 3_600 })).toEqual(refused(401))
	})

	it('is refused when it is an exact copy, and writes once even when it is not', async () => {
		const number = await answeredRequest(desk)
		const body = command(`reply ${number} once`)
		const signed = Math.floor(desk.clock.now() / 1000)
		const headers = signature(desk.slack.signingSecret, signed, body)
		expect((await send(body, { headers })).status).toBe(200)
		expect(await send(body, { headers })).toEqual(refused(401))
		const other = signature(desk.slack.signingSecret, signed - 1, body)
		expect((await send(body, { headers: other })).status).toBe(200)
		expect(await saidOn(desk, number)).toEqual(['It *jams*.', 'Have you tried tray 3?', 'once'])
	})
})

const malformed = [
	['null', json],
	['[]', json],
	['7', json],
	['"text"', json],
	['{', json],
	['{}', json],
	['', json],
	['{"type":7}', json],
	['{"type":"unheard_of"}', json],
	['{"event":null}', json],
	['{"type":"event_callback"}', json],
	['{"type":"event_callback","event":"x","team_id":"T","event_id":"E"}', json],
	['{"type":"event_callback","event":{"type":"message"},"team_id":"T"}', json],
	['{"type":"__proto__"}', json],
	// Bolt cannot read this one.
	[
		`{"type":"event_callback","event":{"type":"message"},"team_id":"${team}","event_id":"E","authorizations":[null]}`,
		json,
	],
	['{"type":"url_verification","challenge":{}}', json],
	['payload=null', form],
	['payload=%5B%5D', form],
	['%70ayload=null', form],
	['payload={', form],
	['payload={}&payload={}', form],
	['payload={"type":"block_actions"}', form],
	['payload={"type":"block_actions","actions":[],"user":{"id":"U"},"trigger_id":"1"}', form],
	['payload={"type":"block_actions","actions":[null],"user":{"id":"U"},"trigger_id":"1"}', form],
	['payload={"type":"view_submission","view":null,"user":{"id":"U"},"trigger_id":"1"}', form],
	['payload={"type":"shortcut","callback_id":"x","user":{"id":"U"},"trigger_id":"1","event":null}', form],
	['command=%2Ftickets', form],
	['', form],
	['text', 'text/plain'],
	['{}', 'multipart/form-data'],
] as const

describe('what comes', () => {
	it('is refused when it is malformed', async () => {
		for (const [body, type] of malformed) {
			expect(await send(body, { type }), body).toEqual(refused(400))
		}
		expect(desk.world.faults).toEqual([])
	})

	it('is answered at once also where no part of it is known', async () => {
		const unnamed = { type: 'block_actions', actions: [{}], user: { id: 'U0ADA' }, trigger_id: '1' }
		const body = new URLSearchParams({ payload: JSON.stringify(unnamed) }).toString()
		expect(await send(body)).toEqual({ status: 200, text: '' })
	})

	it('may name its charset', async () => {
		expect((await send(command(''), { type: `${form}; charset=utf-8` })).status).toBe(200)
		const verification = JSON.stringify({ type: 'url_verification', challenge: 'c' })
		const answer = await send(verification, { type: 'Application/JSON; charset=utf-8' })
		expect(answer).toEqual({ status: 200, text: '{"challenge":"c"}' })
	})

	it('is asked about TLS without a signature, and told nothing', async () => {
		const number = await answeredRequest(desk)
		const body = `ssl_check=1&${command(`reply ${number} smuggled`)}`
		expect(await send(body, { secret: 'nobody’s' })).toEqual({ status: 200, text: '' })
		expect(await saidOn(desk, number)).not.toContain('smuggled')
	})

	it('is ignored when Slack tells what asks nothing', async () => {
		for (const type of ['app_rate_limited', 'block_suggestion']) {
			expect(await send(JSON.stringify({ type }), { type: json })).toEqual({ status: 200, text: '' })
		}
	})

	it('is refused when it is giant, said so at once or not', async () => {
		expect(await send('a'.repeat(1024 * 1024 + 1))).toEqual(refused(413))
		expect(await chunked(1024 * 1024 + 1)).toBe(413)
	})

	it('is forgotten when its sender goes away in the middle', async () => {
		await new Promise<void>(resolve => {
			const half = request(`${desk.world.address}/slack/events`, {
				method: 'POST',
				headers: { 'content-length': '1000' },
			})
			half.on('error', () => {})
			half.once('close', resolve)
			half.write('a', () => half.destroy())
		})
		expect((await send(command(''))).status).toBe(200)
		expect(desk.world.faults).toEqual([])
	})
})

/** A body whose length is not said beforehand. */
function chunked(length: number): Promise<number | undefined> {
	return new Promise((resolve, reject) => {
		const open = request(`${desk.world.address}/slack/events`, { method: 'POST' }, response => {
			resolve(response.statusCode)
			response.resume()
		})
		open.once('error', reject)
		for (let sent = 0; sent < length; sent += 65_536) open.write('a'.repeat(Math.min(65_536, length - sent)))
		open.end()
	})
}
