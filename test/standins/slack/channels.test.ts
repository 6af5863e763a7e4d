import { afterEach, beforeEach, expect, it } from 'vitest'
import { callApi, startFake } from './fake.ts'
import { type Person, type SlackStandIn, startSlack } from './index.ts'
import type { Json } from './types.ts'

let slack: SlackStandIn
let service: Awaited<ReturnType<typeof startFake>>
let ada: Person

beforeEach(async () => {
	slack = await startSlack()
	service = await startFake(() => undefined)
	await slack.serves(service.url)
	await slack.channel({ id: 'C0DESK', name: 'desk', members: ['U0ADA'] })
	await slack.channel({ id: 'C0INNER', name: 'inner', members: ['U0ADA'], private: true })
	ada = slack.person({ id: 'U0ADA', name: 'ada', realName: 'Ada Rossi' })
})
afterEach(async () => {
	await slack.idle()
	await slack.stop()
	await service.stop()
})

const call = (method: string, args: Json) => callApi(slack.apiUrl, slack.botToken, method, args)
const info = async (channel: string) => await call('conversations.info', { channel })

/** What the service was sent since it was last asked. */
async function told(): Promise<Json[]> {
	await slack.idle()
	return service.arrivals.splice(0).map(({ payload }) => payload)
}

it('tells of what is said under a message of the bot’s, and by whom that is', async () => {
	const { ts } = await call('chat.postMessage', { channel: 'C0DESK', text: 'request 1042' })
	const [card] = ada.messages('desk')
	if (card) await ada.writes('I see', { thread: card })
	await call('chat.postMessage', { channel: 'C0INNER', text: 'request 1042' })
	const [own, answer, inner] = (await told()).map(({ event }) => event as Json)
	expect(own).toMatchObject({ channel_type: 'channel', bot_id: 'B0SPORTELLO' })
	const bot = slack.world.app.botUserId
	expect(answer).toMatchObject({ channel: 'C0DESK', user: 'U0ADA', thread_ts: ts, parent_user_id: bot })
	expect(inner).toMatchObject({ channel: 'C0INNER', channel_type: 'group' })
})

it('says where a button stands that was pressed, and who else sees it', async () => {
	const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'Take' }, value: '{}' }
	const blocks = [{ type: 'actions', elements: [button] }]
	const about = { channel: 'C0DESK', text: 'request', blocks }
	const { ts } = await call('chat.postMessage', about)
	await call('chat.postEphemeral', { ...about, user: 'U0ADA' })
	const [card, whispered] = ada.messages('desk')
	await told()
	await ada.presses('Take', { in: card })
	await ada.presses('Take', { in: whispered })
	const container = { type: 'message', channel_id: 'C0DESK' }
	expect(await told()).toMatchObject([
		{
			channel: { id: 'C0DESK', name: 'desk' },
			container: { ...container, message_ts: ts, is_ephemeral: false },
		},
		{ container: { ...container, is_ephemeral: true } },
	])
})

it('lets people and the bot come and go, and shares and archives channels', async () => {
	expect(await info('desk')).toMatchObject({ channel: { is_member: true, is_ext_shared: false } })
	await slack.alter('desk', { leave: 'bot', shared: true })
	expect(await info('desk')).toMatchObject({ channel: { is_member: false, is_ext_shared: true } })
	await ada.writes('anyone?', { to: 'desk' })
	expect(await told()).toEqual([])
	await slack.alter('desk', { join: 'bot' })
	await ada.writes('there you are', { to: 'desk' })
	expect(await told()).toMatchObject([{ is_ext_shared_channel: true }])
	const { ts } = await call('chat.postMessage', { channel: 'C0DESK', text: 'x' })
	await slack.alter('desk', { archived: true, leave: 'U0ADA' })
	expect(await call('chat.update', { channel: 'C0DESK', ts, text: 'y' })).toMatchObject({
		error: 'is_inactive',
	})
	expect(ada.messages('desk')).toEqual([])
	await expect(slack.alter('nowhere', {})).rejects.toThrow('nowhere')
})

it('hides a private channel from a bot that is not in it', async () => {
	expect(await info('C0INNER')).toMatchObject({ channel: { is_private: true, is_member: true } })
	await slack.alter('inner', { leave: 'bot' })
	expect(await info('C0INNER')).toMatchObject({ error: 'channel_not_found' })
})
