import { expect, it } from 'vitest'
import { allowed } from '../contracts/cast.ts'
import { addEmma, as, connect, conversation, opened, set, stories, taken, told } from './told.ts'

stories('the desk', ({ say, platform, open }) => {
	it('shows the queue: what nobody has, one’s own, all of it, with what is asked for', async () => {
		const stage = await open()
		const { diego, world } = stage
		const { ada, carla } = world.cast
		await taken(stage, await opened(stage, ada, 'Broken printer'))
		const badge = await opened(stage, carla, 'New badge')
		await connect(stage, say, diego, world.cast.diego)
		const first = await diego.types('queue')
		expect(first).toContain(say('queue.unassigned'))
		expect(first).toContain(say('queue.summary', { unassigned: 1, mine: 1, all: 2 }))
		expect(first).toContain(say('queue.item.at', { name: 'Carla Neri', organization: 'Acme' }))
		expect(first).toContain('New badge')
		expect(first).not.toContain('Broken printer')
		const mine = await diego.types('queue mine')
		expect(mine).toContain('Broken printer')
		expect(mine).not.toContain('New badge')
		allowed(
			await world.app.ports.tickets.setPriority({ ...world.diego, ticket: badge.id, priority: 'urgent' }),
		)
		const urgent = await diego.types('queue all urgent')
		expect(urgent).toContain('New badge')
		expect(urgent).not.toContain('Broken printer')
		expect(await diego.types('queue all new badge')).toContain('New badge')
		expect(await diego.types('queue all nothinglikethis')).toContain(say('list.empty.filtered'))
		await taken(stage, badge)
		const none = await diego.types('queue')
		expect(none).toContain(say('queue.empty.unassigned'))
		expect(none).toContain(say('queue.summary', { unassigned: 0, mine: 2, all: 2 }))
		expect(await diego.types('queue sort:colour')).toContain('sort:due')
	})

	it('is narrowed to an organization in words, and searched in all that there is', async () => {
		const stage = await open()
		const { diego, world } = stage
		const done = await opened(stage, world.cast.ada, 'Broken printer')
		await opened(stage, world.cast.mallory, 'Printer order')
		await set(stage, done, 'closed')
		await connect(stage, say, diego, world.cast.diego)
		const umbra = await diego.types('queue all org:umbra')
		expect(umbra).toContain('Printer order')
		expect(umbra).not.toContain('Broken printer')
		const acme = await diego.types('queue all org:"Acme" printer')
		expect(acme).toContain('Broken printer')
		expect(acme).not.toContain('Printer order')
		expect(await diego.types('queue org:nowhere')).toContain('Umbra')
		await diego.types('queue')
		await diego.presses(say('list.search'))
		const found = await diego.sends({ [say('search.words')]: 'printer' })
		expect(found).toContain('Broken printer')
		expect(found).toContain('Printer order')
	})

	it('is taken once: who comes second hears who has it, and may take it over', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const number = String(ticket.number)
		const emma = await addEmma(stage)
		await connect(stage, say, diego, world.cast.diego)
		await diego.types(`view ${number}`)
		await world.app.ports.tickets.assign({ ...as(emma), ticket: ticket.id, assignee: emma.id })
		expect(await diego.presses(say('ticket.take'))).toContain(
			say('take.taken', { number, name: 'Emma Rizzi' }),
		)
		expect((await conversation(stage, ticket.number)).ticket.assignee?.id).toBe(emma.id)
		const name = 'Diego Sala'
		expect(await diego.presses(say('take.over'))).toContain(say('assign.done', { number, name }))
		expect(await diego.types(`take ${number}`)).toContain(say('take.already', { number }))
		expect(await diego.types(`assign ${number} emma@support.example`)).toContain(
			say('assign.done', { number, name: 'Emma Rizzi' }),
		)
		expect(await diego.types(`assign ${number} ada@acme.example`)).toContain(
			say('assign.unknown', { email: 'ada@acme.example' }),
		)
		await diego.closes()
		await diego.types(`assign ${number}`)
		expect(await diego.sends({ [say('ticket.assignee')]: say('assign.nobody') })).toContain(
			say('assign.done.nobody', { number }),
		)
		expect(await diego.types(`assign ${number} nobody`)).toContain(say('assign.same.nobody', { number }))
	})

	it('is given to an agent by address where there are more than can be chosen from', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const number = String(ticket.number)
		await connect(stage, say, diego, world.cast.diego)
		expect(await diego.types(`assign ${number}`)).not.toContain(say('assign.other'))
		await diego.closes()
		for (let i = 100; i < 200; i += 1) {
			const email = `a${i}@support.example`
			await world.app.ports.accounts.add({ email, firstName: `Agent ${i}`, lastName: 'X', role: 'agent' })
		}
		expect(await diego.types(`assign ${number}`)).toContain(say('assign.other'))
		const unknown = await diego.sends({ [say('assign.other')]: 'a999@support.example' })
		expect(unknown).toContain(say('assign.unknown', { email: 'a999@support.example' }))
		const done = await diego.sends({ [say('assign.other')]: 'a199@support.example' })
		expect(done).toContain(say('assign.done', { number, name: 'Agent 199 X' }))
		// Whom it has is among those who can be chosen, whatever their place.
		await diego.closes()
		await diego.types(`assign ${number}`)
		const same = await diego.sends({})
		expect(same).toContain(say('assign.same', { number, name: 'Agent 199 X' }))
	})

	it('has notes that only agents read, and that nobody else hears of', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Broken printer'))
		const number = String(ticket.number)
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, diego, world.cast.diego)
		await told(stage)
		expect(await diego.types(`note ${number} The model is discontinued.`)).toContain(
			say('note.done', { number }),
		)
		await diego.types(`note ${number}`)
		const page = await diego.sends({ [say('note.text')]: 'A spare one is in the cellar.' })
		expect(page).toContain('in the cellar')
		expect(page).toContain(say('ticket.note'))
		await told(stage)
		expect(await ada.types(`view ${number}`)).not.toContain('cellar')
		expect(await ada.looks()).not.toContain('discontinued')
		const { comments } = await conversation(stage, ticket.number)
		expect(comments.map(one => one.public)).toEqual([true, false, false])
	})

	it('sets status and priority, in a word or by hand, and says what cannot be', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const number = String(ticket.number)
		await connect(stage, say, diego, world.cast.diego)
		const pending = say('status.agent.pending')
		expect(await diego.types(`status ${number} pending`)).toContain(
			say('status.done', { number, status: pending }),
		)
		expect(await diego.types(`status ${number} pending`)).toContain(
			say('status.same', { number, status: pending }),
		)
		await diego.types(`status ${number}`)
		const status = say('status.agent.solved')
		expect(await diego.sends({ [say('ticket.status')]: status })).toContain(
			say('status.done', { number, status }),
		)
		const refusal = say('status.new')
		const screen = await diego.types(`status ${number} new`)
		expect(screen).toContain(platform.marksCommands ? refusal : say('offer.title'))
		await diego.types(`priority ${number} high`)
		expect((await conversation(stage, ticket.number)).ticket.priority).toBe('high')
		await diego.types(`priority ${number}`)
		const priority = say('priority.urgent')
		expect(await diego.sends({ [say('ticket.priority')]: priority })).toContain(
			say('priority.done', { number, priority }),
		)
		const closing = await diego.types(`status ${number} closed`)
		expect(closing).toContain(say('status.close', { number, subject: 'Broken printer' }))
		const [cancel, yes] = [say('chat.cancel'), say('status.close.yes')].map(label => closing.indexOf(label))
		expect(cancel).toBeLessThan(yes ?? 0)
		expect(await diego.presses(say('chat.cancel'))).toContain('Broken printer')
		await diego.closes()
		await diego.types(`status ${number}`)
		const chosen = await diego.sends({ [say('ticket.status')]: say('status.agent.closed') })
		expect(chosen).toContain(say('status.close.title'))
		expect((await conversation(stage, ticket.number)).ticket.status).toBe('solved')
		expect(await diego.presses(say('status.close.yes'))).toContain(
			say('status.done', { number, status: say('status.agent.closed') }),
		)
		expect((await conversation(stage, ticket.number)).ticket.status).toBe('closed')
		for (const words of [
			'status 1 open',
			'priority 1 low',
			'take 1',
			'assign 1 nobody',
			'note 1 Psst',
			'merge 1',
		]) {
			expect(await diego.types(words.replace('1', number))).toContain(say('desk.closed', { number }))
		}
	})

	it('is merged into another after saying who is copied there', async () => {
		const stage = await open()
		const { diego, world } = stage
		const kept = await opened(stage, world.cast.ada, 'Broken printer')
		const duplicate = await opened(stage, world.cast.carla, 'Printer jams')
		const [number, into] = [String(duplicate.number), String(kept.number)]
		await connect(stage, say, diego, world.cast.diego)
		expect(await diego.types(`merge ${number} into ${number}`)).toContain(say('merge.itself', { number }))
		expect(await diego.types(`merge ${number} into 999`)).toContain(say('refused.ticket', { number: '999' }))
		await diego.types(`merge ${number}`)
		expect(await diego.sends({ [say('merge.into')]: 'that one' })).toContain('that one')
		const question = await diego.sends({ [say('merge.into')]: `#${into}` })
		expect(question).toContain(
			say('merge.sure', { number, subject: 'Printer jams', into, other: 'Broken printer' }),
		)
		expect(question).toContain(say('merge.copied', { names: 'Carla Neri', count: 1 }))
		expect(question).toContain(say('merge.told.alone', { name: 'Carla Neri', into }))
		expect((await conversation(stage, duplicate.number)).ticket.status).toBe('new')
		expect(await diego.presses(say('merge.yes'))).toContain(say('merge.done', { number, into }))
		expect((await conversation(stage, kept.number)).ticket.ccs.map(one => one.name)).toEqual(['Carla Neri'])
		expect((await conversation(stage, duplicate.number)).ticket.mergedInto).toBe(kept.number)
	})

	it('has a history, by whom and from where', async () => {
		const stage = await open()
		const { diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const number = String(ticket.number)
		await connect(stage, say, diego, world.cast.diego)
		await diego.types(`take ${number}`)
		await diego.types(`priority ${number} high`)
		const past = await diego.types(`history ${number}`)
		for (const what of [
			say('history.opened'),
			say('history.assigned', { name: 'Diego Sala' }),
			say('history.priority', { from: say('priority.normal'), to: say('priority.high') }),
			platform.title,
			say('history.via.commandLine'),
		]) {
			expect(past).toContain(what)
		}
		for (let index = 0; index < 12; index++) {
			await diego.types(`status ${number} ${index % 2 === 0 ? 'hold' : 'open'}`)
		}
		expect(await diego.types(`history ${number}`)).not.toContain(say('history.opened'))
		await diego.presses(say('history.older'))
		expect(await diego.presses(say('history.older')).catch(() => diego.screen())).toContain(
			say('history.opened'),
		)
	})

	it('has a history of what an account may do, for agents alone', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		const { accounts } = world.app.ports
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, diego, world.cast.diego)
		const { carla } = world.cast
		const doer = { by: world.cast.diego.id, via: 'web' }
		await accounts.change(carla.id, { role: 'agent', organization: world.cast.umbra.id }, doer)
		const past = await diego.types(`history ${carla.email}`)
		const role = { from: say('rights.role.user'), to: say('rights.role.agent') }
		for (const what of [
			say('rights.title', { name: 'Carla Neri' }),
			say('history.by', {
				name: 'Diego Sala',
				what: say('rights.role', role),
				via: say('history.via.web'),
			}),
			say('rights.moved', { from: 'Acme', to: 'Umbra' }),
			say('history.by', {
				name: say('rights.operator'),
				what: say('rights.made', { role: say('rights.role.user') }),
				via: say('history.via.commandLine'),
			}),
		]) {
			expect(past).toContain(what)
		}
		expect(await diego.types('history eve@acme.example')).toContain(
			say('rights.unknown', { email: 'eve@acme.example' }),
		)
		expect(await ada.types(`history ${carla.email}`)).toContain(say('refused.role'))
		for (let i = 0; i < 11; i += 1) await accounts.change(carla.id, { disabled: i % 2 === 0 })
		await diego.closes()
		expect(await diego.types(`history ${carla.email}`)).toContain(say('rights.now.disabled'))
		expect(diego.screen()).not.toContain(say('rights.moved', { from: 'Acme', to: 'Umbra' }))
		expect(await diego.presses(say('history.older'))).toContain(
			say('rights.moved', { from: 'Acme', to: 'Umbra' }),
		)
	})

	it('is opened on behalf of someone, with an account of theirs or with a new one', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		await connect(stage, say, diego, world.cast.diego)
		await connect(stage, say, ada, world.cast.ada)
		const form = await diego.types('new for ada@acme.example Printer order')
		expect(form).toContain(say('new.for', { name: 'Ada Rossi', email: 'ada@acme.example' }))
		const page = await diego.sends({ [say('reply.text')]: 'As agreed on the phone.' })
		const number = /#(\d+)/.exec(page)?.[1] ?? ''
		expect(page).toContain(say('new.done.for', { number, name: 'Ada Rossi' }))
		expect((await conversation(stage, Number(number))).ticket).toMatchObject({
			subject: 'Printer order',
			requester: { name: 'Ada Rossi' },
		})
		const email = 'nina@new.example'
		expect(await diego.types(`new for ${email} Hello`)).toContain(say('new.for.unknown', { email }))
		expect(await world.app.ports.accounts.byEmail(email)).toBeUndefined()
		await diego.sends({ [say('reply.text')]: 'Hello.' })
		expect(await world.app.ports.accounts.byEmail(email)).toMatchObject({ proved: false, role: 'user' })
		const { carla } = world.cast
		await world.app.ports.accounts.change(carla.id, { disabled: true })
		const refused = say('new.for.disabled', { email: carla.email })
		expect(await diego.types(`new for ${carla.email} Chair`)).toContain(refused)
		const typed = { [say('reply.text')]: 'It squeaks.' }
		expect(await diego.sends(typed)).toContain(refused)
		expect(diego.screen()).toContain('It squeaks.')
		const done = await diego.sends({ [say('ticket.requester')]: world.cast.ada.email })
		expect(done).toContain(say('new.done.for', { number: String(Number(number) + 2), name: 'Ada Rossi' }))
		await world.app.ports.accounts.change(carla.id, { disabled: false })
		// For anyone else the words are a subject.
		expect(await ada.types('new for ben@elsewhere.example')).toContain('for ben@elsewhere.example')
		await ada.sends({ [say('new.text')]: 'He asked me to.' })
		const own = (await conversation(stage, Number(number) + 3)).ticket
		expect(own).toMatchObject({ subject: 'for ben@elsewhere.example', requester: { name: 'Ada Rossi' } })
	})

	it('asks an agent for whom it is in every form, and empty it is the agent’s own', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, diego, world.cast.diego)
		expect(await ada.types('new Lamp')).not.toContain(say('new.for.hint'))
		expect(await ada.types('help new')).not.toContain(say('usage.new.agents'))
		await ada.closes()
		expect(await diego.types('help new')).toContain(say('usage.new.agents'))
		await diego.closes()
		await diego.types('new Lamp')
		const own = await diego.sends({ [say('new.text')]: 'My desk is dark.' })
		const number = /#(\d+)/.exec(own)?.[1] ?? ''
		expect(own).toContain(say('new.done', { number }))
		expect((await conversation(stage, Number(number))).ticket.requester.name).toBe('Diego Sala')
		await diego.types('new Chair')
		await diego.sends({ [say('ticket.requester')]: 'ada', [say('new.text')]: 'Hers.' })
		expect(diego.screen()).toContain(say('refused.email', { email: 'ada' }))
		await diego.sends({ [say('ticket.requester')]: world.cast.ada.email })
		const { ticket } = await conversation(stage, Number(number) + 1)
		expect(ticket).toMatchObject({ subject: 'Chair', requester: { name: 'Ada Rossi' } })
	})

	it('is for agents only: others are refused in a sentence, also a second after they lost the role', async () => {
		const stage = await open()
		const { ada, diego, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const number = String(ticket.number)
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, diego, world.cast.diego)
		for (const words of ['queue', 'take 1', 'status 1 solved', 'note 1 mine now', 'history 1', 'answers']) {
			expect(await ada.types(words.replace('1', number))).toContain(say('refused.role'))
		}
		expect(await ada.types('help')).not.toContain(say('usage.queue').split(' [')[0])
		expect(await diego.types('help')).toContain(say('help.section.agents'))
		await diego.types(`view ${number}`)
		await world.app.ports.accounts.change(world.cast.diego.id, { role: 'user' })
		expect(await diego.presses(say('ticket.take'))).toContain(say('refused.role'))
		const { ticket: after, comments } = await conversation(stage, ticket.number).catch(() => {
			throw new Error('gone')
		})
		expect(after).toMatchObject({ status: 'new', priority: 'normal' })
		expect(after.assignee).toBeUndefined()
		expect(comments).toHaveLength(1)
	})
})
