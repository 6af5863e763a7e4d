import { afterEach, beforeEach, expect, test } from 'vitest'
import { portalNumber } from '../../../src/features/shared.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { answeredRequest, type Desk, openDesk } from './desk.ts'

const say = wordsOf('en')

let desk: Desk
let number: number
beforeEach(async () => {
	desk = await openDesk()
	number = await answeredRequest(desk, 'The *printer* <!channel> is jammed')
	await desk.slack.forget()
})
afterEach(async () => {
	const { problems } = desk.slack
	await desk.close()
	expect(problems).toEqual([])
	expect(desk.world.faults).toEqual([])
})

const portal = () => desk.world.app.ports.settings.publicUrl
const page = (of = number) => `${portal()}/requests/${of}`
const line = () => say('shared.ticket', { number: String(number), status: say('status.open') })
/** All that stands below messages in a channel. */
const below = (channel: string) =>
	JSON.stringify(desk.ada.messages(channel).map(({ attachments }) => attachments))
const unfurled = () => desk.called().filter(method => method === 'chat.unfurl').length

test('what Ada posts in a channel shows number and status to whoever reads along, and nothing else', async () => {
	await desk.ada.pastes(page())
	expect(below('general')).toContain(line())
	expect(below('general')).not.toContain('printer')
	expect(unfurled()).toBe(1)
})

test('in a direct message it shows the subject as well, in which nothing is markup', async () => {
	await desk.ada.pastes(page(), { channel: 'bot' })
	expect(below('bot')).toContain(line())
	expect(below('bot')).toContain('"plain_text","text":"The *printer* <!channel> is jammed"')
})

test('what someone posts who may not see it stays as it was, and so does what does not exist', async () => {
	await desk.mallory.pastes(page())
	await desk.ada.pastes(page(999_999))
	const identity = { platform: 'slack', space: 'T0WORLD', user: 'U0MALLORY' }
	const { links } = desk.world.app.ports
	const { mallory } = desk.world.cast
	const code = { identity, account: mallory.id, hash: 'h', tries: 5 }
	await links.issueCode({ ...code, expiresAt: desk.clock.now() + 60_000 })
	await links.link({ identity, name: 'mallory', hash: 'h' })
	await desk.mallory.pastes(page())
	expect(unfurled()).toBe(0)
})

test('what Carla posts shows by her rights: she is of the same organization', async () => {
	await desk.carla.pastes(page())
	expect(unfurled()).toBe(1)
	await desk.slack.forget()
	await desk.world.app.ports.accounts.setGrant(desk.world.cast.acme.id, 'none')
	await desk.carla.pastes(page())
	expect(unfurled()).toBe(0)
})

test('where people of other workspaces read along, and while it is being written, nothing is shown', async () => {
	await desk.ada.pastes(page())
	const request = await desk.slack.lastRequest()
	const body = JSON.parse(request?.body ?? '{}')
	await desk.slack.forget()
	const send = (change: object, event: object, id: string) =>
		desk.slack.forge({
			contentType: 'application/json',
			body: JSON.stringify({ ...body, ...change, event_id: id, event: { ...body.event, ...event } }),
		})
	expect(await send({ is_ext_shared_channel: true }, {}, 'Ev1')).toMatchObject({ status: 200 })
	expect(await send({ is_ext_shared_channel: undefined }, {}, 'Ev2')).toMatchObject({ status: 200 })
	expect(await send({}, { source: 'composer', channel: 'COMPOSER' }, 'Ev3')).toMatchObject({ status: 200 })
	expect(await send({}, { user_team: 'T0OTHER' }, 'Ev4')).toMatchObject({ status: 200 })
	expect(unfurled()).toBe(0)
	expect(await send({}, {}, 'Ev5')).toMatchObject({ status: 200 })
	expect(unfurled()).toBe(1)
})

test('only addresses of a request’s page in our own portal have a number', () => {
	const settings = { publicUrl: 'https://support.acme.example' }
	expect(portalNumber(settings, 'https://support.acme.example/requests/1042')).toBe(1042)
	expect(portalNumber(settings, 'https://SUPPORT.acme.example/requests/1042/?a=b#c')).toBe(1042)
	for (const address of [
		'http://support.acme.example/requests/1042',
		'https://support.acme.example.umbra.example/requests/1042',
		'https://support.acme.example@umbra.example/requests/1042',
		'https://ada@support.acme.example/requests/1042',
		'https://support.acme.example:444/requests/1042',
		'https://support.acme.example/requests/new',
		'https://support.acme.example/requests/0',
		'https://support.acme.example/requests/1042/files',
		'https://support.acme.example/x/requests/1042',
		'https://support.acme.example/files/1042',
		'not an address',
		'',
	]) {
		expect(portalNumber(settings, address), address).toBeUndefined()
	}
})
