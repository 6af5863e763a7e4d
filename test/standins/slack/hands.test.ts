import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { callApi, type Reply, startFake } from './fake.ts'
import { type SlackStandIn, startSlack } from './index.ts'
import type { Json } from './types.ts'

const ada = 'U0ADA'
const plain = (text: string) => ({ type: 'plain_text', text })
const option = (text: string) => ({ text: plain(text), value: text })
const modal = { kind: 'modal' } as const

const form = {
	type: 'modal',
	title: plain('Pick'),
	submit: plain('Send'),
	blocks: [
		{
			type: 'input',
			block_id: 'request',
			label: plain('Request'),
			element: { type: 'external_select', action_id: 'value' },
		},
		{
			type: 'input',
			block_id: 'words',
			label: plain('Words'),
			dispatch_action: true,
			element: { type: 'plain_text_input', action_id: 'value' },
		},
		{
			type: 'input',
			block_id: 'files',
			optional: true,
			label: plain('Files'),
			element: { type: 'file_input', action_id: 'value', max_files: 2 },
		},
		{
			type: 'input',
			block_id: 'people',
			optional: true,
			label: plain('People'),
			element: { type: 'multi_users_select', action_id: 'value' },
		},
	],
}

let slack: SlackStandIn
let service: Awaited<ReturnType<typeof startFake>>
let offered: Reply

beforeEach(async () => {
	slack = await startSlack()
	service = await startFake(async payload => {
		if (payload.type === 'block_suggestion') return offered
		if (payload.type !== 'shortcut') return undefined
		const view = { trigger_id: payload.trigger_id, view: form }
		await callApi(slack.apiUrl, slack.botToken, 'views.open', view)
		return undefined
	})
	await slack.serves(service.url)
	await slack.hands.arrive({ id: ada, name: 'ada', realName: 'Ada Rossi' })
	await slack.hands.arrive({ id: 'U0BEN', name: 'ben' })
	await slack.hands.shortcut(ada, { callbackId: 'pick' })
})
afterEach(async () => {
	await slack.idle()
	await slack.stop()
	await service.stop()
})

describe('an external select', () => {
	const at = { spot: modal, blockId: 'request', actionId: 'value' }

	it('asks the service what it offers', async () => {
		offered = { body: { options: [option('#1042')] } }
		const plainly = await slack.hands.suggest(ada, { ...at, query: '104' })
		expect(plainly).toEqual({ groups: [{ options: [option('#1042')] }] })
		expect(service.arrivals.at(-1)?.payload).toMatchObject({
			type: 'block_suggestion',
			block_id: 'request',
			action_id: 'value',
			value: '104',
			user: { id: ada },
			view: { type: 'modal' },
		})
		offered = { body: { option_groups: [{ label: plain('Open'), options: [option('#1042')] }] } }
		const grouped = await slack.hands.suggest(ada, { ...at, query: '' })
		expect(grouped).toEqual({ groups: [{ label: 'Open', options: [option('#1042')] }] })
		offered = { body: { options: [] } }
		expect(await slack.hands.suggest(ada, { ...at, query: 'x' })).toEqual({ groups: [{ options: [] }] })
		expect(slack.problems).toEqual([])
	})

	it('is told what Slack would not take', async () => {
		offered = { body: { options: [{ value: 'no text' }] } }
		expect(await slack.hands.suggest(ada, { ...at, query: 'x' })).toEqual({
			groups: [],
			error: 'invalid_options',
		})
		expect(slack.problems).toMatchObject([{ what: 'answer to block_suggestion', path: '/options/0' }])
		offered = { status: 500 }
		expect(await slack.hands.suggest(ada, { ...at, query: 'x' })).toMatchObject({ error: 'status 500' })
	})
})

