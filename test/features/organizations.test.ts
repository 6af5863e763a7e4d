import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '../../src/commands/actor.ts'
import { byName, type Command } from '../../src/commands/command.ts'
import { parseWords } from '../../src/commands/parse.ts'
import type { Organization } from '../../src/domain/account.ts'
import { handle } from '../../src/handle.ts'
import type { ListView } from '../../src/views/view.ts'
import { wordsOf } from '../../src/words/index.ts'
import { allowed } from '../contracts/cast.ts'
import { openWorld, type World } from '../world.ts'

const say = wordsOf('en')
const room = { room: { platform: 'slack', space: 'T1', channel: 'C1' }, reference: 'C1' }

let world: World
let citta: Organization
beforeAll(async () => {
	world = await openWorld()
	const { accounts, tickets } = world.app.ports
	citta = await accounts.addOrganization({ name: 'Città di Roma', grant: 'see' })
	const { ada, mallory } = world.cast
	for (const [by, subject] of [
		[ada, 'Lamp'],
		[mallory, 'Chair'],
	] as const) {
		allowed(await tickets.open({ by: by.id, via: 'test', subject, text: '…', files: [] }))
	}
})
afterAll(() => world.close())

async function ask(command: Command) {
	const who = { account: world.cast.diego.id }
	const actor: Actor = { who, via: 'test', room, pageSize: 10, textInput: 3_000 }
	return handle(actor, command, world.app.ports)
}
const queue = (more: object) => ask({ do: 'queue', queue: 'all', ...more })
const subjects = (view: unknown) => (view as ListView).items.map(item => item.subject)
const options = (view: unknown) =>
	(view as ListView).choices.find(({ name }) => name === 'organization')?.options ?? []

test('an organization is meant by its name, whatever the case and the accents, or by how it begins', async () => {
	for (const org of ['Acme', 'ACME', 'ac']) expect(subjects(await queue({ org }))).toEqual(['Lamp'])
	for (const org of ['citta di roma', 'CITTÀ DI ROMA', 'città']) {
		const view = await queue({ org })
		expect(subjects(view)).toEqual([])
		expect(options(view).find(({ chosen }) => chosen)?.label).toBe('Città di Roma')
	}
	// In the search box of a page it stands among the words.
	expect(subjects(await queue({ search: 'org:umbra' }))).toEqual(['Chair'])
	expect(subjects(await queue({ search: 'lamp org:"Acme"' }))).toEqual(['Lamp'])
	expect(subjects(await queue({ search: 'lamp org:umbra' }))).toEqual([])
})

test('a name that there is not is refused with those most alike, for the queue and for a channel', async () => {
	const values = { name: 'Acmee', names: 'Acme, Città di Roma and Umbra', count: 0 }
	const refused = { kind: 'message', tone: 'refused', paragraphs: [say('organization.unknown', values)] }
	expect(await queue({ org: 'Acmee' })).toMatchObject(refused)
	expect(await ask({ do: 'triage', change: 'here', organization: 'Acmee' })).toMatchObject(refused)
	expect(await world.app.ports.triage.find(room.room)).toBeUndefined()
})

test('of names that differ only in their accents, or begin alike, the one that is spelled so is meant', async () => {
	const { accounts } = world.app.ports
	const muller = await accounts.addOrganization({ name: 'Muller', grant: 'see' })
	const umlaut = await accounts.addOrganization({ name: 'Müller', grant: 'see' })
	await accounts.addOrganization({ name: 'Müller Söhne', grant: 'see' })
	const chosen = async (org: string) => options(await queue({ org })).find(one => one.chosen)?.label
	expect([await chosen('Muller'), await chosen('Müller')]).toEqual([muller.name, umlaut.name])
	expect(await chosen('müller s')).toBe('Müller Söhne')
	const refused = (name: string, names: string) => ({
		tone: 'refused',
		paragraphs: [say('organization.several', { name, names, count: 0 })],
	})
	expect(await queue({ org: 'MULLER' })).toMatchObject(refused('MULLER', 'Muller and Müller'))
	const beginning = refused('mull', 'Muller, Müller and Müller Söhne')
	expect(await ask({ do: 'triage', change: 'here', organization: 'mull' })).toMatchObject(beginning)
	expect(await world.app.ports.triage.find(room.room)).toBeUndefined()
})

test('a search for an organization without its name is refused, as where it is typed', async () => {
	const typed = parseWords('queue org:')
	const why = 'misread' in typed ? typed.misread(say, '') : ''
	for (const search of ['org:', 'lamp org:""', 'org: lamp']) {
		expect(await queue({ search })).toMatchObject({ tone: 'refused', paragraphs: [why] })
	}
})

test('where there are too many to choose from one is asked for by its name', async () => {
	const { accounts } = world.app.ports
	for (let i = 10; i < 70; i += 1) await accounts.addOrganization({ name: `Branch ${i}`, grant: 'see' })
	const all = await accounts.organizations()
	const find = say('queue.organization.find', { count: all.length })
	const many = options(await queue({}))
	expect(many.map(({ label }) => label).slice(0, 2)).toEqual([say('queue.organization.any'), find])
	expect(many).toHaveLength(52)
	const form = await ask(many[1]?.command ?? { do: 'home' })
	expect(form).toMatchObject({ kind: 'form', command: { do: 'queue', queue: 'all', sent: 'yes' } })
	expect(await queue({ sent: 'yes' })).toMatchObject({
		errors: { org: say('queue.organization.missing') },
	})
	// It begins like ten of them.
	const several = await queue({ org: 'Branch 1', sent: 'yes' })
	expect(several).toMatchObject({ kind: 'form', errors: { org: expect.stringContaining('Branch 10') } })
	const shown = options(await queue({ org: 'branch 69', sent: 'yes' }))
	// It has no place among the first, and is shown all the same.
	expect(shown.at(-1)).toMatchObject({ label: 'Branch 69', chosen: true })
	expect(shown.some(({ command }) => 'organization' in command && command.organization === byName)).toBe(true)
})

test('a channel says whose requests it shows by the organization’s whole name', async () => {
	const shown = say('triage.shown.organization', { name: 'Città di Roma' })
	expect(await ask({ do: 'triage', change: 'here', organization: 'citta' })).toMatchObject({ title: shown })
	expect(await ask({ do: 'triage' })).toMatchObject({ title: shown })
	const { filter } = (await world.app.ports.triage.find(room.room)) ?? {}
	expect(filter).toEqual({ organization: { id: citta.id, name: 'Città di Roma' } })
})
