import { expect, it } from 'vitest'
import { allowed } from '../contracts/cast.ts'
import { answered, connect, opened, set, stories, taken } from './told.ts'

stories('lists', ({ say, platform, open }) => {
	it('shows what one opened, what one is copied on and what the organization has', async () => {
		const stage = await open()
		const { ada, world } = stage
		const { cast } = world
		const own = await opened(stage, cast.ada, 'Broken printer')
		const colleagues = await opened(stage, cast.carla, 'New badge')
		const foreign = await opened(stage, cast.mallory, 'Secret plan')
		allowed(
			await world.app.ports.tickets.addCc({ ...world.diego, ticket: foreign.id, email: cast.ada.email }),
		)
		await connect(stage, say, ada, cast.ada)

		const mine = await ada.types('')
		expect(mine).toContain(say('scope.requested'))
		expect(mine).toContain(`#${own.number}`)
		expect(mine).not.toContain('New badge')
		expect(mine).not.toContain('Secret plan')
		const copied = await ada.chooses(say('list.choose.scope'), say('scope.ccd'))
		expect(copied).toContain('Secret plan')
		expect(copied).not.toContain('Broken printer')
		const organization = await ada.types('org')
		expect(organization).toContain('Broken printer')
		expect(organization).toContain(`#${colleagues.number}`)
		expect(organization).not.toContain('Secret plan')
	})

	it('filters by status, in words and by hand, and counts each', async () => {
		const stage = await open()
		const { ada, world } = stage
		const { cast } = world
		await opened(stage, cast.ada, 'First')
		await answered(stage, await opened(stage, cast.ada, 'Second'), 'Is it on?', { status: 'pending' })
		await set(stage, await taken(stage, await opened(stage, cast.ada, 'Third')), 'solved')
		await connect(stage, say, ada, cast.ada)

		expect(await ada.types('mine')).toContain(say('list.summary', { open: 1, awaiting: 1, solved: 1 }))
		const awaiting = await ada.types('mine awaiting')
		expect(awaiting).toContain('Second')
		expect(awaiting).not.toContain('First')
		const solved = await ada.chooses(
			say('list.choose.status'),
			say('list.status.one', { status: say('status.solved'), count: 1 }),
		)
		expect(solved).toContain('Third')
		expect(solved).not.toContain('Second')
	})

	it('searches subjects and conversations, and clears the search', async () => {
		const stage = await open()
		const { ada, world } = stage
		const { cast } = world
		await opened(stage, cast.ada, 'Coffee machine', 'It leaks caffè everywhere.')
		await opened(stage, cast.ada, 'Printer')
		await connect(stage, say, ada, cast.ada)

		const found = await ada.types('mine CAFFE leak')
		expect(found).toContain('Coffee machine')
		expect(found).not.toContain('Printer')
		expect(await ada.presses(say('list.search.clear'))).toContain('Printer')
		await ada.presses(say('list.search'))
		const again = await ada.sends({ [say('search.words')]: 'printer' })
		expect(again).toContain('Printer')
		expect(again).not.toContain('Coffee machine')
		expect(await ada.types('mine nothinglikethis')).toContain(say('list.empty.filtered'))
	})

	it('pages through many, forth and back, in the order that was chosen', async () => {
		const stage = await open()
		const { ada, world } = stage
		for (let index = 1; index <= 12; index++) {
			await opened(stage, world.cast.ada, `Matter ${String(index).padStart(2, '0')}`)
			world.clock.advance(60_000)
		}
		await connect(stage, say, ada, world.cast.ada)
		const first = await ada.types('mine sort:created')
		expect(first).toContain('Matter 12')
		expect(first).not.toContain('Matter 02')
		const second = await ada.presses(say('list.next'))
		expect(second).toContain('Matter 02')
		expect(second).not.toContain('Matter 03')
		expect(await ada.presses(say('list.previous'))).toContain('Matter 12')
	})

	it('refuses filters that do not exist, naming those that do', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const screen = await ada.types('mine sort:colour')
		expect(screen).toContain('sort:colour')
		expect(screen).toContain('sort:created')
		const unknown = await ada.types('frobnicate 12')
		expect(unknown).toContain('frobnicate')
		expect(unknown).toContain(platform.marksCommands ? say('usage.reply').split(' ')[0] : say('offer.title'))
	})

	it('says what is missing where there is nothing', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		expect(await ada.types('mine')).toContain(say('list.empty.requested'))
		expect(await ada.types('cc')).toContain(say('list.empty.ccd'))
		await world.app.ports.accounts.setGrant(world.cast.acme.id, 'none')
		await opened(stage, world.cast.carla, 'Hers alone')
		expect(await ada.types('org')).toContain(say('list.empty.organization'))
	})
})
