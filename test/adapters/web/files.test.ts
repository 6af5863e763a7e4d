import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportAddress, fileAddress } from '../../../src/features/files.ts'
import type { Attachment } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { addCast, allowed, type Cast } from '../../contracts/cast.ts'
import { type Service, startService } from '../service.ts'

let service: Service
let cast: Cast
beforeEach(async () => {
	service = await startService()
	cast = await addCast(service.app.database)
})
afterEach(() => service.stop())

async function* bytes(...parts: string[]) {
	for (const part of parts) yield Buffer.from(part)
}

/** Ada opens a request with a file. */
async function adasFile(
	name = 'perché.pdf',
	type = 'application/pdf',
): Promise<{ ticket: Ticket; file: Attachment }> {
	const { ports } = service.app
	const kept = await ports.files.put(bytes('half of it, ', 'and the rest'), 1_000)
	const { ticket } = allowed(
		await ports.tickets.open({
			by: cast.ada.id,
			via: 'slack',
			subject: 'Printer',
			text: 'It is broken',
			files: [{ at: 'store', name, type, ...kept }],
		}),
	)
	const { comments } = await ports.tickets.conversation(cast.ada, ticket.id, { size: 10 })
	const file = comments[0]?.attachments[0]
	if (!file) throw new Error('the file is not there')
	return { ticket, file }
}

/** The address of a file for somebody, as a path. */
function pathFor(account: { id: string }, file: Attachment): string {
	const url = new URL(fileAddress(service.app.ports, account.id, file))
	return url.pathname + url.search
}

function exportPath(account: { id: string }): string {
	const url = new URL(exportAddress(service.app.ports, account.id))
	return url.pathname + url.search
}

describe('a file', () => {
	it('comes to whom its address was signed for, as an attachment that nothing runs in', async () => {
		const { file } = await adasFile()
		const address = fileAddress(service.app.ports, cast.ada.id, file)
		expect(address.startsWith(service.app.address?.replace('127.0.0.1', 'localhost') ?? 'x')).toBe(true)
		const answer = await service.get(pathFor(cast.ada, file))
		expect(answer.status).toBe(200)
		expect(await answer.text()).toBe('half of it, and the rest')
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'content-length': '24',
			'content-disposition': `attachment; filename="perch_.pdf"; filename*=UTF-8''perch%C3%A9.pdf`,
			'content-security-policy': "default-src 'none'; sandbox",
			'x-content-type-options': 'nosniff',
			'cache-control': 'private, no-store',
		})
	})

	it.each([
		['text/html', 'application/octet-stream'],
		['image/svg+xml', 'application/octet-stream'],
		['text/plain; charset=utf-16', 'text/plain; charset=utf-8'],
		['Image/PNG', 'image/png'],
		['x\r\ny', 'application/octet-stream'],
		['', 'application/octet-stream'],
	])('of type %j comes as %s', async (type, sent) => {
		const { file } = await adasFile('x', type)
		expect((await service.get(pathFor(cast.ada, file))).headers.get('content-type')).toBe(sent)
	})

	it('answers HEAD with the same headers and no bytes', async () => {
		const { file } = await adasFile()
		const answer = await service.get(pathFor(cast.ada, file), { method: 'HEAD' })
		expect(answer.status).toBe(200)
		expect(answer.headers.get('content-length')).toBe('24')
		expect(await answer.text()).toBe('')
	})

	it('is found whatever name its address ends in, since the signature is of the file', async () => {
		const { file } = await adasFile()
		const path = pathFor(cast.ada, { ...file, name: 'other.pdf' })
		expect((await service.get(path)).headers.get('content-disposition')).toContain('perch')
	})

	it('goes to a colleague who may see the request, and to the agent', async () => {
		const { file } = await adasFile()
		for (const person of [cast.carla, cast.diego])
			expect((await service.get(pathFor(person, file))).status).toBe(200)
	})
})

describe('an address that is no longer good', () => {
	it('is answered the same whether it is over, forged, foreign or of nothing', async () => {
		const { ticket, file } = await adasFile()
		const { ports, database } = service.app
		const noted = await ports.files.put(bytes('internal'), 1_000)
		allowed(
			await ports.tickets.addComment({
				by: cast.diego.id,
				via: 'slack',
				ticket: ticket.id,
				text: 'note',
				public: false,
				files: [{ at: 'store', name: 'note.txt', type: 'text/plain', ...noted }],
			}),
		)
		const { comments } = await ports.tickets.conversation(cast.diego, ticket.id, { size: 10 })
		const note = comments[1]?.attachments[0] as Attachment
		const good = pathFor(cast.ada, file)
		const fired = there(
			await database.accounts.add({
				email: 'eve@support.example',
				firstName: 'Eve',
				lastName: '',
				role: 'agent',
				proved: true,
			}),
		)
		const firedPath = pathFor(fired, file)
		expect((await service.get(firedPath)).status).toBe(200)
		await database.accounts.change(fired.id, { disabled: true })

		const answers = {
			'of Mallory': pathFor(cast.mallory, file),
			'of a note, for Ada': pathFor(cast.ada, note),
			'of no file': pathFor(cast.ada, { ...file, id: '99' }),
			'of a word': pathFor(cast.ada, { ...file, id: 'export' }),
			'of someone disabled': firedPath,
			'for another account': good.replace(`for=${cast.ada.id}`, `for=${cast.diego.id}`),
			'for later': good.replace(/until=\d+/, 'until=9999999999999'),
			'with another signature': good.replace(/.$/, last => (last === 'A' ? 'B' : 'A')),
			'with another file': good.replace(`/files/${file.id}/`, `/files/${note.id}/`),
			'without a signature': good.replace(/&signature=.*/, ''),
			'without anything': `/files/${file.id}/x`,
			'of the export': `/files/${file.id}/x${new URL(exportAddress(ports, cast.ada.id)).search}`,
		}
		const pages = new Map<string, string>()
		for (const [what, path] of Object.entries(answers)) {
			const answer = await service.get(path)
			expect(answer.status, what).toBe(404)
			pages.set(await answer.text(), what)
		}
		service.clock.advance(15 * 60_000)
		const over = await service.get(good)
		expect(over.status).toBe(404)
		pages.set(await over.text(), 'that is over')
		expect([...pages.values()]).toHaveLength(1)
		expect([...pages.keys()][0]).toContain('This link no longer works')
		const italian = await service.get(good, { headers: { 'accept-language': 'it' } })
		expect(await italian.text()).toContain('<html lang="it">')
	})

	it('is still good a moment before it is over', async () => {
		const { file } = await adasFile()
		const path = pathFor(cast.ada, file)
		service.clock.advance(15 * 60_000 - 1)
		expect((await service.get(path)).status).toBe(200)
	})
})

