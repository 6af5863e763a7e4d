import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { askToReset } from '../../src/features/asking.ts'
import { askAddress, proveAddress } from '../../src/features/change-address.ts'
import { changePassword } from '../../src/features/change-password.ts'
import { signedIn, signIn } from '../../src/features/sign-in.ts'
import { Busy, type Passwords } from '../../src/ports/outside.ts'
import { openWorld, type World } from '../world.ts'
import { better, good, visitorOf } from './visitor.ts'

let world: World
let visitor: ReturnType<typeof visitorOf>
beforeEach(async () => {
	world = await openWorld()
	visitor = visitorOf(world)
	await visitor.invited(world.cast.ada)
	await visitor.invited(world.cast.carla)
	await world.app.ports.accounts.change(world.cast.carla.id, { disabled: true })
})
afterEach(() => world.close())

/** Someone signing in, with every hash counted. */
function counting(passwords: Partial<Passwords> = {}) {
	const hashes: string[] = []
	const { ports } = world.app
	const counted: Passwords = {
		isBusy: comer => ports.passwords.isBusy(comer),
		admit: (act, comer) => ports.passwords.admit(act, comer),
		hash: password => (hashes.push('hash'), ports.passwords.hash(password)),
		verify: (password, hash) => (hashes.push('verify'), ports.passwords.verify(password, hash)),
		assess: (password, context) => (hashes.push('assess'), ports.passwords.assess(password, context)),
		...passwords,
	}
	const acts = { ...visitor.acts, ports: { ...ports, passwords: counted } }
	return {
		hashes,
		signIn: (email: string, password: string, from = 'net') =>
			signIn(acts, { email, password, agent: '', from }),
	}
}

test('every class of attempt that fails is answered alike, for exactly one hash', async () => {
	const answers = new Set<string>()
	const { signIns } = world.app.ports
	const locked = 'locked@acme.example'
	const guessed = 'guessed@acme.example'
	for (let tries = 0; tries < 11; tries += 1) await signIns.attempt({ email: locked, from: 'net' })
	for (let tries = 0; tries < 101; tries += 1) await signIns.attempt({ email: guessed, from: `net ${tries}` })
	const classes: Record<string, readonly [email: string, password: string]> = {
		'wrong password': ['ada@acme.example', 'wrong'],
		unknown: ['nobody@acme.example', good],
		disabled: ['carla@acme.example', good],
		'no password yet': ['ben@elsewhere.example', good],
		'empty password': ['ada@acme.example', ''],
		'empty address': ['', good],
		'no address': ['ada@acme.example\r\nBcc: all@acme.example', good],
		'long address': [`${'a'.repeat(10_000)}@acme.example`, good],
		'long password': ['ada@acme.example', 'x'.repeat(1_000_000)],
		'locked here': [locked, good],
		'locked everywhere': [guessed, good],
	}
	for (const [name, [email, password]] of Object.entries(classes)) {
		const { hashes, signIn } = counting()
		answers.add(JSON.stringify(await signIn(email, password)))
		expect(hashes, name).toEqual(['verify'])
	}
	expect(answers.size).toBe(1)
	expect([...answers][0]).toContain('errors')
})

test('an address that is not proved does not get in', async () => {
	await world.app.database.store.kysely
		.updateTable('accounts')
		.set({ proved: 0 })
		.where('email', '=', 'ada@acme.example')
		.execute()
	const { hashes, signIn } = counting()
	expect(await signIn('ada@acme.example', good)).toHaveProperty('errors')
	expect(hashes).toEqual(['verify'])
})

test('Ada gets in however she writes her address, and her composed password is her decomposed one', async () => {
	expect(await visitor.signIn(' ADA@Acme.example ')).toHaveProperty('session')
	await visitor.forgot('ada@acme.example')
	await visitor.setPassword(
		await visitor.tokenFor('ada@acme.example'),
		'però è già così lontano'.normalize('NFC'),
	)
	expect(await visitor.signIn('ada@acme.example', 'però è già così lontano'.normalize('NFD'))).toHaveProperty(
		'session',
	)
})

