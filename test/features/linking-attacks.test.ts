import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Command } from '../../src/commands/command.ts'
import type { Identity } from '../../src/domain/identity.ts'
import { portalCode } from '../../src/features/portal-code.ts'
import { handle, handleWords } from '../../src/handle.ts'
import type { Ports } from '../../src/ports/index.ts'
import { wordsOf } from '../../src/words/index.ts'
import type { Action, View } from '../../src/views/view.ts'
import { openWorld, type World } from '../world.ts'

const say = wordsOf('en')
const adaInChat: Identity = { platform: 'slack', space: 'T1', user: 'UADA' }
const malloryInChat: Identity = { platform: 'slack', space: 'T1', user: 'UMAL' }
const malloryOnTeams: Identity = { platform: 'teams', space: 'tenant', user: 'mallory' }

let world: World
let ports: Ports
beforeEach(async () => {
	world = await openWorld()
	ports = {
		...world.app.ports,
		profiles: { of: async ({ user }) => ({ name: user === 'UADA' ? 'ada in chat' : 'ada@acme.example' }) },
	}
})
afterEach(() => world.close())

const actor = (identity: Identity) => ({ who: { identity }, via: 'test', pageSize: 10, textInput: 3_000 })
const types = (identity: Identity, words: string) => handleWords(actor(identity), words, ports)
const does = (identity: Identity, command: Command) => handle(actor(identity), command, ports)
const asks = (identity: Identity, email: string) => does(identity, { do: 'connect', email, sent: 'yes' })
const mailed = async (email: string) => {
	await world.app.drain()
	return /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(world.mail.newestTo(email).text)?.[0] ?? ''
}
const actions = (view: View): readonly Action[] => ('actions' in view ? view.actions : [])
/** Goes through with whatever was asked. */
const presses = (identity: Identity, view: View, label: string) => {
	const action = actions(view).find(each => each.label === label)
	if (!action)
		throw new Error(
			`no ${label} among ${actions(view)
				.map(each => each.label)
				.join(', ')}`,
		)
	return does(identity, action.command)
}
const linkedAs = async (identity: Identity) => (await ports.links.accountOf(identity))?.email
const text = (view: View) => JSON.stringify(view)

describe('a code of the portal', () => {
	test('typed into a chat names the masked account and its organization, Cancel first, and links after a yes', async () => {
		const { code, minutes } = await portalCode(ports, world.cast.ada)
		expect(minutes).toBe(10)
		const look = await types(adaInChat, `connect ${code.toLowerCase().replace('-', ' ')}`)
		expect(look).toMatchObject({ kind: 'message', tone: 'question', title: say('connect.sure.title') })
		for (const part of ['Ada Rossi', 'a•••@acme.example', 'Acme']) expect(text(look)).toContain(part)
		expect(text(look)).not.toContain('ada@acme.example')
		expect(actions(look).map(({ label }) => label)).toEqual([say('connect.no'), say('connect.yes')])
		expect(await linkedAs(adaInChat)).toBeUndefined()

		expect(await presses(adaInChat, look, say('connect.yes'))).toMatchObject({
			said: say('connect.done', { name: 'Ada Rossi' }),
			actions: expect.arrayContaining([{ label: say('home.disconnect'), command: { do: 'disconnect' } }]),
		})
		expect(await linkedAs(adaInChat)).toBe('ada@acme.example')
		await world.app.drain()
		const letter = world.mail.newestTo('ada@acme.example')
		expect(letter.subject).toBe(say('letter.linked.subject'))
		expect(letter.text).toContain('ada in chat')
		expect(letter.text).toContain('/settings')
	})

	test('is not kept as it is typed, nor guessed from what is kept', async () => {
		const { code } = await portalCode(ports, world.cast.ada)
		const kept = await world.app.database.store.kysely.selectFrom('portal_codes').selectAll().execute()
		expect(kept).toHaveLength(1)
		expect(JSON.stringify(kept)).not.toContain(code)
		expect(JSON.stringify(kept)).not.toContain(code.replace('-', ''))
	})

	test('may be refused, and is good afterwards', async () => {
		const { code } = await portalCode(ports, world.cast.ada)
		const look = await types(adaInChat, `connect ${code}`)
		expect(await presses(adaInChat, look, say('connect.no'))).toMatchObject({
			title: say('connect.cancelled'),
		})
		expect(await linkedAs(adaInChat)).toBeUndefined()
		expect(await types(adaInChat, `connect ${code}`)).toMatchObject({ tone: 'question' })
	})
})

