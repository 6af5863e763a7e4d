import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addressHolder, askAddress, proveAddress } from '../../src/features/change-address.ts'
import { changePassword } from '../../src/features/change-password.ts'
import { changeProfile } from '../../src/features/profile.ts'
import { exportAddress } from '../../src/features/files.ts'
import { holderOf } from '../../src/features/set-password.ts'
import { endSession, signedIn, signOut, signOutOthers } from '../../src/features/sign-in.ts'
import { wordsOf } from '../../src/words/index.ts'
import { openWorld, type World } from '../world.ts'
import { better, good, visitorOf } from './visitor.ts'

const say = wordsOf('en')
const minute = 60_000
const hour = 60 * minute

let world: World
let visitor: ReturnType<typeof visitorOf>
beforeEach(async () => {
	world = await openWorld()
	visitor = visitorOf(world)
})
afterEach(async () => {
	expect(world.faults).toEqual([])
	await world.close()
})

describe('Nina signs up', () => {
	test('gets a letter, sets a password, and is in; the organization of her domain has her', async () => {
		await world.app.ports.accounts.addDomain(world.cast.acme.id, 'acme.example')
		expect(await visitor.signUp(' NINA@acme.example ')).toEqual({ sent: 'nina@acme.example' })
		const token = await visitor.tokenFor('nina@acme.example')
		const letter = world.mail.newestTo('nina@acme.example')
		expect(letter.subject).toBe(say('letter.welcome.subject', { support: 'Support' }))
		expect(await holderOf(world.app.ports, token)).toMatchObject({
			purpose: 'welcome',
			email: 'nina@acme.example',
			firstName: 'Nina',
			lastName: 'Blu',
		})
		expect(await visitor.setPassword(token)).toMatchObject({
			purpose: 'welcome',
			account: {
				firstName: 'Nina',
				organization: { name: 'Acme' },
			},
		})
		expect((await visitor.session('nina@acme.example')).account).toMatchObject({ proved: true })
		expect(await visitor.setPassword(token, better)).toEqual({ gone: true })
	})

	test('whoever has an account gets a letter that says so, and nothing changes', async () => {
		await visitor.invited(world.cast.ada)
		expect(await visitor.signUp('ada@acme.example', 'Mallory', 'Evil')).toEqual({ sent: 'ada@acme.example' })
		await world.app.drain()
		const letter = world.mail.newestTo('ada@acme.example')
		expect(letter.subject).toBe(say('letter.exists.subject', { support: 'Support' }))
		expect(letter.text).not.toContain('Mallory')
		expect((await visitor.session('ada@acme.example')).account.firstName).toBe('Ada')
	})

	test('what is missing or too long is said beside its field, and no letter is queued', async () => {
		expect(await visitor.signUp('nina', '', 'x'.repeat(10_000))).toEqual({
			errors: {
				email: say('refused.email', { email: 'nina' }),
				firstName: say('refused.firstName.missing'),
				lastName: say('refused.lastName.long', { most: 80 }),
			},
		})
		expect(await visitor.signUp('nina@new.example', ' ', '')).toEqual({
			errors: { firstName: 'Write your first name.', lastName: 'Write your last name.' },
		})
		await world.app.drain()
		expect(world.mail.letters()).toEqual([])
	})

	test('the link is good for 24 hours; after that a new one is', async () => {
		await visitor.signUp('nina@new.example')
		const token = await visitor.tokenFor('nina@new.example')
		world.clock.advance(24 * hour)
		expect(await holderOf(world.app.ports, token)).toBeUndefined()
		expect(await visitor.setPassword(token)).toEqual({ gone: true })
		await visitor.signUp('nina@new.example')
		expect(await visitor.setPassword(await visitor.tokenFor('nina@new.example'))).toHaveProperty('account')
	})
})

describe('by invitation or by domain', () => {
	test('whoever is not invited gets a letter that says so', async () => {
		const closed = await openWorld({ SIGN_UP: 'invited' })
		await visitorOf(closed).signUp('nina@new.example')
		await closed.app.drain()
		expect(closed.mail.newestTo('nina@new.example').subject).toBe(
			say('letter.invited.subject', { support: 'Support' }),
		)
		await visitorOf(closed).invited(closed.cast.ben)
		expect(await visitorOf(closed).signIn(closed.cast.ben.email)).toHaveProperty('session')
		await closed.close()
	})

	test('people of the domains get in, twins of the domains do not', async () => {
		const some = await openWorld({ SIGN_UP: 'acme.example' })
		const at = visitorOf(some)
		for (const email of ['nina@sub.acme.example', 'nina@notacme.example', 'nina@аcme.example']) {
			await at.signUp(email)
			await some.app.drain()
			expect(some.mail.letters().at(-1)?.subject).toBe(say('letter.invited.subject', { support: 'Support' }))
		}
		await at.signUp('nina@acme.example')
		expect(await at.setPassword(await at.tokenFor('nina@acme.example'))).toHaveProperty('account')
		await some.close()
	})
})