it('keeps what is typed and chosen until the form is sent, and tells nobody', async () => {
	const before = service.arrivals.length
	const typed = { spot: modal, blockId: 'words', actionId: 'value' }
	await slack.hands.hold(ada, { ...typed, value: { type: 'plain_text_input', value: 'Printer' } })
	expect(service.arrivals).toHaveLength(before)
	const { modal: seen } = await slack.hands.see(ada)
	expect(seen?.state.words?.value?.value).toBe('Printer')
	expect(seen?.state.people?.value).toEqual({ type: 'multi_users_select', selected_users: [] })
	await slack.hands.submit(ada)
	const { modal: refused } = await slack.hands.see(ada)
	expect(refused?.errorsAt).toEqual({ request: 'Please complete this required field.' })
	await expect(
		slack.hands.hold(ada, { ...typed, blockId: 'gone', value: { type: 'plain_text_input' } }),
	).rejects.toThrow('no element gone/value')
})

it('adds files beside those that stay', async () => {
	const file = (name: string) => ({ name, base64: Buffer.from(name).toString('base64') })
	const at = { blockId: 'files', actionId: 'value' }
	await slack.hands.attach(ada, { ...at, files: [file('a.txt')] })
	const names = async () => {
		const { modal } = await slack.hands.see(ada)
		return modal?.state.files?.value?.files?.map(({ id, name }) => [String(id), name] as const) ?? []
	}
	const [first] = await names()
	await slack.hands.attach(ada, { ...at, files: [file('b.txt')], keep: [first?.[0] ?? ''] })
	expect((await names()).map(([, name]) => name)).toEqual(['a.txt', 'b.txt'])
	await expect(
		slack.hands.attach(ada, { ...at, files: [file('c.txt')], keep: (await names()).map(([id]) => id) }),
	).rejects.toThrow('You can only upload 2 files.')
})

describe('in a conversation', () => {
	const write = (rest: Json) => slack.hands.write(ada, { text: '', to: 'bot', files: [], links: [], ...rest })

	it('opens the files of where one reads along, and no others', async () => {
		await write({ files: [{ name: 'a.txt', base64: Buffer.from('hi').toString('base64') }] })
		const { messages } = await slack.hands.see(ada)
		const id = String(messages.at(-1)?.files[0]?.id)
		const parcel = await slack.hands.fetch(ada, { file: id })
		expect(parcel).toEqual({ name: 'a.txt', type: 'text/plain', base64: 'aGk=' })
		await expect(slack.hands.fetch('U0BEN', { file: id })).rejects.toThrow('the file is not there')
	})

	it('writes mentions and addresses as Slack does', async () => {
		await write({ text: 'See <@U0BEN> https://example.com/a?b=1&c now' })
		const { messages } = await slack.hands.see(ada)
		expect(messages[0]?.text).toBe('See <@U0BEN> <https://example.com/a?b=1&amp;c> now')
		expect(messages[0]?.blocks[0]?.elements).toEqual([
			{
				type: 'rich_text_section',
				elements: [
					{ type: 'text', text: 'See ' },
					{ type: 'user', user_id: 'U0BEN' },
					{ type: 'text', text: ' ' },
					{ type: 'link', url: 'https://example.com/a?b=1&c' },
					{ type: 'text', text: ' now' },
				],
			},
		])
	})

	it('answers in a thread and aloud, and sees where', async () => {
		await write({ text: 'The printer is jammed' })
		const { messages, channels } = await slack.hands.see(ada)
		expect(channels.map(({ id, kind }) => [id, kind])).toEqual([
			['C0GENERAL', 'channel'],
			['D0ADA', 'im'],
		])
		await write({ text: 'It is not', threadTs: messages[0]?.ts, broadcast: true })
		await slack.hands.delete(ada, { channel: 'D0ADA', ts: messages[0]?.ts ?? '' })
		const now = await slack.hands.see(ada)
		expect(now.messages.map(({ user, deleted, broadcast }) => [user, deleted, broadcast])).toEqual([
			[ada, true, false],
			[ada, false, true],
		])
	})
})