describe('the attacks on linking', () => {
	test('forced link: the code that Mallory has mailed to Ada is no use in Ada’s chat, and names Mallory’s', async () => {
		await asks(malloryInChat, 'ada@acme.example')
		const code = await mailed('ada@acme.example')
		expect(world.mail.newestTo('ada@acme.example').text).toContain('ada@acme.example on Slack')
		expect(await types(adaInChat, `connect ${code}`)).toMatchObject({
			kind: 'form',
			errors: { code: expect.any(String) },
		})
		expect(await does(adaInChat, { do: 'connect', code, sure: 'yes' })).toMatchObject({ tone: 'refused' })
		expect(await linkedAs(adaInChat)).toBeUndefined()
	})

	test('login confusion: Mallory’s own code, given to Ada, shows Ada whose account it is before anything', async () => {
		await ports.accounts.change(world.cast.mallory.id, { firstName: 'Ada', lastName: 'Rossi' })
		const { code } = await portalCode(ports, world.cast.mallory)
		const look = await types(adaInChat, `connect ${code}`)
		for (const part of ['m•••@umbra.example', 'Umbra']) expect(text(look)).toContain(part)
		expect(actions(look)[0]).toMatchObject({ label: say('connect.no') })
		expect(await linkedAs(adaInChat)).toBeUndefined()
	})

	test('prefetch: the letter with the code holds no address that a scanner could open', async () => {
		await asks(adaInChat, 'ada@acme.example')
		await mailed('ada@acme.example')
		const letter = world.mail.newestTo('ada@acme.example')
		expect(letter.text).not.toMatch(/https?:/)
		expect(letter.html).not.toMatch(/href=/)
	})

	test('reuse: a code links once, mailed or shown', async () => {
		await asks(adaInChat, 'ada@acme.example')
		const first = await mailed('ada@acme.example')
		const { code: second } = await portalCode(ports, world.cast.ada)
		for (const code of [first, second]) {
			expect(await does(adaInChat, { do: 'connect', code, sure: 'yes' })).toHaveProperty('said')
			await ports.links.unlink(adaInChat)
			expect(await does(adaInChat, { do: 'connect', code, sure: 'yes' })).toMatchObject({ tone: 'refused' })
			expect(await linkedAs(adaInChat)).toBeUndefined()
		}
	})

	test('race: of a hundred chats that type one code at once, one is linked', async () => {
		const { code } = await portalCode(ports, world.cast.ada)
		await Promise.all(
			Array.from({ length: 100 }, (_, n) =>
				does({ ...malloryOnTeams, user: `u${n}` }, { do: 'connect', code, sure: 'yes' }),
			),
		)
		expect(await ports.links.of(world.cast.ada.id)).toHaveLength(1)
	})

	test('guess: five wrong codes, and the right one is not heard from that chat', async () => {
		const { code } = await portalCode(ports, world.cast.ada)
		for (const left of [4, 3, 2, 1, 0]) {
			expect(await types(malloryInChat, 'connect 0000-0000')).toMatchObject({
				errors: { code: say('connect.code.wrong', { left }) },
			})
		}
		expect(await types(malloryInChat, `connect ${code}`)).toMatchObject({
			errors: { code: say('connect.code.wrong', { left: 0 }) },
		})
		expect(await does(malloryInChat, { do: 'connect', code, sure: 'yes' })).toMatchObject({ tone: 'refused' })
	})

	test('equal address: a chat whose profile is named like Ada’s address is nobody until it is linked', async () => {
		expect(await does(malloryInChat, { do: 'home' })).toMatchObject({ lists: [] })
		expect(await does(malloryInChat, { do: 'list', scope: 'requested' })).toMatchObject({ kind: 'form' })
		await asks(malloryInChat, 'ada@acme.example')
		expect(await linkedAs(malloryInChat)).toBeUndefined()
	})

	test('equal address: a twin of Ada’s address gets no code for her account', async () => {
		await asks(malloryInChat, 'аda@acme.example')
		await world.app.drain()
		expect(world.mail.letters().map(({ subject }) => subject)).toEqual([say('letter.unknown.subject')])
	})

	test('second identity: a mailed code is good for who asked only, a shown one for who was first', async () => {
		await asks(adaInChat, 'ada@acme.example')
		const code = await mailed('ada@acme.example')
		for (const identity of [malloryInChat, malloryOnTeams, { ...adaInChat, space: 'T2' }]) {
			expect(await does(identity, { do: 'connect', code, sure: 'yes' })).toMatchObject({ tone: 'refused' })
		}
		expect(await does(adaInChat, { do: 'connect', code, sure: 'yes' })).toHaveProperty('said')
		const shown = await portalCode(ports, world.cast.carla)
		await does(malloryOnTeams, { do: 'connect', code: shown.code, sure: 'yes' })
		expect(await does(malloryInChat, { do: 'connect', code: shown.code, sure: 'yes' })).toMatchObject({
			tone: 'refused',
		})
	})

	test('a code of a kind is none of the other kind', async () => {
		await asks(adaInChat, 'ada@acme.example')
		const code = await mailed('ada@acme.example')
		const { hash } = await world.app.database.store.kysely
			.selectFrom('tokens')
			.select('hash')
			.executeTakeFirstOrThrow()
		expect(await ports.links.tryCode(malloryInChat, 'no', hash)).not.toHaveProperty('account')
		expect(await types(adaInChat, `connect ${code}`)).toMatchObject({ tone: 'question' })
	})
})

test('who has no account is offered to sign up where one is asked for', async () => {
	const form = await types(adaInChat, '')
	expect(actions(form)).toContainEqual({ label: say('signup.action'), command: { do: 'signup' } })
	const signup = await presses(adaInChat, form, say('signup.action'))
	expect(signup).toMatchObject({ kind: 'form', title: say('signup.title') })
	const names = { firstName: 'Nina', lastName: 'Blu' }
	const sent = { do: 'signup', ...names, email: 'nina@new.example', sent: 'yes' } as const
	expect(await does(adaInChat, { ...sent, email: 'nina' })).toMatchObject({
		errors: { email: say('refused.email', { email: 'nina' }) },
	})
	expect(await does(adaInChat, sent)).toMatchObject({
		title: say('signup.done', { email: 'nina@new.example' }),
	})
	expect(await does(adaInChat, { do: 'forgot', email: 'ada@acme.example', sent: 'yes' })).toMatchObject({
		title: say('forgot.done', { email: 'ada@acme.example' }),
	})
	await world.app.drain()
	expect(world.mail.letters()).toHaveLength(2)
})