test('each time she gets a session of its own, which is nowhere in the database as the browser has it', async () => {
	const one = await visitor.signIn('ada@acme.example')
	const two = await visitor.signIn('ada@acme.example')
	if (!('session' in one) || !('session' in two)) throw new Error('not signed in')
	expect(one.session).toMatch(/^[0-9a-f]{64}$/)
	expect(one.session).not.toBe(two.session)
	const kept = await world.app.database.store.kysely.selectFrom('sessions').selectAll().execute()
	expect(JSON.stringify(kept)).not.toContain(one.session)
	expect(await signedIn(world.app.ports, one.session)).toMatchObject({ agent: 'Firefox' })
	for (const other of [undefined, '', one.session.slice(1), one.session.toUpperCase(), kept[0]?.hash]) {
		expect(await signedIn(world.app.ports, other)).toBeUndefined()
	}
})

test('ten wrong ones, and the right one waits 15 minutes; a reset ends the wait', async () => {
	for (let tries = 0; tries < 10; tries += 1) await visitor.signIn('ada@acme.example', `guess ${tries}`)
	expect(await visitor.signIn('ada@acme.example')).toHaveProperty('errors')
	world.clock.advance(15 * 60_000)
	expect(await visitor.signIn('ada@acme.example')).toHaveProperty('session')
	for (let tries = 0; tries < 10; tries += 1) await visitor.signIn('ada@acme.example', `guess ${tries}`)
	await visitor.forgot('ada@acme.example')
	await visitor.setPassword(await visitor.tokenFor('ada@acme.example'), better)
	expect(await visitor.signIn('ada@acme.example', better)).toHaveProperty('session')
})

test('Mallory guesses and asks for letters all day, and Ada still gets in, with her password and without', async () => {
	const there = '203.0.113.9'
	const { ports } = world.app
	const mallory = { email: 'ada@acme.example', locale: 'en', from: there } as const
	for (let quarter = 0; quarter < 48; quarter += 1) {
		for (let tries = 0; tries < 12; tries += 1)
			await ports.signIns.attempt({ email: 'ada@acme.example', from: there })
		await askToReset(visitor.acts, mallory)
		await world.app.drain()
		world.clock.advance(15 * 60_000)
	}
	for (let tries = 0; tries < 200; tries += 1)
		await ports.signIns.attempt({ email: 'ada@acme.example', from: there })
	await askToReset(visitor.acts, mallory)
	expect(await visitor.signIn('ada@acme.example', good, there)).toHaveProperty('errors')
	expect(await visitor.signIn('ada@acme.example')).toHaveProperty('session')
	await visitor.forgot('ada@acme.example')
	await visitor.setPassword(await visitor.tokenFor('ada@acme.example'), better)
	expect(await visitor.signIn('ada@acme.example', better)).toHaveProperty('session')
	expect(await visitor.signIn('ada@acme.example', better, there)).toHaveProperty('session')
})

test('of a hundred guesses at once from one place ten are compared', async () => {
	const compared: unknown[] = []
	const { signIn } = counting({
		admit: act => act(),
		verify: async (_, hash) => {
			if (hash) compared.push(hash)
			return false
		},
	})
	await Promise.all(Array.from({ length: 100 }, (_, n) => signIn('ada@acme.example', `guess ${n}`)))
	expect(compared).toHaveLength(10)
})

test('someone who sprays one password over many people is stopped by their network, whatever of it they use', async () => {
	for (let person = 0; person < 60; person += 1)
		await visitor.signIn(`person${person}@acme.example`, good, `2001:db8:0:1::${person.toString(16)}`)
	expect(await visitor.signIn('ada@acme.example', good, '2001:db8::1:ffff:ffff:ffff:ffff')).toHaveProperty(
		'errors',
	)
	expect(await visitor.signIn('ada@acme.example', good, '2001:db8:0:2::1')).toHaveProperty('session')
})

