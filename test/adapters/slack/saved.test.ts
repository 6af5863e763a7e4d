import { afterEach, beforeEach, expect, it } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { type Channel, openChannel } from './channel.ts'

const say = wordsOf('en')

let channel: Channel
let number: number
beforeEach(async () => {
	channel = await openChannel({ quiet: true })
	const { world } = channel.desk
	for (const name of ['Restart', 'Wait']) {
		await world.app.ports.answers.save({ ...world.diego, name, text: `${name}, {name}.` })
	}
	number = await channel.asked()
	await channel.diego.types(`/tickets reply ${number}`, { channel: 'bot' })
})
afterEach(async () => {
	const { desk } = channel
	await channel.close()
	expect(desk.slack.problems).toEqual([])
	expect(desk.world.faults).toEqual([])
})

const answerOf = async () => {
	await channel.settled()
	const { app, cast } = channel.desk.world
	const ticket = await app.ports.tickets.find(cast.diego, number)
	const { comments } = await app.ports.tickets.conversation(cast.diego, ticket?.id ?? '', { size: 10 })
	const [, ...answers] = comments
	return answers.map(({ text, attachments }) => ({ text, files: attachments.map(({ name }) => name) }))
}

it('keeps the files that lie in the form when a saved answer is put in', async () => {
	const { diego } = channel
	await diego.fills({ [say('reply.text')]: 'See <here> & there.' })
	await diego.attaches(say('reply.files'), [{ name: 'tray.txt', bytes: new Uint8Array([1, 2, 3]) }])
	const seen = await diego.presses('Wait')
	expect(seen.screen).toContain('tray.txt')
	await diego.submits()
	expect(await answerOf()).toEqual([{ text: 'See <here> & there.\n\nWait, Ada.', files: ['tray.txt'] }])
})

it('stays the one window however often one is put in, and brings back nothing that was cleared', async () => {
	const { diego } = channel
	await diego.fills({ [say('reply.text')]: 'Mine.' })
	for (const name of ['Restart', 'Wait', 'Restart', 'Wait']) await diego.presses(name)
	await diego.fills({ [say('reply.text')]: null })
	await diego.presses('Restart')
	await diego.submits()
	expect(await answerOf()).toEqual([{ text: 'Restart, Ada.', files: [] }])
	await diego.closes()
	expect(diego.modal).toBeUndefined()
})