describe('Ada forgot her password', () => {
	test('sets a new one; every session is over, every letter void, and she is told', async () => {
		await visitor.invited(world.cast.ada)
		const old = await visitor.session('ada@acme.example')
		await visitor.forgot('ada@acme.example')
		const token = await visitor.tokenFor('ada@acme.example')
		expect(await visitor.session('ada@acme.example')).toBeDefined()
		expect(await visitor.setPassword(token, better)).toMatchObject({ purpose: 'reset' })
		expect(await world.app.ports.signIns.of(old.account.id)).toEqual([])
		expect(await visitor.signIn('ada@acme.example')).toHaveProperty('errors')
		expect(await visitor.signIn('ada@acme.example', better)).toHaveProperty('session')
		await world.app.drain()
		expect(world.mail.newestTo('ada@acme.example').subject).toBe(
			say('letter.changed.subject', { support: 'Support' }),
		)
	})

	test('the link is good for 30 minutes, and a refused password leaves it good', async () => {
		await visitor.forgot('ada@acme.example')
		const token = await visitor.tokenFor('ada@acme.example')
		world.clock.advance(29 * minute)
		expect(await visitor.setPassword(token, 'short')).toEqual({
			errors: { password: say('password.short', { least: 10 }) },
		})
		expect(await visitor.setPassword(token, 'AdaRossi2026')).toEqual({
			errors: { password: say('password.context') },
		})
		expect(await visitor.setPassword(token, good, better)).toEqual({
			errors: { again: say('password.differs') },
		})
		expect(await holderOf(world.app.ports, token)).toBeDefined()
		world.clock.advance(minute)
		expect(await visitor.setPassword(token)).toEqual({ gone: true })
	})

	test('texts that are no tokens, or of another purpose, do nothing', async () => {
		await visitor.invited(world.cast.ada)
		await visitor.forgot('ada@acme.example')
		const token = await visitor.tokenFor('ada@acme.example')
		const others = [
			'',
			' ',
			token.slice(1),
			`${token}0`,
			token.toUpperCase(),
			`${token}\r\n`,
			'x'.repeat(10_000),
		]
		for (const other of others) {
			expect(await holderOf(world.app.ports, other)).toBeUndefined()
			expect(await visitor.setPassword(other)).toEqual({ gone: true })
		}
		expect(await holderOf(world.app.ports, undefined)).toBeUndefined()
		const session = await visitor.session('ada@acme.example')
		expect(await addressHolder(world.app.ports, session, token)).toBeUndefined()
		expect(await proveAddress(visitor.acts, session, token)).toEqual({ gone: true })
		expect(await holderOf(world.app.ports, token)).toBeDefined()
	})
})

