import { createHash, randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { answered, codeFor, connect, conversation, opened, set, stories, taken } from './told.ts'

stories('requests', ({ say, platform, open }) => {
	it('opens from the list, shows support’s answer and its files, and goes back', async () => {
		const stage = await open()
		const { ada, world } = stage
		const bytes = randomBytes(70_000)
		const stored = await world.app.ports.files.put(chunks(bytes), 1_000_000)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer', 'It **jams**.')
		await answered(stage, ticket, 'Try [this](https://support.example/guide).', {
			files: [{ at: 'store', name: 'guide é.pdf', type: 'application/pdf', ...stored }],
		})
		await connect(stage, say, ada, world.cast.ada)
		await ada.types('mine')
		const page = await ada.presses(say('ticket.open'), `#${ticket.number}`)
		for (const part of [
			`#${ticket.number}`,
			'Broken printer',
			'jams',
			say('ticket.support', { name: 'Diego Sala' }),
			'https://support.example/guide',
			'guide é.pdf',
		]) {
			expect(page).toContain(part)
		}
		const answer = await fetch(ada.link('guide é.pdf'))
		expect(answer.status).toBe(200)
		expect(answer.headers.get('content-disposition')).toContain('attachment')
		const got = Buffer.from(await answer.arrayBuffer())
		expect(createHash('sha256').update(got).digest('hex')).toBe(stored.sha256)
		expect(await ada.presses(say('ticket.back'))).toContain(say('scope.requested'))
	})

	it('shows older comments on demand, and a long one in full', async () => {
		const stage = await open()
		const { ada, world } = stage
		let ticket = await opened(stage, world.cast.ada, 'A long story', 'the very first')
		const long = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ')
		for (let index = 2; index <= 11; index++) {
			ticket = await answered(stage, ticket, index === 11 ? long : `answer ${index}.`)
		}
		await connect(stage, say, ada, world.cast.ada)
		const newest = await ada.types(`view ${ticket.number}`)
		expect(newest).toContain('answer 10.')
		expect(newest).not.toContain('the very first')
		expect(newest).not.toContain('word899')
		await ada.presses(say('ticket.older'))
		expect(await ada.presses(say('ticket.older'))).toContain('the very first')
		await ada.types(`view ${ticket.number}`)
		expect(await ada.presses(say('ticket.whole'))).toContain('word899')
		expect(await ada.presses(say('ticket.conversation'))).toContain('answer 10.')
	})

	it('answers for what is not one’s own as for what does not exist', async () => {
		const stage = await open()
		const { mallory, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await connect(stage, say, mallory, world.cast.mallory)
		for (const verb of ['view', 'reply', 'solve', 'mute', 'cc']) {
			const foreign = await mallory.types(`${verb} ${ticket.number}`)
			const absent = await mallory.types(`${verb} 999999`)
			expect(foreign.replaceAll(String(ticket.number), '999999')).toBe(absent)
			expect(absent).toContain(say('refused.ticket', { number: '999999' }))
		}
		expect((await conversation(stage, ticket.number)).comments).toHaveLength(1)
	})

	it('never shows an internal note', async () => {
		const stage = await open()
		const { ada, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await world.app.ports.tickets.addComment({
			...world.diego,
			ticket: ticket.id,
			text: 'canary of the agents',
			files: [],
			public: false,
		})
		await connect(stage, say, ada, world.cast.ada)
		expect(await ada.types(String(ticket.number))).not.toContain('canary')
		expect(await ada.types('mine canary')).toContain(say('list.empty.filtered'))
	})

	it('opens a new one with files', async () => {
		const stage = await open()
		const { ada, world } = stage
		const photo = { name: 'photo <1>.png', bytes: randomBytes(50_000), type: 'image/png' }
		await connect(stage, say, ada, world.cast.ada)
		if (!platform.filesInForms) await ada.writes('Look', [photo])
		await (platform.filesInForms ? ada.types('new Broken printer') : ada.presses(say('offer.new')))
		const page = await ada.sends(
			{ [say('new.subject')]: 'Printer jams', [say('new.text')]: 'Every *morning*.' },
			platform.filesInForms ? [photo] : undefined,
		)
		expect(page).toContain('Printer jams')
		await world.app.drain()
		const number = Number(/#(\d+)/.exec(page)?.[1])
		const { ticket, comments } = await conversation(stage, number)
		expect(ticket).toMatchObject({ subject: 'Printer jams', status: 'new' })
		const [file] = comments[0]?.attachments ?? []
		expect(file).toMatchObject({ name: 'photo <1>.png', size: 50_000, state: 'stored' })
		const kept = await world.app.ports.tickets.file(world.cast.ada, file?.id ?? '')
		expect(kept?.sha256).toBe(createHash('sha256').update(photo.bytes).digest('hex'))
	})

	it('takes a message that is too long for any form, even before one is connected', async () => {
		const stage = await open()
		const { ada } = stage
		const message = Array.from({ length: 800 }, (_, index) => `word${index}`).join(' ')
		await ada.types(`new ${message}`)
		await ada.sends({ [say('connect.email')]: 'ada@acme.example' })
		await ada.sends({ [say('connect.code')]: await codeFor(stage, 'ada@acme.example') })
		const form = await ada.presses(say('connect.yes'))
		expect(form).toContain('word0 word1 word2')
		const page = await ada.sends({ [say('new.subject')]: 'Much to say', [say('new.text')]: 'And this.' })
		const { comments } = await conversation(stage, Number(/#(\d+)/.exec(page)?.[1]))
		expect(comments[0]?.text).toBe(`${message}\n\nAnd this.`)
	})

	it('keeps what was typed when something is missing', async () => {
		const stage = await open()
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		await ada.types('new')
		const screen = await ada.sends({ [say('new.subject')]: 'Only a subject' })
		expect(screen).toContain(say('refused.text.missing'))
		expect(screen).toContain('Only a subject')
		expect(await ada.sends({ [say('new.text')]: 'And now a text' })).toContain('And now a text')
		expect(await ada.types('mine')).toContain(say('list.summary', { open: 1, awaiting: 0, solved: 0 }))
	})

	it('is marked as solved, once it is in someone’s hands, after saying what that means', async () => {
		const stage = await open()
		const { ada, carla, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		const number = String(ticket.number)
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, carla, world.cast.carla)
		const support = 'Support'
		expect(await ada.types(`solve ${number}`)).toContain(say('solve.unassigned', { number, support }))
		await taken(stage, ticket)
		expect(await carla.types(`solve ${number}`)).toContain(say('solve.forbidden', { number, support }))
		const question = await ada.types(`solve #${number}`)
		expect(question).toContain(say('solve.explain', { number, subject: 'Broken printer' }))
		expect((await conversation(stage, ticket.number)).ticket.status).toBe('open')
		expect(await ada.presses(say('solve.yes'))).toContain(say('solve.done', { number }))
		expect((await conversation(stage, ticket.number)).ticket.status).toBe('solved')
		expect(await ada.types(`solve ${number}`)).toContain(say('solve.already', { number }))
	})

	it('is added to in one line, and a solved one opens again', async () => {
		const stage = await open()
		const { ada, world } = stage
		const ticket = await set(stage, await taken(stage, await opened(stage, world.cast.ada, 'Lamp')), 'solved')
		const number = String(ticket.number)
		await connect(stage, say, ada, world.cast.ada)
		const asked = await ada.types(`reply ${number} It flickers  again`)
		expect(asked).toContain(say('reply.reopens'))
		expect(asked).toContain('It flickers  again')
		expect((await conversation(stage, ticket.number)).ticket.status).toBe('solved')
		expect(await ada.sends({})).toContain(say('reply.done.reopened', { number }))
		expect(await ada.types(`reply ${number} Still`)).toContain(say('reply.done', { number }))
		const after = await conversation(stage, ticket.number)
		expect(after.ticket.status).toBe('open')
		expect(after.comments.slice(-2).map(({ text }) => text)).toEqual(['It flickers  again', 'Still'])
	})

	it('starts a follow-up when it is closed, saying so before', async () => {
		const stage = await open()
		const { ada, world } = stage
		const ticket = await set(stage, await taken(stage, await opened(stage, world.cast.ada, 'Lamp')), 'closed')
		await connect(stage, say, ada, world.cast.ada)
		expect(await ada.types(`reply ${ticket.number}`)).toContain(say('reply.followUp'))
		const page = await ada.sends({ [say('reply.text')]: 'It is dark again.' })
		const next = String(ticket.number + 1)
		expect(page).toContain(say('reply.done.followUp', { old: String(ticket.number), number: next }))
		const after = await conversation(stage, ticket.number + 1)
		expect(after.ticket).toMatchObject({ subject: 'Lamp', followUpOf: ticket.number, status: 'new' })
		expect((await conversation(stage, ticket.number)).comments).toHaveLength(1)
	})

	it('is added to by colleagues only where they may', async () => {
		const stage = await open()
		const { carla, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Lamp')
		const number = String(ticket.number)
		await connect(stage, say, carla, world.cast.carla)
		expect(await carla.types(`reply ${number} hello`)).toContain(say('refused.comment', { number }))
		await world.app.ports.accounts.setGrant(world.cast.acme.id, 'comment')
		expect(await carla.types(`reply ${number} hello`)).toContain(say('reply.done', { number }))
		expect((await conversation(stage, ticket.number)).comments.map(({ author }) => author.name)).toEqual([
			'Ada Rossi',
			'Carla Neri',
		])
	})

	it('has people copied and not copied any more', async () => {
		const stage = await open()
		const { ada, carla, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Lamp')
		const number = String(ticket.number)
		await connect(stage, say, ada, world.cast.ada)
		await connect(stage, say, carla, world.cast.carla)
		const email = 'ben@elsewhere.example'
		expect(await ada.types(`cc ${number} add ${email}`)).toContain(say('cc.added', { email, number }))
		expect(await ada.types(`cc ${number} add ${email}`)).toContain(say('cc.unchanged.add', { email, number }))
		expect(await ada.types(`cc ${number}`)).toContain(email)
		await ada.sends({ [say('cc.email')]: 'carla@acme.example' })
		expect(await carla.types('cc')).toContain('Lamp')
		expect(await carla.types(`cc ${number} remove ${email}`)).toContain(
			say('cc.forbidden', { number, support: 'Support' }),
		)
		expect(await carla.types(`cc ${number} remove carla@acme.example`)).toContain(say('cc.leave.title'))
		expect(await carla.presses(say('ticket.leave'))).toContain(say('cc.left', { number }))
		expect(await ada.types(`cc ${number} remove ${email}`)).toContain(say('cc.removed', { email, number }))
		expect((await conversation(stage, ticket.number)).ticket.ccs).toEqual([])
	})
})

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000)
}
