import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createUploads } from '../../../adapters/slack/files.ts'
import { SlackRefused } from '../../../adapters/slack/api.ts'
import { externalLink, incomingFile, isUntold, readSource } from '../../../adapters/slack/receive/files.ts'
import { UploadGone } from '../../../src/ports/outside.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { type Desk, openDesk } from './desk.ts'

const say = wordsOf('en')

describe('a file on its way', () => {
	let desk: Desk
	beforeEach(async () => {
		desk = await openDesk()
	})
	afterEach(() => desk.close())

	async function filesOfNewest() {
		const { tickets } = desk.world.app.ports
		const { tickets: all } = await tickets.list(desk.world.cast.ada, {
			scope: 'requested',
			sort: 'created',
			size: 1,
		})
		const { comments } = await tickets.conversation(desk.world.cast.diego, all[0]?.id ?? '', { size: 1 })
		return comments[0]?.attachments ?? []
	}

	async function bytesOf(id: string): Promise<Buffer> {
		const { tickets, files } = desk.world.app.ports
		const stored = await tickets.file(desk.world.cast.diego, id)
		const chunks: Uint8Array[] = []
		for await (const chunk of (stored && (await files.get(stored.key))) ?? []) chunks.push(chunk)
		return Buffer.concat(chunks)
	}

	it('arrives byte for byte, whatever it is called and whatever it is', async () => {
		const sent = [
			{ name: 'photo ü.png', bytes: randomBytes(300_000) },
			{ name: '../../etc/passwd', bytes: 'root' },
			{ name: 'page.html', bytes: '<!doctype html><script>alert(1)</script>' },
		]
		await desk.ada.types('/tickets new Files')
		await desk.ada.attaches(say('reply.files'), sent)
		await desk.ada.submits()
		await desk.world.app.drain()
		const files = await filesOfNewest()
		expect(files.map(({ name, state }) => [name, state])).toEqual(sent.map(({ name }) => [name, 'stored']))
		for (const [index, { bytes }] of sent.entries()) {
			expect(await bytesOf(files[index]?.id ?? '')).toEqual(Buffer.from(bytes as Uint8Array))
		}
		expect(desk.slack.problems).toEqual([])
	})

	it('is lost when it was deleted meanwhile', async () => {
		await desk.ada.types('/tickets new Files')
		await desk.ada.attaches(say('reply.files'), [{ name: 'a.txt', bytes: 'a' }])
		for (const file of desk.slack.world.files.values()) file.deleted = true
		await desk.ada.submits()
		await desk.world.app.drain()
		expect(await filesOfNewest()).toMatchObject([{ name: 'a.txt', state: 'lost' }])
	})
})

describe('what Slack tells of a file', () => {
	const file = {
		id: 'F1',
		name: 'a.txt',
		size: 3,
		mimetype: 'text/plain',
		url_private: 'https://files.slack.com/files-pri/T1-F1/a.txt',
		url_private_download: 'https://files.slack.com/files-pri/T1-F1/download/a.txt',
	}

	it('is kept as far as it is needed', () => {
		expect(incomingFile(file, 'T1')).toEqual({
			name: 'a.txt',
			size: 3,
			type: 'text/plain',
			at: 'platform',
			platform: 'slack',
			source: JSON.stringify({ id: 'F1', type: 'text/plain', url: file.url_private_download, space: 'T1' }),
		})
	})

	it('is not enough for those of other workspaces, which have to be asked for', () => {
		const { size: _, ...rest } = file
		expect(incomingFile({ ...rest, file_access: 'check_file_info' }, 'T1')).toBeUndefined()
		expect(isUntold({ id: 'F1', file_access: 'check_file_info' })).toBe(true)
		expect(isUntold(file)).toBe(false)
	})

	it('is a link for those that are kept elsewhere, and nothing for those that are gone', () => {
		const shared = {
			...file,
			is_external: true,
			mode: 'external',
			title: 'Plan',
			url_private: 'https://docs.example/1',
		}
		expect(incomingFile(shared, 'T1')).toBeUndefined()
		expect(externalLink(shared)).toBe('Plan (https://docs.example/1)')
		expect(externalLink(file)).toBeUndefined()
		expect(incomingFile({ id: 'F1', mode: 'tombstone', size: 1 }, 'T1')).toBeUndefined()
		for (const size of [-1, 1.5, '3', null]) expect(incomingFile({ ...file, size }, 'T1')).toBeUndefined()
	})

	it('is no source when it is anything else', () => {
		for (const text of ['', 'null', '[]', '{"url":"https://files.slack.com/x"}', '{']) {
			expect(readSource(text)).toBeUndefined()
		}
	})
})

type TellFile = () => Promise<Readonly<Record<string, unknown>>>

const api = (file: TellFile) => ({ file })

const never = api(async () => {
	throw new Error('not to be asked')
})

const refusing =
	(code: string): TellFile =>
	async () => {
		throw new SlackRefused(code)
	}

describe('fetching', () => {
	const asked: object[] = []
	const settings = { botToken: 'xoxb-1', apiUrl: 'https://slack.com/api/' }
	const openRemote = async (source: object) => {
		asked.push(source)
		return (async function* () {})()
	}
	beforeEach(() => {
		asked.length = 0
	})

	it('takes the token to Slack’s own host and nowhere else', async () => {
		const open = createUploads(never, settings, openRemote)
		await open('{"id":"F1","url":"https://evil.example/F1"}')
		expect(asked).toEqual([{ url: 'https://evil.example/F1', bearer: 'xoxb-1', hosts: ['files.slack.com'] }])
	})

	it('allows this machine only where the Web API is on it', async () => {
		await createUploads(
			never,
			{ ...settings, apiUrl: 'http://127.0.0.1:9/api/' },
			openRemote,
		)('{"id":"F1","url":"http://127.0.0.1:9/f","type":"text/html"}')
		expect(asked).toMatchObject([
			{ hosts: ['files.slack.com', '127.0.0.1'], allowHttpLoopback: true, expectsHtml: true },
		])
	})

	it('asks for an address that it was not told', async () => {
		const told = api(async () => ({ id: 'F1', url_private: 'https://files.slack.com/f' }))
		await createUploads(told, settings, openRemote)('{"id":"F1"}')
		expect(asked).toMatchObject([{ url: 'https://files.slack.com/f' }])
	})

	it('gives up on what is gone, and on that only', async () => {
		const open = (file: TellFile) => createUploads(api(file), settings, openRemote)('{"id":"F1"}')
		await expect(open(refusing('file_deleted'))).rejects.toThrow(UploadGone)
		await expect(open(async () => ({}))).rejects.toThrow(UploadGone)
		await expect(open(refusing('ratelimited'))).rejects.toThrow(SlackRefused)
		await expect(createUploads(never, settings, openRemote)('nonsense')).rejects.toThrow(UploadGone)
	})
})
