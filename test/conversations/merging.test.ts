import { expect, it } from 'vitest'
import type { Ticket } from '../../src/domain/ticket.ts'
import { ccsPerTicket } from '../../src/rules/limits.ts'
import { allowed } from '../contracts/cast.ts'
import { wordsOf } from '../../src/words/index.ts'
import { connect, conversation, opened, set, stories, told } from './told.ts'

stories('merging', ({ say, open }) => {
	const diego = say('ticket.support', { name: 'Diego Sala' })

	it('tells who asked for a duplicate once where it goes on, and leads there', async () => {
		const stage = await open()
		const { ada, carla, world } = stage
		const { tickets } = world.app.ports
		const kept = await opened(stage, world.cast.ada, 'Broken printer')
		const duplicate = await opened(stage, world.cast.carla, 'Printer jams')
		const [number, into] = [String(duplicate.number), String(kept.number)]
		allowed(await tickets.addCc({ ...world.diego, ticket: duplicate.id, email: world.cast.ben.email }))
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, carla, world.cast.carla)
		await set(stage, duplicate, 'hold')
		await told(stage)
		allowed(await tickets.merge({ ...world.diego, ticket: duplicate.id, into: kept.id }))
		await told(stage)
		const news = await carla.news(duplicate.number)
		expect(news).toContain(say('news.merged', { name: diego, into }))
		expect(news).not.toContain(say('rate.good'))
		expect(news).not.toContain(`[${say('ticket.reply')}]`)
		const lead = say('merge.open', { number: into })
		expect(await carla.pressesNews(duplicate.number, lead)).toContain('Broken printer')
		await carla.closes()
		expect(await carla.types(`view ${number}`)).toContain(`[${lead}]`)
		const { text } = world.mail.newestTo(world.cast.ben.email)
		expect(text).toContain(wordsOf('en')('notice.title.merged', { number, into }))
		expect(text).toContain(`/requests/${into}\n`)
		expect(text).not.toContain('/rate')
		const heard = async (ticket: Ticket) =>
			(await world.app.ports.notices.log({ ticket: ticket.id, size: 9 })).map(row => [
				row.account.email,
				row.kind,
				row.state,
			])
		expect(await heard(kept)).toEqual([])
		expect((await heard(duplicate)).filter(([, kind]) => kind === 'status')).toEqual([
			[world.cast.carla.email, 'status', 'sent'],
			[world.cast.ben.email, 'status', 'sent'],
		])
	})

	it('is not merged where there is no room for who asked, which is said before', async () => {
		const stage = await open()
		const { diego: agent, world } = stage
		const kept = await opened(stage, world.cast.ada, 'Broken printer')
		const duplicate = await opened(stage, world.cast.carla, 'Printer jams')
		for (let i = 0; i < ccsPerTicket; i += 1) {
			const email = `p${i}@x.example`
			allowed(await world.app.ports.tickets.addCc({ ...world.diego, ticket: kept.id, email }))
		}
		await connect(stage, say, agent, world.cast.diego)
		const values = { name: 'Carla Neri', into: String(kept.number), most: ccsPerTicket }
		const refusal = await agent.types(`merge ${duplicate.number} into ${kept.number}`)
		expect(refusal).toContain(say('merge.noRoom', values))
		expect((await conversation(stage, duplicate.number)).ticket.status).toBe('new')
	})

	it('says before how many are told: who finds room there or is there, but for who merges', async () => {
		const stage = await open()
		const { diego: agent, world } = stage
		const { tickets } = world.app.ports
		const kept = await opened(stage, world.cast.ada, 'Broken printer')
		const duplicate = await opened(stage, world.cast.carla, 'Printer jams')
		const copy = async (ticket: Ticket, email: string) =>
			allowed(await tickets.addCc({ ...world.diego, ticket: ticket.id, email }))
		await copy(duplicate, world.cast.diego.email)
		await copy(duplicate, world.cast.ben.email)
		await copy(duplicate, 'zoe@x.example')
		await connect(stage, say, agent, world.cast.diego)
		const into = String(kept.number)
		const asks = () => agent.types(`merge ${duplicate.number} into ${into}`)
		const two = say('merge.told', { name: 'Carla Neri', count: 2, into })
		expect(await asks()).toContain(two)
		await copy(kept, world.cast.ben.email)
		for (let i = 2; i < ccsPerTicket; i += 1) await copy(kept, `p${i}@x.example`)
		// There is room for who asked alone; Ben is there.
		expect(await asks()).toContain(say('merge.told', { name: 'Carla Neri', count: 1, into }))
		const own = await opened(stage, world.cast.diego, 'Mine')
		expect(await agent.types(`merge ${own.number} into ${into}`)).not.toContain(
			say('merge.told.alone', { name: 'Diego Sala', into }),
		)
	})
})
