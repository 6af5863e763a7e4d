import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { identityKey } from '../../../src/domain/identity.ts'
import { message } from '../../../src/features/message.ts'
import { disconnectChat } from '../../../src/features/portal-code.ts'
import { Unreachable } from '../../../src/ports/outside.ts'
import { wordsOf } from '../../../src/words/index.ts'
import type { Refusal } from '../../standins/teams/world.ts'
import { openService, type Service } from './service.ts'

const say = wordsOf('en')

describe('places', () => {
	let service: Service
	beforeEach(async () => {
		service = await openService()
	})
	afterEach(() => service.close())

	const place = () => {
		const { aadObjectId } = service.teams.activity({ id: '29:ada' }, {}).from as { aadObjectId: string }
		return service.world.app.database.places.find({
			platform: 'teams',
			space: service.teams.tenantId,
			user: aadObjectId,
		})
	}

	it('are kept when the app is installed, with a welcome', async () => {
		const { ada, teams } = service
		expect(await place()).toBeUndefined()
		const welcome = await ada.installs()
		expect(welcome.screen).toContain(say('home.title'))
		expect(welcome.message?.suggestions.map(({ value }) => value)).toEqual(['connect', 'help'])
		const kept = await place()
		expect(kept?.blocked).toBe(false)
		expect(JSON.parse(kept?.reference ?? '')).toMatchObject({
			channelId: 'msteams',
			serviceUrl: teams.serviceUrl,
			conversation: { id: 'a:29:ada', tenantId: teams.tenantId },
			bot: { id: `28:${teams.appId}` },
			user: { id: '29:ada' },
		})
		expect(teams.problems).toEqual([])
	})

	it('are kept with the first word, too', async () => {
		await service.ada.types('help')
		expect(await place()).toMatchObject({ blocked: false })
	})

	it('are remembered as blocked when the app is taken away, until it returns', async () => {
		const { ada } = service
		await ada.installs()
		await ada.uninstalls()
		expect(await place()).toMatchObject({ blocked: true })
		await ada.types('help')
		expect(await place()).toMatchObject({ blocked: false })
	})

	it('are remembered as blocked when an answer is not let through', async () => {
		const { ada, world } = service
		await ada.types('help')
		ada.blocks()
		expect((await ada.types('help')).answer?.status).toBe(200)
		expect(await place()).toMatchObject({ blocked: true })
		ada.blocks(false)
		await ada.types('help')
		expect(await place()).toMatchObject({ blocked: false })
		expect(world.faults).toEqual([])
	})

	it('are forgotten with the person, until they speak again', async () => {
		const { ada } = service
		await ada.types('forget me')
		await ada.presses(say('forget.yes'))
		expect(await place()).toBeUndefined()
		await ada.types('help')
		expect(await place()).toMatchObject({ blocked: false })
	})

	it('are not kept for teams and groups', async () => {
		await service.ada.mentions('hello')
		expect(await place()).toBeUndefined()
	})

	describe('where someone is told what they did not ask about', () => {
		const told = message({ locale: 'en' }, { tone: 'info', title: 'Hello from elsewhere' })
		const identity = () => {
			const { aadObjectId } = service.teams.activity({ id: '29:ada' }, {}).from as { aadObjectId: string }
			return { platform: 'teams', space: service.teams.tenantId, user: aadObjectId }
		}
		const tell = (to = identity()) => service.world.app.ports.chats.tell(to, told)
		/** Calls of the connector that Teams' stand-in sees. */
		const heard = () => service.ada.messages().filter(({ summary }) => summary.includes(told.title))

		it('get a message of its own', async () => {
			await service.ada.types('help')
			await tell()
			expect(heard()).toHaveLength(1)
			expect(service.ada.screen()).toContain(told.title)
			expect(service.teams.problems).toEqual([])
		})

		it('are called no more once the person has blocked the bot, until they return', async () => {
			const { ada } = service
			await ada.types('help')
			ada.blocks()
			await expect(tell()).rejects.toBeInstanceOf(Unreachable)
			expect(await place()).toMatchObject({ blocked: true })
			ada.blocks(false)
			await expect(tell()).rejects.toBeInstanceOf(Unreachable)
			expect(heard()).toEqual([])
			await ada.types('help')
			await tell()
			expect(heard()).toHaveLength(1)
		})

		it('are called no more once the app is taken away', async () => {
			await service.ada.installs()
			await service.ada.uninstalls()
			await expect(tell()).rejects.toBeInstanceOf(Unreachable)
			expect(heard()).toEqual([])
		})

		it('are not called where nobody was heard, or at an address that is no longer the service’s', async () => {
			await expect(tell()).rejects.toBeInstanceOf(Unreachable)
			const { places } = service.world.app.database
			await service.ada.types('help')
			const { reference } = (await place()) ?? { reference: '' }
			const elsewhere = { ...(JSON.parse(reference) as object), serviceUrl: 'https://evil.example/' }
			await places.keep(identity(), JSON.stringify(elsewhere))
			await expect(tell()).rejects.toBeInstanceOf(Unreachable)
			expect(heard()).toEqual([])
			expect(await place()).toMatchObject({ blocked: false })
		})

		/** Something that Ada is told without having asked. */
		const disconnected = async (...refusals: readonly Refusal[]) => {
			const { ada, teams, world, link } = service
			await ada.types('help')
			await link(ada, world.cast.ada)
			await world.app.drain()
			teams.refuse(...refusals)
			await disconnectChat(world.app.ports, world.cast.ada.id, identityKey(identity()))
		}
		const elsewhere = say('disconnect.elsewhere', { name: 'Ada Rossi' })

		it.each([
			['blocked', { status: 403, code: 'ConversationBlockedByUser' }],
			['not let to write', { status: 403, code: 'MessageWritesBlocked' }],
			['removed', { status: 404, code: 'ConversationNotFound' }],
		])('end a job at once and quietly when the bot is %s', async (_, refusal) => {
			const { world } = service
			await disconnected(refusal)
			await world.app.drain()
			expect(await world.app.ports.jobs.nextDue()).toBeUndefined()
			expect(world.faults).toEqual([])
			expect(await place()).toMatchObject({ blocked: true })
		})

		it('are called again after what the connector asks for, and not before', async () => {
			const { ada, teams, world } = service
			const inTwoHours = new Date(world.clock.now() + 2 * 60 * 60_000).toUTCString()
			await disconnected({ status: 429, retryAfter: '3600' }, { status: 503, retryAfter: inTwoHours })
			await world.app.drain()
			const before = teams.world.calls
			world.clock.advance(3_600_000 - 10_000)
			await world.app.drain()
			expect(teams.world.calls).toBe(before)
			world.clock.advance(10_000)
			await world.app.drain()
			expect(teams.world.calls).toBe(before + 1)
			expect(ada.screen()).not.toContain(elsewhere)
			world.clock.advance(3_600_000)
			await world.app.drain()
			expect(teams.world.calls).toBe(before + 2)
			expect(ada.screen()).toContain(elsewhere)
			expect(world.faults).toEqual([])
			expect(teams.problems).toEqual([])
		})

		it('are called again soon where the connector only fails', async () => {
			const { ada, world } = service
			await disconnected({ status: 502 }, { status: 403, code: 'InvalidBotApiHost' })
			for (let time = 0; time < 3; time += 1) {
				await world.app.drain()
				world.clock.advance(2 * 60_000)
			}
			expect(ada.screen()).toContain(elsewhere)
			expect(world.faults).toHaveLength(2)
			expect(await place()).toMatchObject({ blocked: false })
		})

		it.each([
			['a word', () => service.ada.types('help')],
			['a button', () => service.ada.presses(say('connect.action'))],
			['installing', () => service.ada.installs()],
		])('are called again after %s', async (_, act) => {
			await service.ada.installs()
			await service.world.app.database.places.block(identity())
			await act()
			expect(await place()).toMatchObject({ blocked: false })
		})

		it('say what language a person speaks whom this process has not heard', async () => {
			await service.ada.types('help')
			const { reference } = (await place()) ?? { reference: '' }
			const carla = { ...identity(), user: 'carla' }
			const hers = { ...(JSON.parse(reference) as object), user: { name: 'Carla Neri' }, locale: 'it-IT' }
			await service.world.app.database.places.keep(carla, JSON.stringify(hers))
			expect(await service.world.app.ports.profiles.of(carla)).toEqual({
				name: 'Carla Neri',
				locale: 'it-IT',
			})
		})
	})
})
