import { afterEach, beforeEach, expect, it } from 'vitest'
import { callApi, startFake } from './fake.ts'
import { type Person, type SlackStandIn, startSlack } from './index.ts'
import type { Json } from './types.ts'

let slack: SlackStandIn
let service: Awaited<ReturnType<typeof startFake>>
let ada: Person
let time = Date.parse('2026-11-02T10:00:00Z')

beforeEach(async () => {
	slack = await startSlack({ now: () => time })
	service = await startFake(() => undefined)
	await slack.serves(service.url)
	ada = slack.person({ id: 'U0ADA', name: 'ada', realName: 'Ada Rossi' })
})
afterEach(async () => {
	await slack.idle()
	await slack.stop()
	await service.stop()
})

const call = (method: string, args: Json) => callApi(slack.apiUrl, slack.botToken, method, args)
const post = (args: Json) => call('chat.postMessage', { channel: 'D0ADA', text: 'news', ...args })

/** The events that the service was told since it was last asked. */
async function told(): Promise<Json[]> {
	await slack.idle()
	return service.arrivals.splice(0).map(({ payload }) => payload.event as Json)
}

it('shows a thread, what of it is in the conversation too, and marks', async () => {
	await call('conversations.open', { users: 'U0ADA' })
	const { ts } = await post({ text: 'request 1042' })
	await post({ thread_ts: ts, text: 'quietly' })
	await post({ thread_ts: ts, text: 'aloud', reply_broadcast: true })
	expect(ada.messages('bot').map(({ broadcast, replies }) => [broadcast, replies])).toEqual([
		[false, 2],
		[false, 0],
		[true, 0],
	])
	const [root] = ada.messages('bot')
	await ada.writes('An answer', root ? { thread: root } : {})
	const answer = ada.messages('bot').at(-1)
	const mark = { channel: 'D0ADA', timestamp: answer?.ts, name: 'eyes' }
	expect(await call('reactions.add', mark)).toEqual({ ok: true })
	expect(await call('reactions.add', mark)).toMatchObject({ error: 'already_reacted' })
	expect(root && ada.thread(root)).toMatch(
		/request 1042[^]*\(3 in its thread\)[^]*aloud[^]*An answer\n:eyes:/,
	)
	expect((await told()).map(({ subtype, text }) => [subtype, text])).toEqual([
		[undefined, 'request 1042'],
		[undefined, 'quietly'],
		['thread_broadcast', 'aloud'],
		[undefined, 'An answer'],
	])
})

it('tells of messages that were changed and deleted as Slack does', async () => {
	await ada.writes('The coffee is cold')
	const [message] = ada.messages('bot')
	if (!message) throw new Error('nothing was written')
	await ada.edits(message, 'The tea is cold')
	await post({ thread_ts: message.ts })
	await ada.deletes(message)
	const [answer] = ada.messages('bot').slice(-1)
	await call('chat.delete', { channel: 'D0ADA', ts: answer?.ts })
	await ada.deletes(message)
	const events = await told()
	expect(events.map(({ subtype }) => subtype)).toEqual([
		undefined,
		'message_changed',
		undefined,
		'message_changed',
		'message_deleted',
		'message_deleted',
	])
	const own = { user: 'U0ADA', ts: message.ts }
	expect(events[1]).toMatchObject({
		hidden: true,
		channel_type: 'im',
		message: { ...own, text: 'The tea is cold', edited: { user: 'U0ADA' } },
		previous_message: { ...own, text: 'The coffee is cold' },
	})
	expect(events[3]).toMatchObject({
		message: { user: 'USLACKBOT', subtype: 'tombstone', thread_ts: message.ts },
		previous_message: { ...own, text: 'The tea is cold', reply_count: 1 },
	})
	expect(events[5]).toMatchObject({ hidden: true, deleted_ts: message.ts })
})

it('takes one message a second to a conversation where it is asked to', async () => {
	await call('conversations.open', { users: 'U0ADA' })
	await slack.pace()
	expect(await post({})).toMatchObject({ ok: true })
	const headers = { Authorization: `Bearer ${slack.botToken}` }
	const body = new URLSearchParams({ channel: 'D0ADA', text: 'more' })
	const refused = await fetch(new URL('chat.postMessage', slack.apiUrl), { method: 'POST', headers, body })
	expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '1'])
	time += 1_000
	expect(await post({})).toMatchObject({ ok: true })
	await slack.pace(false)
	expect(await post({})).toMatchObject({ ok: true })
})