describe('bytes that fail', () => {
	it('that are gone from the store are an address that is no longer good, and are logged', async () => {
		const { file } = await adasFile()
		const stored = await service.app.ports.tickets.file(cast.ada, file.id)
		await service.app.ports.files.remove(stored?.key ?? '')
		expect((await service.get(pathFor(cast.ada, file))).status).toBe(404)
		expect(service.lines.at(-1)).toContain('bytes of a file are gone')
	})

	it('that break off break the connection, so that half a file is never a whole one', async () => {
		const { file } = await adasFile()
		const { ports } = service.app
		Object.assign(ports.files, {
			get: async () =>
				(async function* () {
					yield Buffer.from('half of it, ')
					throw new Error('disk failure')
				})(),
		})
		await expect(service.get(pathFor(cast.ada, file)).then(answer => answer.text())).rejects.toThrow()
		expect(service.lines.at(-1)).toContain('disk failure')
		expect((await service.get('/healthz')).status).toBe(200)
	})

	it('that nobody takes any more are let go', async () => {
		const { file } = await adasFile()
		let ended = false
		let began: () => void
		const begun = new Promise<void>(resolve => {
			began = resolve
		})
		const over = new Promise<void>(resolve => {
			Object.assign(service.app.ports.files, {
				get: async () =>
					(async function* () {
						try {
							for (;;) {
								began()
								yield Buffer.alloc(64 * 1024)
							}
						} finally {
							ended = true
							resolve()
						}
					})(),
			})
		})
		const asked = request(new URL(pathFor(cast.ada, file), service.app.address))
		asked.on('error', () => undefined)
		asked.end()
		await begun
		asked.destroy()
		await over
		expect(ended).toBe(true)
	})
})

describe('the export', () => {
	it('is all of one person’s data, and nobody else’s', async () => {
		const { ports } = service.app
		const { ticket } = await adasFile()
		for (const text of ['secret note', 'an answer'])
			allowed(
				await ports.tickets.addComment({
					by: cast.diego.id,
					via: 'slack',
					ticket: ticket.id,
					text,
					public: text !== 'secret note',
					files: [],
				}),
			)
		allowed(
			await ports.tickets.open({
				by: cast.carla.id,
				via: 'web',
				subject: 'Carla’s',
				text: 'hers',
				files: [],
			}),
		)
		allowed(
			await ports.tickets.open({ by: cast.ada.id, via: 'web', subject: 'Another', text: 'too', files: [] }),
		)
		const path = exportPath(cast.ada)
		const answer = await service.get(path)
		expect(answer.status).toBe(200)
		expect(answer.headers.get('content-disposition')).toContain('filename="sportello-export.json"')
		const text = await answer.text()
		const data = JSON.parse(text) as { requests: unknown[] }
		expect(data.requests).toHaveLength(2)
		expect(data).toMatchObject({
			account: { email: 'ada@acme.example', organization: { name: 'Acme' } },
			chats: [],
			requests: [
				{
					ticket: { number: ticket.number },
					comments: [{ text: 'It is broken', attachments: [{ name: 'perché.pdf' }] }, { text: 'an answer' }],
				},
				{ ticket: { subject: 'Another' } },
			],
		})
		expect(text).not.toContain('secret note')
		expect(text).not.toContain('hers')
		expect((await service.get('/export')).status).toBe(404)
		service.clock.advance(15 * 60_000)
		expect((await service.get(path)).status).toBe(404)
	})

	it('of somebody without requests is whole JSON too', async () => {
		const answer = await service.get(exportPath(cast.mallory))
		expect(await answer.json()).toMatchObject({ requests: [] })
	})

	it('of somebody who was disabled meanwhile is not given', async () => {
		const path = exportPath(cast.mallory)
		await service.app.ports.accounts.change(cast.mallory.id, { disabled: true })
		expect((await service.get(path)).status).toBe(404)
	})

	it('that breaks off is never taken for a whole one', async () => {
		Object.assign(service.app.ports.tickets, {
			// eslint-disable-next-line require-yield
			async *exportFor() {
				throw new Error('database failure')
			},
		})
		await expect(service.get(exportPath(cast.ada)).then(answer => answer.text())).rejects.toThrow()
		expect(service.lines.at(-1)).toContain('database failure')
	})
})

function there<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('not made')
	return value
}