describe('Ada in her settings', () => {
	beforeEach(() => visitor.invited(world.cast.ada))

	test('changes her password, which signs everyone else out', async () => {
		const desk = await visitor.session('ada@acme.example')
		const phone = await visitor.session('ada@acme.example')
		expect(
			await changePassword(visitor.acts, desk, { current: 'a guess', password: better, again: better }),
		).toEqual({ errors: { current: say('portal.settings.password.wrong') } })
		expect(
			await changePassword(visitor.acts, desk, { current: good, password: '1234567890', again: '' }),
		).toHaveProperty('errors.password')
		expect(
			await changePassword(visitor.acts, desk, { current: good, password: better, again: better }),
		).toHaveProperty('done')
		const alive = (await world.app.ports.signIns.of(desk.account.id)).map(({ id }) => id)
		expect(alive).toEqual([desk.id])
		expect(alive).not.toContain(phone.id)
	})

	test('guesses at the open browser end as those at the door do, and say so; neither counts for the other', async () => {
		const desk = await visitor.session('ada@acme.example')
		const change = (current: string) =>
			changePassword(visitor.acts, desk, { current, password: better, again: better })
		for (let guess = 0; guess < 10; guess += 1) await visitor.signIn('ada@acme.example', 'a guess')
		for (let guess = 0; guess < 10; guess += 1) {
			expect(await change(`guess ${guess}`)).toEqual({
				errors: { current: say('portal.settings.password.wrong') },
			})
		}
		const spent = { errors: { current: say('portal.settings.password.tooMany', { minutes: 15 }) } }
		expect(await change(good)).toEqual(spent)
		expect(await askAddress(visitor.acts, desk, { email: 'ada@new.example', current: good })).toEqual(spent)
		expect(await visitor.signIn('ada@acme.example', good, '203.0.113.9')).toHaveProperty('session')
		world.clock.advance(15 * minute)
		expect(await change(good)).toHaveProperty('done')
	})

	test('changes her address, which counts once she has followed the letter, signed in', async () => {
		const desk = await visitor.session('ada@acme.example')
		expect(await askAddress(visitor.acts, desk, { email: 'ada@new.example', current: 'no' })).toEqual({
			errors: { current: say('portal.settings.password.wrong') },
		})
		expect(await askAddress(visitor.acts, desk, { email: 'ADA@acme.example', current: good })).toEqual({
			errors: { email: say('portal.settings.email.same') },
		})
		expect(await askAddress(visitor.acts, desk, { email: 'ada@new.example', current: good })).toEqual({
			done: say('portal.settings.email.asked', { email: 'ada@new.example' }),
		})
		const token = await visitor.tokenFor('ada@new.example')
		expect(await visitor.signIn('ada@new.example')).toHaveProperty('errors')

		await visitor.invited(world.cast.mallory, better)
		const mallory = await visitor.session('mallory@umbra.example', better)
		expect(await addressHolder(world.app.ports, mallory, token)).toBeUndefined()
		expect(await proveAddress(visitor.acts, mallory, token)).toEqual({ gone: true })

		expect(await addressHolder(world.app.ports, desk, token)).toMatchObject({ email: 'ada@new.example' })
		expect(await proveAddress(visitor.acts, desk, token)).toMatchObject({
			account: { email: 'ada@new.example' },
		})
		expect(await visitor.signIn('ada@new.example')).toHaveProperty('session')
		expect(await visitor.signIn('ada@acme.example')).toHaveProperty('errors')
		await world.app.drain()
		const told = world.mail.newestTo('ada@acme.example')
		expect(told.subject).toBe(say('letter.moved.subject', { support: 'Support' }))
		expect(told.text).not.toContain('ada@new.example')
	})

	test('asks for an address that has an account: she is told the same, and no letter goes anywhere', async () => {
		const desk = await visitor.session('ada@acme.example')
		const before = (await world.app.drain(), world.mail.letters().length)
		expect(
			await askAddress(visitor.acts, desk, { email: 'carla@acme.example', current: good }),
		).toHaveProperty('done')
		await world.app.drain()
		expect(world.mail.letters()).toHaveLength(before)
	})

	test('changes her name, language and zone; what is none is refused', async () => {
		const desk = await visitor.session('ada@acme.example')
		const given = { firstName: ' Ada\r\nMaria ', lastName: 'Rossi', locale: 'it', timeZone: 'Europe/Rome' }
		expect(await changeProfile(visitor.acts, desk, given)).toMatchObject({
			account: { firstName: 'Ada Maria', locale: 'it', timeZone: 'Europe/Rome' },
		})
		const none = { ...given, timeZone: '' }
		expect(await changeProfile(visitor.acts, desk, none)).toHaveProperty('account')
		expect(await world.app.ports.accounts.byId(world.cast.ada.id)).not.toHaveProperty('timeZone')
		const wrong = { firstName: '', lastName: 'x'.repeat(81), locale: 'xx', timeZone: '+05:00' }
		const refused = await changeProfile(visitor.acts, desk, wrong)
		expect(Object.keys('errors' in refused ? refused.errors : {}).toSorted()).toEqual([
			'firstName',
			'lastName',
			'locale',
			'timeZone',
		])
	})

	test('signs out here, elsewhere and everywhere else', async () => {
		const sessions = []
		for (let times = 0; times < 4; times += 1) sessions.push(await visitor.session('ada@acme.example'))
		const [one, two, three, four] = sessions
		if (!one || !two || !three || !four) throw new Error('not signed in')
		const alive = async () =>
			(await world.app.ports.signIns.of(one.account.id)).map(({ id }) => id).toSorted()
		await signOut(world.app.ports, one)
		expect(await alive()).toEqual([two.id, three.id, four.id].toSorted())
		await endSession(world.app.ports, two, three.id)
		expect(await alive()).toEqual([two.id, four.id].toSorted())
		await signOutOthers(world.app.ports, two)
		expect(await alive()).toEqual([two.id])
	})

	test('is out at once when her account is disabled', async () => {
		const signed = await visitor.signIn('ada@acme.example')
		const cookie = 'session' in signed ? signed.session : ''
		expect(await signedIn(world.app.ports, cookie)).toBeDefined()
		const address = exportAddress(world.app.ports, world.cast.ada.id)
		expect((await fetch(address.replace(/^[^/]+\/\/[^/]+/, world.address))).status).toBe(200)
		await world.app.ports.accounts.change(world.cast.ada.id, { disabled: true })
		expect((await fetch(address.replace(/^[^/]+\/\/[^/]+/, world.address))).status).toBe(404)
		expect(await signedIn(world.app.ports, cookie)).toBeUndefined()
		expect(await visitor.signIn('ada@acme.example')).toHaveProperty('errors')
		await visitor.forgot('ada@acme.example')
		const before = world.mail.letters().length
		await world.app.drain()
		expect(world.mail.letters()).toHaveLength(before)
	})
})