describe('a browser with which she got in', () => {
	const email = 'ada@acme.example'
	const admitted: (string | undefined)[] = []
	beforeEach(() => void admitted.splice(0))

	/** Tries to sign in with what a browser keeps. */
	async function comes(browser: string | undefined, password = good, address = email) {
		const { acts } = visitor
		const { ports } = world.app
		const admit: Passwords['admit'] = (act, comer) => {
			admitted.push(comer.known)
			return ports.passwords.admit(act, comer)
		}
		const noting = { ...acts, ports: { ...ports, passwords: { ...ports.passwords, admit } } }
		return signIn(noting, { email: address, password, agent: '', from: '198.51.100.7', browser })
	}
	async function getsIn(browser?: string, password = good, address = email): Promise<string> {
		const signed = await comes(browser, password, address)
		if (!('browser' in signed)) throw new Error('not signed in')
		return signed.browser
	}
	async function guessed(address = email) {
		for (let tries = 0; tries < 101; tries += 1)
			await world.app.ports.signIns.attempt({ email: address, from: `net ${tries}` })
	}

	test('is known at her address for ninety days, and goes before others', async () => {
		const kept = await getsIn()
		await guessed()
		expect(await comes(undefined)).toHaveProperty('errors')
		expect(await comes(kept)).toHaveProperty('session')
		const place = `browser of ${world.cast.ada.id}`
		expect(admitted.splice(0)).toEqual([undefined, undefined, place])

		// Not the last letter: some of its bits stand for nothing.
		const middle = kept.length / 2
		const other = `${kept.slice(0, middle)}${kept[middle] === 'a' ? 'b' : 'a'}${kept.slice(middle + 1)}`
		for (const forged of ['', 'x', kept.slice(1), kept.slice(0, -2), `x${kept}`, other])
			expect(await comes(forged), forged).toHaveProperty('errors')
		expect(new Set(admitted.splice(0))).toEqual(new Set([undefined]))

		for (let tries = 0; tries < 10; tries += 1) await comes(kept, `guess ${tries}`)
		expect(await comes(kept)).toHaveProperty('errors')
		world.clock.advance(90 * 24 * 60 * 60_000)
		admitted.length = 0
		await comes(kept)
		expect(admitted).toEqual([undefined])
	})

	test('has one place with all her others', async () => {
		const kept = [await getsIn(), await getsIn()]
		admitted.length = 0
		for (const one of kept) await comes(one)
		expect(kept[0]).not.toBe(kept[1])
		expect(new Set(admitted).size).toBe(1)
	})

	test('is nobody’s once she has another password, but the one where she changed it', async () => {
		const { ports } = world.app
		const kept = await getsIn()
		const desk = await visitor.session(email)
		const set = { current: good, password: better, again: better }
		const changed = await changePassword(visitor.acts, desk, set)
		if (!('browser' in changed)) throw new Error('not changed')
		await guessed()
		expect(await comes(kept, better)).toHaveProperty('errors')
		expect(await comes(changed.browser, better)).toHaveProperty('session')

		await ports.accounts.change(world.cast.ada.id, { disabled: true })
		await ports.accounts.change(world.cast.ada.id, { disabled: false })
		expect(await comes(changed.browser, better)).toHaveProperty('session')
		await visitor.forgot(email)
		const reset = await visitor.setPassword(await visitor.tokenFor(email))
		if (!('browser' in reset)) throw new Error('not set')
		await guessed()
		expect(await comes(changed.browser)).toHaveProperty('errors')
		expect(await comes(reset.browser)).toHaveProperty('session')
	})

	test('is hers at her new address, too', async () => {
		const kept = await getsIn()
		const desk = await visitor.session(email)
		const moved = 'ada@new.example'
		await askAddress(visitor.acts, desk, { email: moved, current: good })
		expect(await proveAddress(visitor.acts, desk, await visitor.tokenFor(moved))).toHaveProperty('account')
		await guessed(moved)
		expect(await comes(undefined, good, moved)).toHaveProperty('errors')
		expect(await comes(kept, good, moved)).toHaveProperty('session')
	})

	test('is one of many for whoever else comes with it', async () => {
		const kept = await getsIn()
		await visitor.invited(world.cast.mallory, better)
		await guessed(world.cast.mallory.email)
		expect(await comes(kept, better, world.cast.mallory.email)).toHaveProperty('errors')
	})
})

test('when so many wait that it would be refused, nothing is written and nothing compared', async () => {
	const { hashes, signIn } = counting({
		admit: async () => {
			throw new Busy('too many')
		},
	})
	const { ports } = world.app
	const attempt = vi.spyOn(ports.signIns, 'attempt')
	await expect(signIn('ada@acme.example', good)).rejects.toThrow(Busy)
	await expect(signIn('nobody@acme.example', good)).rejects.toThrow(Busy)
	expect(hashes).toEqual([])
	expect(attempt).not.toHaveBeenCalled()
})

test('a comparison that fails costs no try', async () => {
	const { signIn } = counting({
		verify: async () => {
			throw new Error('the thread has ended')
		},
	})
	for (let tries = 0; tries < 20; tries += 1) {
		await expect(signIn('ada@acme.example', good)).rejects.toThrow('ended')
	}
	expect(await visitor.signIn('ada@acme.example')).toHaveProperty('session')
})
