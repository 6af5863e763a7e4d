import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Comment } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import { commentBytes } from '../../../src/rules/limits.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { allowed } from '../../contracts/cast.ts'
import type { Json, Message } from '../../standins/teams/world.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')

describe('a message that has become a comment', () => {
	let service: Service
	let ticket: Ticket
	let message: Message
	beforeEach(async () => {
		service = await openService()
		const { world, ada, link } = service
		const act = { by: world.cast.ada.id, via: 'test' }
		ticket = allowed(
			await world.app.ports.tickets.open({ ...act, subject: 'Lamp', text: 'It is dark.', files: [] }),
		).ticket
		await link(ada, world.cast.ada)
		await ada.types(`reply ${ticket.number} It was an E27`)
		const written = ada.messages().find(({ from }) => from === ada.id)
		if (!written) throw new Error('nothing was written')
		message = written
	})
	afterEach(async () => {
		await service.close()
		expect(service.teams.problems).toEqual([])
		expect(service.world.faults).toEqual([])
	})

	const comments = async (): Promise<readonly Comment[]> => {
		const { tickets } = service.world.app.ports
		return (await tickets.conversation(service.world.cast.diego, ticket.id, { size: 100 })).comments
	}
	const last = async () => (await comments()).at(-1)
	/** How many messages the bot has sent. */
	const answers = () => service.ada.messages().filter(({ from }) => from !== service.ada.id).length
	const post = async (activity: Json) => {
		const { teams } = service
		const conversation = { id: 'a:29:ada', conversationType: 'personal', tenantId: teams.tenantId }
		const whole = teams.activity({ id: '29:ada' }, { id: message.id, conversation, ...activity })
		return teams.post(JSON.stringify(whole), `Bearer ${await teams.issuer.sign()}`)
	}
	const edited = (text: string, also: Json = {}) => ({
		type: 'messageUpdate',
		text,
		channelData: { tenant: { id: service.teams.tenantId }, eventType: 'editMessage' },
		...also,
	})

	it('is edited with it, and nothing is said of that', async () => {
		const before = answers()
		expect((await service.ada.edits(`reply ${ticket.number} It was an E14`)).answer?.status).toBe(200)
		expect(await last()).toMatchObject({ text: 'It was an E14', withdrawn: false })
		expect((await last())?.editedAt).toBeDefined()
		await service.ada.edits('It was  a\nGU10')
		expect(await last()).toMatchObject({ text: 'It was  a\nGU10' })
		expect(await comments()).toHaveLength(2)
		expect(answers()).toBe(before)
	})

	it('comes back with it, and nothing is said of that', async () => {
		const { ada } = service
		await ada.deletes()
		expect(await last()).toMatchObject({ text: '', withdrawn: true })
		const before = answers()
		await ada.restores(message)
		expect(await last()).toMatchObject({ text: 'It was an E27', withdrawn: false })
		expect(await comments()).toHaveLength(2)
		expect(answers()).toBe(before)
	})

	it('stays withdrawn when the request was closed meanwhile, and that is said', async () => {
		const { ada, world } = service
		await ada.deletes()
		const act = { ...world.diego, ticket: ticket.id, status: 'closed' } as const
		allowed(await world.app.ports.tickets.setStatus(act))
		expect((await ada.restores(message)).screen).toContain(say('edit.closed'))
		expect(await last()).toMatchObject({ text: '', withdrawn: true })
	})

	it('comes back to its author alone, and not by an edit', async () => {
		const { ada, carla, world, link } = service
		await link(carla, world.cast.carla)
		await ada.deletes()
		await post(edited('It was an E14'))
		const from = service.teams.activity({ id: carla.id }, {}).from
		const channelData = { tenant: { id: service.teams.tenantId }, eventType: 'undeleteMessage' }
		await post(edited('Forged', { from, channelData }))
		expect(await last()).toMatchObject({ text: '', withdrawn: true })
	})

	it('is changed by every edit, and by one that arrives twice once', async () => {
		await service.ada.edits(`reply ${ticket.number} First`)
		await service.ada.edits(`reply ${ticket.number} Second`)
		await service.ada.edits(`reply ${ticket.number} First`)
		expect(await last()).toMatchObject({ text: 'First' })
		const late = { ...edited('Second'), timestamp: '2026-11-03T13:05:00.000Z' }
		await Promise.all([post(late), post(late)])
		await service.ada.edits(`reply ${ticket.number} Third`)
		await post(late)
		expect(await last()).toMatchObject({ text: 'Third' })
	})

	it('is withdrawn with it, and nothing is said of that', async () => {
		const before = answers()
		expect((await service.ada.deletes(message)).answer?.status).toBe(200)
		expect(await last()).toMatchObject({ text: '', withdrawn: true, attachments: [] })
		expect(await comments()).toHaveLength(2)
		expect(answers()).toBe(before)
	})

	it('says why when it cannot change any more', async () => {
		const { world, ada } = service
		const { tickets } = world.app.ports
		allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'solved' }))
		allowed(await tickets.setStatus({ ...world.diego, ticket: ticket.id, status: 'closed' }))
		expect((await ada.edits(`reply ${ticket.number} It was an E14`, message)).screen).toContain(
			say('edit.closed'),
		)
		expect((await ada.deletes(message)).screen).toContain(say('edit.closed'))
		expect(await last()).toMatchObject({ text: 'It was an E27' })
	})

	it('says why when there is too much of it', async () => {
		const seen = await service.ada.edits('x'.repeat(commentBytes + 1), message)
		expect(seen.screen).toContain('The message is too long')
		expect(await last()).toMatchObject({ text: 'It was an E27' })
	})

	it('stays as it is when another message changes, or is left without words', async () => {
		const { ada } = service
		await ada.types('mine')
		const before = answers()
		await ada.edits('mine open')
		await ada.deletes()
		await ada.edits(`reply ${ticket.number}`, message)
		await ada.edits('  ', message)
		expect(answers()).toBe(before)
		expect(await last()).toMatchObject({ text: 'It was an E27', withdrawn: false })
	})

	it('stays as it is when someone else, another place or something unknown changes', async () => {
		const { teams, carla, mallory, world, link } = service
		await link(carla, world.cast.carla)
		const before = teams.world.messages.length
		const { tenantId } = teams
		const from = (id: string) => teams.activity({ id }, {}).from
		const strange: readonly Json[] = [
			edited('Forged', { from: from(carla.id) }),
			edited('Forged', { from: from(mallory.id) }),
			edited('Forged', { from: { id: '29:guest', aadObjectId: 'guest', tenantId: 'umbra' } }),
			edited('Forged', { from: { id: `28:${teams.appId}` } }),
			edited('Forged', { conversation: { id: '19:group', conversationType: 'groupChat', tenantId } }),
			edited('x'.repeat(commentBytes + 1), {
				conversation: { id: '19:group', conversationType: 'groupChat', tenantId },
			}),
			edited('Forged', { conversation: { id: 'a:29:carla', conversationType: 'personal', tenantId } }),
			edited('Forged', { channelData: { tenant: { id: tenantId }, eventType: 'nonsense' } }),
			edited('Forged', { channelData: { tenant: { id: tenantId }, eventType: 7 } }),
			edited('Forged', { channelData: { tenant: { id: tenantId } } }),
			edited('Forged', { id: undefined }),
			{ ...edited(''), type: 'messageDelete' },
		]
		for (const activity of strange) expect(await post(activity)).toEqual({ status: 200 })
		expect(teams.world.messages).toHaveLength(before)
		expect(await last()).toMatchObject({ text: 'It was an E27', withdrawn: false })
	})

	it('leaves a form that waits for files as it is', async () => {
		const { ada } = service
		await ada.types('new')
		await ada.edits(`reply ${ticket.number} It was an E14`, message)
		const seen = await ada.sends({ name: 'lamp.txt', bytes: Buffer.from('dark') })
		expect(seen.screen).toContain(say('new.subject'))
		expect(seen.screen).toContain('lamp.txt')
	})
})
