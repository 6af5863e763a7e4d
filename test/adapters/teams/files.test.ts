import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileHost, serviceHost } from '../../../adapters/teams/hosts.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')

describe('files', () => {
	let service: Service
	let ticket: Ticket
	beforeEach(async () => {
		service = await openService()
		const { world, ada, link } = service
		const by = { by: world.cast.ada.id, via: 'test' }
		const { tickets } = world.app.ports
		ticket = allowed(await tickets.open({ ...by, subject: 'Lamp', text: 'Dark', files: [] })).ticket
		await link(ada, world.cast.ada)
	})
	afterEach(async () => {
		await service.close()
		expect(service.teams.problems).toEqual([])
	})

	const lastFiles = async (number = ticket.number) => {
		const { ports } = service.world.app
		const found = await ports.tickets.find(service.world.cast.ada, number)
		const { comments } = await ports.tickets.conversation(service.world.cast.ada, found?.id ?? '', {
			size: 1,
		})
		const files = comments.at(-1)?.attachments ?? []
		return Promise.all(
			files.map(async ({ id, name }) => {
				const stored = await ports.tickets.file(service.world.cast.ada, id)
				const chunks: Uint8Array[] = []
				for await (const chunk of (await ports.files.get(stored?.key ?? '')) ?? []) chunks.push(chunk)
				return { name, bytes: Buffer.concat(chunks) }
			}),
		)
	}

	it('come along with the reply that is being written, byte for byte', async () => {
		const { ada, world } = service
		const photo = { name: 'photo "1" é.png', bytes: randomBytes(300_000) }
		const log = { name: 'log.txt', bytes: randomBytes(10) }
		await ada.types(`reply ${ticket.number}`)
		const form = await ada.sends(photo)
		expect(form.screen).toContain(say('reply.about', { number: String(ticket.number), subject: 'Lamp' }))
		expect(form.screen).toContain('photo "1" é.png')
		expect((await ada.sends(log)).screen).toContain(
			say('form.carried', { count: 2, names: 'photo "1" é.png and log.txt' }),
		)
		await ada.fills({ [say('reply.text')]: 'Look' })
		const page = await ada.submits()
		expect(page.screen).toContain(say('reply.done', { number: String(ticket.number) }))
		expect(await lastFiles()).toEqual([photo, log])
		expect(world.faults).toEqual([])
	})

	it('are offered as a new request where nothing is being written', async () => {
		const { ada } = service
		const photo = { name: 'photo.png', bytes: randomBytes(5_000), type: 'image/png' }
		const offered = await ada.writes('The lamp', { files: [photo], inline: true })
		expect(offered.screen).toContain(say('offer.title'))
		expect(offered.screen).toContain('image-1.png')
		await ada.presses(say('offer.new'))
		await ada.fills({ [say('new.subject')]: 'Lamp again' })
		const page = await ada.submits()
		const number = Number(/#(\d+)/.exec(page.screen)?.[1])
		expect(await lastFiles(number)).toEqual([{ name: 'image-1.png', bytes: photo.bytes }])
	})

	it('that are empty or gone are refused by name, and the others kept', async () => {
		const { ada, teams, world } = service
		await ada.types(`reply ${ticket.number}`)
		const refused = await ada.sends(
			{ name: 'empty.txt', bytes: new Uint8Array() },
			{ name: 'good.txt', bytes: Buffer.from('good') },
		)
		expect(refused.screen).toContain(say('refused.file.empty', { name: 'empty.txt' }))
		expect(refused.screen).toContain('good.txt')
		const gone = teams.activity(
			{ id: '29:ada' },
			{
				type: 'message',
				conversation: { id: 'a:29:ada', conversationType: 'personal', tenantId: teams.tenantId },
				attachments: [
					download('gone.txt', `${teams.world.origin}/onedrive/none`),
					download('evil.txt', 'https://evil.example/x'),
				],
			},
		)
		await teams.post(JSON.stringify(gone), `Bearer ${await teams.issuer.sign()}`)
		const { screen } = ada.looks()
		expect(screen).toContain(say('chat.file.lost', { name: 'gone.txt' }))
		expect(screen).toContain(say('chat.file.lost', { name: 'evil.txt' }))
		expect(world.faults).toHaveLength(2)
	})

	it('beyond ten are refused at once', async () => {
		const { ada } = service
		await ada.types(`reply ${ticket.number}`)
		const many = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.txt`, bytes: Buffer.from('x') }))
		const seen = await ada.sends(...many)
		expect(seen.screen).toContain(say('refused.file.many', { count: 11, most: 10 }))
		await ada.submits()
		expect(await lastFiles()).toHaveLength(10)
	})

	describe('of support’s', () => {
		const bytes = randomBytes(6_000_000)
		beforeEach(async () => {
			const { world } = service
			const { ports } = world.app
			const stored = await ports.files.put(pieces(bytes), 10_000_000)
			const file = { at: 'store' as const, name: 'guide é.pdf', type: 'application/pdf', ...stored }
			allowed(
				await ports.tickets.addComment({
					...world.diego,
					ticket: ticket.id,
					text: 'Read this',
					files: [file],
				}),
			)
		})

		it('are put into the person’s OneDrive when they say yes, byte for byte', async () => {
			const { ada, world } = service
			await ada.types(String(ticket.number))
			const asked = await ada.presses(say('chat.file.save', { drive: 'OneDrive' }))
			expect(asked.toast).toBe(say('chat.file.asked', { name: 'guide é.pdf', drive: 'OneDrive' }))
			expect(asked.message?.attachments[0]).toMatchObject({
				contentType: 'application/vnd.microsoft.teams.card.file.consent',
				name: 'guide é.pdf',
				content: { sizeInBytes: bytes.length },
			})
			const { saved, message } = await ada.accepts()
			expect(saved && Buffer.from(saved).equals(bytes)).toBe(true)
			expect(message?.attachments).toMatchObject([
				{ contentType: 'application/vnd.microsoft.teams.card.file.info', name: 'guide é.pdf' },
			])
			await expect(ada.accepts()).rejects.toThrow('nothing asks for consent')
			expect(world.faults).toEqual([])
		})

		it('are not when they say no, and the address works all the same', async () => {
			const { ada } = service
			await ada.types(String(ticket.number))
			const url = ada.link('guide é.pdf')
			await ada.presses(say('chat.file.save', { drive: 'OneDrive' }))
			expect((await ada.declines()).answer?.status).toBe(200)
			await expect(ada.accepts()).rejects.toThrow('nothing asks for consent')
			const answer = await fetch(url)
			expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true)
		})

		it('say so when OneDrive does not take them', async () => {
			const { ada, teams, world } = service
			await ada.types(String(ticket.number))
			await ada.presses(say('chat.file.save', { drive: 'OneDrive' }))
			teams.refuseUpload(507)
			const seen = await ada.accepts()
			expect(seen.screen).toContain(say('chat.file.unsaved', { name: 'guide é.pdf', drive: 'OneDrive' }))
			expect(world.faults).toHaveLength(1)
		})

		it('are not handed over once the right is lost', async () => {
			const { carla, world, link } = service
			await link(carla, world.cast.carla)
			await carla.types(String(ticket.number))
			await carla.presses(say('chat.file.save', { drive: 'OneDrive' }))
			await world.app.ports.accounts.setGrant(world.cast.acme.id, 'none')
			const seen = await carla.accepts()
			expect(seen.saved).toBeUndefined()
			expect(seen.screen).toContain(say('chat.file.gone'))
		})
	})
})

describe('addresses', () => {
	it.each([
		'https://contoso-my.sharepoint.com/personal/ada/_layouts/15/download.aspx?UniqueId=1&tempauth=x',
		'https://contoso.sharepoint.com/x',
	])('of files may be %s', url => expect(fileHost(url, [])).toBe(new URL(url).hostname))

	it.each([
		'http://contoso.sharepoint.com/x',
		'https://contoso.sharepoint.com:8443/x',
		'https://sharepoint.com/x',
		'https://evilsharepoint.com/x',
		'https://contoso.sharepoint.com.evil.example/x',
		'https://a.b.sharepoint.com/x',
		'https://user@contoso.sharepoint.com/x',
		'https://evil.example/?x=.sharepoint.com',
		'http://127.0.0.1/x',
		'nonsense',
	])('of files may not be %s', url => expect(fileHost(url, [])).toBeUndefined())

	it.each(['http://127.0.0.1:9/', 'https://smba.trafficmanager.net/'])(
		'of the service: %s when listed',
		url => {
			expect(serviceHost(url, [new URL(url).hostname])).toBe(new URL(url).hostname)
			expect(serviceHost(url, ['other.example'])).toBeUndefined()
			expect(serviceHost('http://smba.trafficmanager.net/', ['smba.trafficmanager.net'])).toBeUndefined()
		},
	)
})

function download(name: string, downloadUrl: string) {
	return {
		contentType: 'application/vnd.microsoft.teams.file.download.info',
		name,
		content: { downloadUrl, uniqueId: '1', fileType: 'txt' },
	}
}

async function* pieces(bytes: Uint8Array) {
	for (let at = 0; at < bytes.length; at += 60_000) yield bytes.subarray(at, at + 60_000)
}
