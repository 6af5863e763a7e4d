import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Receiver, startReceiver } from '../../standins/receiver.ts'
import { temporaryFolder } from '../service.ts'
import { commandLine, environmentIn } from './shell.ts'

let sportello: ReturnType<typeof commandLine>
let receiver: Receiver
let secret = ''
let remove: () => Promise<void>
beforeEach(async () => {
	const { folder, remove: removeFolder } = await temporaryFolder()
	remove = removeFolder
	sportello = commandLine({ ...environmentIn(folder), WEBHOOK_LOOPBACK: 'allowed' })
	await sportello('account', 'add', '--email', 'ada@acme.example', '--name', 'Ada Rossi')
	receiver = await startReceiver(() => secret, Date.now)
})
afterEach(async () => {
	await receiver.close()
	await remove()
})

const forAda = ['--as', 'ada@acme.example', '--events']
const add = async (...events: string[]) => {
	const made = await sportello('webhook', 'add', receiver.url, ...forAda, ...events)
	secret = /^(whsec_\S+)\nWebhook 1: the secret is not shown again\.\n$/.exec(made.out)?.[1] ?? made.err
}

it('one is made, listed, tried out and removed; its secret is shown once', async () => {
	await add('ticket.created,ticket.commented')
	expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(32)
	const listed = await sportello('webhook', 'list')
	expect(listed.out).toBe(
		`1  ${receiver.url}  ada@acme.example  well  0 waiting  ticket.created ticket.commented\n`,
	)
	expect((await sportello('webhook', 'list', '--json')).out).not.toContain('whsec')
	expect(await sportello('webhook', 'test', '1')).toMatchObject({ code: 0, out: 'It answered 204.\n' })
	expect(receiver.received).toMatchObject([{ body: { type: 'webhook.test', data: { webhook: '1' } } }])
	receiver.answer(() => ({ status: 500 }))
	expect(await sportello('webhook', 'test', '1')).toMatchObject({ code: 1, err: 'It answered 500.\n' })
	expect(await sportello('webhook', 'remove', '1')).toMatchObject({ out: 'Webhook 1 is removed.\n' })
	for (const what of ['remove', 'test', 'rotate', 'enable', 'log', 'retry']) {
		const gone = await sportello('webhook', what, '1')
		expect(gone).toMatchObject({ code: 1, err: 'There is no webhook 1.\n' })
	}
})

it('its secret is replaced while the old one signs too, or at once', async () => {
	await add('all')
	const newer = await sportello('webhook', 'rotate', '1', '--keep', '2')
	expect(newer.out).toMatch(/^whsec_\S+\nIt is not shown again\. The old one signs too until \d{4}-/)
	expect((await sportello('webhook', 'list')).out).toContain('well, two secrets until ')
	expect((await sportello('webhook', 'test', '1')).code).toBe(0)
	secret = newer.out.split('\n')[0] ?? ''
	expect((await sportello('webhook', 'test', '1')).code).toBe(0)
	expect(receiver.received.map(({ signatures }) => signatures)).toEqual([2, 2])
	const last = JSON.parse((await sportello('webhook', 'rotate', '1', '--keep', '0', '--json')).out)
	expect(last).toEqual({ id: '1', secret: expect.stringMatching(/^whsec_/) })
	expect((await sportello('webhook', 'test', '1')).err).toBe('It answered 401.\n')
	expect(await sportello('webhook', 'rotate', '1', '--keep', 'soon')).toMatchObject({ code: 2 })
})

it('nothing is made of an address, an account or an event that will not do', async () => {
	const refused = async (url: string, ...words: string[]) => {
		const { code, err } = await sportello('webhook', 'add', url, ...words)
		return [code, err]
	}
	const url = 'https://hooks.example/in'
	expect(await refused('http://hooks.example/in', ...forAda, 'all')).toEqual([
		2,
		'“http://hooks.example/in” is not https.\n',
	])
	expect(await refused('https://169.254.169.254/in', ...forAda, 'all')).toEqual([
		2,
		'“https://169.254.169.254/in” is not an address of the public internet.\n',
	])
	expect(await refused(url, ...forAda, 'ticket')).toEqual([
		2,
		expect.stringMatching(/^The event “ticket” is not known; there is ticket\.created, /),
	])
	expect(await refused(url, ...forAda, ',')).toEqual([2, 'There are no events.\n'])
	expect(await refused(url, '--as', 'ben@elsewhere.example', '--events', 'all')).toEqual([
		1,
		'There is no account of ben@elsewhere.example.\n',
	])
	await sportello('account', 'disable', 'ada@acme.example')
	expect(await refused(url, ...forAda, 'all')).toEqual([1, 'ada@acme.example is disabled.\n'])
	expect((await sportello('webhook', 'list', '--json')).out).toBe('[]\n')
})

it('what it was told is listed, and enabling and trying again say what they do', async () => {
	await add('all')
	expect((await sportello('webhook', 'log', '1')).out).toBe(
		'message  request  event  state  failed  at  why\n',
	)
	expect(await sportello('webhook', 'log', '1', '--state', 'lost')).toMatchObject({ code: 2 })
	expect((await sportello('webhook', 'retry', '1')).out).toBe(
		'0 messages are sent again by the running service.\n',
	)
	expect(JSON.parse((await sportello('webhook', 'enable', '1', '--json')).out)).toEqual({
		id: '1',
		enabled: true,
	})
})
