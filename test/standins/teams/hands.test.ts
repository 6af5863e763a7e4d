import { afterEach, beforeEach, expect, test } from 'vitest'
import { wordsOf } from '../../../src/words/index.ts'
import { openService, type Service } from '../../adapters/teams/service.ts'
import { allowed } from '../../contracts/cast.ts'
import { actionsOf } from './nodes.ts'
import { findMessage, sightOf } from './sight.ts'
import { type Card, cardOf, type Message } from './world.ts'

const say = wordsOf('en')
let service: Service
beforeEach(async () => {
	service = await openService()
	await service.link(service.ada, service.world.cast.ada)
})
afterEach(() => service.close())

const seen = (id = '29:ada') => sightOf(service.teams.world, id)
const indexOf = (card: Card | undefined, title: string) =>
	actionsOf(card).findIndex(action => action.title === title)
const newest = (): Message => {
	const message = service.ada.messages().at(-1)
	if (!message) throw new Error('there is nothing')
	return message
}

test('a card is answered by what stands where in it, with what the client gives', async () => {
	const { ada } = service
	await ada.types('new A lamp')
	const form = newest()
	await ada.does(form, indexOf(cardOf(form), say('new.submit')), { subject: 'A lamp', text: 'It is dark.' })
	expect(ada.screen()).toContain('It is dark.')
	expect(cardOf(form)).toEqual(cardOf(newest()))
	expect(() => ada.does(form, 99, {})).toThrow('no action 99')
	expect(service.teams.problems).toEqual([])
})

test('a dialog is answered likewise, and shut without a word', async () => {
	const { ada } = service
	const on = { id: '1', body: { contentType: 'text', content: 'Dark again' } }
	const { dialog } = await ada.uses('create_request', on)
	if (!dialog) throw new Error('there is no dialog')
	const typed = { subject: 'Lamp', text: 'Dark again' }
	const done = await ada.does(dialog, indexOf(dialog.card, say('new.submit')), typed)
	expect(done.toast).toMatch(/#\d+/)
	await ada.uses('create_request', on)
	ada.closes()
	expect(ada.dialog).toBeUndefined()
})

test('what one sees has who, when and in which order, and one’s own that is gone', async () => {
	const { ada, carla, teams } = service
	const empty = seen().version
	await ada.types('help')
	await carla.types('help')
	expect(seen().version).not.toBe(empty)
	expect(seen().chat.map(({ from, text }) => [from.name, from.bot, text])).toEqual([
		['Ada Rossi', false, 'help'],
		['Sportello', true, ''],
	])
	const [first] = seen().chat
	const message = first && findMessage(teams.world, first.id)
	if (!message) throw new Error('it is not there')
	await ada.deletes(message)
	expect(seen().chat[0]).toMatchObject({ id: message.id, deleted: true })
	await ada.restores(message)
	await ada.edits('mine', message)
	expect(seen().chat[0]).toMatchObject({ text: 'mine', edited: true, deleted: false })
})

test('in the channel the bot hears what names it, and others’ deleted words are gone', async () => {
	const { ada, carla, teams } = service
	await ada.posts('Who has a lamp?')
	expect(teams.channel()).toHaveLength(1)
	await carla.posts('@Sportello triage', { under: teams.channel()[0] as Message })
	const [post, asked, answer] = seen().channel
	expect(post).toMatchObject({ text: 'Who has a lamp?', from: { name: 'Ada Rossi' } })
	expect(asked).toMatchObject({ text: '@Sportello triage', thread: post?.id })
	expect(answer).toMatchObject({ from: { bot: true }, thread: post?.id })
	await carla.deletes(findMessage(teams.world, asked?.id ?? ''))
	expect(seen('29:carla').channel.map(({ deleted }) => deleted)).toEqual([false, true, false])
	expect(seen().channel.map(({ from }) => from.name)).toEqual(['Ada Rossi', 'Sportello'])
})

test('what Teams would refuse stands with the message', async () => {
	const { ada, teams } = service
	await ada.types('help')
	const { text: _, ...activity } = { text: '', type: 'message', attachments: [] }
	const token = await fetch(`${teams.loginUrl}/oauth2/v2.0/token`, {
		method: 'POST',
		body: new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: teams.appId,
			client_secret: teams.appPassword,
			scope: 'https://api.botframework.com/.default',
		}),
	}).then(answer => answer.json() as Promise<{ access_token: string }>)
	await fetch(`${teams.serviceUrl}v3/conversations/${encodeURIComponent('a:29:ada')}/activities`, {
		method: 'POST',
		headers: { authorization: `Bearer ${token.access_token}` },
		body: JSON.stringify(activity),
	})
	expect(seen().chat.at(-1)?.problems).toEqual(['an empty message'])
	expect(seen().problems).toContain('an empty message')
})

test('what goes into one’s OneDrive can be fetched there', async () => {
	const { ada, world, teams } = service
	const { tickets, files } = world.app.ports
	const by = { by: world.cast.ada.id, via: 'test' }
	const { ticket } = allowed(await tickets.open({ ...by, subject: 'Lamp', text: 'x', files: [] }))
	const stored = await files.put(
		(async function* () {
			yield Buffer.from('read me')
		})(),
		1_000,
	)
	const file = { at: 'store' as const, name: 'guide.txt', type: 'text/plain', ...stored }
	allowed(await tickets.addComment({ ...world.diego, ticket: ticket.id, text: 'Here', files: [file] }))
	await ada.types(String(ticket.number))
	await ada.presses(say('chat.file.save', { drive: 'OneDrive' }))
	await ada.accepts(newest())
	const { contentUrl = '' } = newest().attachments[0] ?? {}
	expect(await (await fetch(contentUrl)).text()).toBe('read me')
	expect(teams.problems).toEqual([])
})
