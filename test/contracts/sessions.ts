import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import type { Account } from '../../src/domain/account.ts'
import type { Attempt } from '../../src/ports/sign-ins.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const minute = 60_000
const hour = 60 * minute

/** What every store does of who is signed in, of passwords being tried, and of people who are shut out. */
export function describeSessions(name: string, makeStore: MakeStore): void {
	describe(`signing in, in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			await password(cast.ada, 'adas')
			await password(cast.carla, 'carlas')
		})
		afterEach(() => store.close())

		async function password(account: Account, hash: string) {
			const token = `token of ${hash}`
			await store.signIns.issueToken({
				purpose: 'welcome',
				email: account.email,
				account: account.id,
				hash: token,
				expiresAt: store.clock.now() + hour,
			})
			await store.signIns.setPassword({ token, password: hash })
		}
		const start = (hash: string, account = cast.ada, checked = 'adas') =>
			store.signIns.start({ account: account.id, checked, hash, agent: 'Firefox' })
		const attempt = (email: string, from: string) => store.signIns.attempt({ email, from })

		describe('a session', () => {
			test('is found by its hash, and names itself otherwise', async () => {
				const started = await start('h')
				expect(started).toEqual({
					id: expect.any(String),
					account: cast.ada,
					agent: 'Firefox',
					startedAt: store.clock.now(),
					seenAt: store.clock.now(),
				})
				expect(started?.id).not.toBe('h')
				expect(await store.signIns.find('h')).toEqual(started)
				expect(await store.signIns.find(started?.id ?? '')).toBeUndefined()
				expect(await store.signIns.find('')).toBeUndefined()
			})

			test('ends after 30 minutes without a request', async () => {
				await start('h')
				store.clock.advance(30 * minute - 1)
				expect(await store.signIns.find('h')).toBeDefined()
				store.clock.advance(30 * minute - 1)
				expect(await store.signIns.find('h')).toMatchObject({ seenAt: store.clock.now() })
				store.clock.advance(30 * minute)
				expect(await store.signIns.find('h')).toBeUndefined()
				expect(await store.signIns.of(cast.ada.id)).toEqual([])
			})

			test('ends after 12 hours, however busy it is', async () => {
				await start('h')
				for (let quarters = 0; quarters < 47; quarters += 1) {
					store.clock.advance(15 * minute)
					expect(await store.signIns.find('h')).toBeDefined()
				}
				store.clock.advance(15 * minute)
				expect(await store.signIns.find('h')).toBeUndefined()
			})

			test('is listed for its owner and ended by its owner only', async () => {
				const phone = await start('phone')
				store.clock.advance(minute)
				const desk = await start('desk')
				expect((await store.signIns.of(cast.ada.id)).map(({ id }) => id)).toEqual([desk?.id, phone?.id])
				await store.signIns.end({ id: phone?.id ?? '', account: cast.carla.id })
				expect(await store.signIns.find('phone')).toBeDefined()
				await store.signIns.end({ id: phone?.id ?? '', account: cast.ada.id })
				expect(await store.signIns.find('phone')).toBeUndefined()
				expect(await store.signIns.find('desk')).toBeDefined()
			})

			test('ends everywhere, or everywhere else', async () => {
				const desk = await start('desk')
				await start('phone')
				await start('carla', cast.carla, 'carlas')
				await store.signIns.endAll(cast.ada.id, desk?.id)
				expect(await store.signIns.find('phone')).toBeUndefined()
				expect(await store.signIns.find('desk')).toBeDefined()
				await store.signIns.endAll(cast.ada.id)
				expect(await store.signIns.find('desk')).toBeUndefined()
				expect(await store.signIns.find('carla')).toBeDefined()
			})

			test('does not begin with a password that is another by now', async () => {
				expect(await start('h', cast.ada, 'old')).toBeUndefined()
				expect(await start('h', cast.ben, 'adas')).toBeUndefined()
				expect(await store.signIns.find('h')).toBeUndefined()
			})

			test('that begins while the password changes does not outlive it', async () => {
				for (let round = 0; round < 20; round += 1) {
					const checked = round === 0 ? 'adas' : `round ${round - 1}`
					const hashes = Array.from({ length: 8 }, (_, n) => `${round} ${n}`)
					await Promise.all([
						...hashes.map(hash => start(hash, cast.ada, checked)),
						store.signIns.changePassword({ account: cast.ada.id, checked, password: `round ${round}` }),
					])
					expect(await store.signIns.of(cast.ada.id)).toEqual([])
				}
			})
		})

		describe('changing the password', () => {
			test('keeps this session, ends the others, voids tokens and tells the owner', async () => {
				const desk = await start('desk')
				await start('phone')
				await store.signIns.issueToken({
					purpose: 'reset',
					email: cast.ada.email,
					account: cast.ada.id,
					hash: 'reset',
					expiresAt: store.clock.now() + hour,
				})
				const change = { account: cast.ada.id, checked: 'adas', password: 'new', keep: desk?.id ?? '' }
				expect(await store.signIns.changePassword(change)).toBe(true)
				expect(await store.signIns.find('desk')).toBeDefined()
				expect(await store.signIns.find('phone')).toBeUndefined()
				expect(await store.signIns.findToken('reset')).toBeUndefined()
				const jobs = await store.jobs.claim({ kinds: ['letter'], count: 9, lease: minute })
				expect(jobs).toMatchObject([{ letter: { purpose: 'password-changed', account: cast.ada.id } }])
			})

			test('a hundred times at once from the same old one happens once', async () => {
				const changed = await Promise.all(
					Array.from({ length: 100 }, (_, index) =>
						store.signIns.changePassword({
							account: cast.ada.id,
							checked: 'adas',
							password: `new ${index}`,
						}),
					),
				)
				expect(changed.filter(Boolean)).toHaveLength(1)
			})
		})

		describe('trying a password', () => {
			test('is given what to compare with, or nothing', async () => {
				expect(await attempt('ada@acme.example', 'here')).toEqual({
					allowed: true,
					known: {
						account: cast.ada,
						password: 'adas',
					},
				})
				for (const email of ['nobody@acme.example', 'ben@elsewhere.example', '']) {
					expect(await attempt(email, 'here')).toEqual({ allowed: true })
				}
			})

			test('ten times in 15 minutes for one address from one network; it may have an account or not', async () => {
				for (const email of ['ada@acme.example', 'nobody@acme.example']) {
					const made = await Promise.all(Array.from({ length: 200 }, () => attempt(email, 'there')))
					expect(made.filter(({ allowed }) => allowed)).toHaveLength(10)
					expect(await attempt(email, 'here')).toMatchObject({ allowed: true })
				}
				store.clock.advance(15 * minute)
				expect(await attempt('ada@acme.example', 'there')).toMatchObject({ allowed: true })
			})

			test('a hundred times in 15 minutes for one address from all networks', async () => {
				for (const email of ['ada@acme.example', 'nobody@acme.example']) {
					const made = await Promise.all(Array.from({ length: 150 }, (_, n) => attempt(email, `net ${n}`)))
					expect(made.filter(({ allowed }) => allowed)).toHaveLength(100)
				}
				store.clock.advance(15 * minute)
				expect(await attempt('ada@acme.example', 'here')).toMatchObject({ allowed: true })
			})

			test('of who is signed in has tries of its own', async () => {
				const own = () => store.signIns.attempt({ email: 'ada@acme.example' })
				for (let n = 0; n < 150; n += 1) await attempt('ada@acme.example', `net ${n}`)
				const made = await Promise.all(Array.from({ length: 20 }, own))
				expect(made.filter(({ allowed }) => allowed)).toHaveLength(10)
				expect(await attempt('ada@acme.example', 'here')).toMatchObject({ allowed: false })
				store.clock.advance(15 * minute)
				for (let n = 0; n < 20; n += 1) await own()
				expect(await attempt('ada@acme.example', 'here')).toMatchObject({ allowed: true })
			})

			test('of a browser that is known has tries of its own, too, whatever others used up', async () => {
				const { email } = cast.ada
				const browser = { name: 'b', account: cast.ada.id, password: sha256('adas') }
				const own = { email, from: 'net 1', browser }
				for (let n = 0; n < 150; n += 1) await attempt(email, `net ${n}`)
				for (let n = 0; n < 60; n += 1) await attempt(`person${n}@acme.example`, 'net 1')
				const made = await Promise.all(Array.from({ length: 20 }, () => store.signIns.attempt(own)))
				expect(made.filter(({ allowed }) => allowed)).toHaveLength(10)
				const other = { ...own, browser: { ...browser, name: 'c' } }
				expect(await store.signIns.attempt(other)).toMatchObject({ allowed: true })
				await store.signIns.forgive(own)
				expect(await store.signIns.attempt(own)).toMatchObject({ allowed: true })
				expect(await store.signIns.attempt(own)).toMatchObject({ allowed: false })
				store.clock.advance(15 * minute)
				for (let n = 0; n < 20; n += 1) await store.signIns.attempt(own)
				expect(await attempt(email, 'here')).toMatchObject({ allowed: true })
			})

			test('of a browser counts with all others where it is of another account or a former password', async () => {
				const { email } = cast.ada
				const browser = { name: 'b', account: cast.ada.id, password: sha256('adas') }
				const allows = async (made: Attempt) => (await store.signIns.attempt(made)).allowed
				for (let n = 0; n < 100; n += 1) await attempt(email, `net ${n}`)
				expect(await allows({ email, from: 'here', browser })).toBe(true)
				for (const other of [
					{ account: cast.carla.id },
					{ password: sha256('carlas') },
					{ password: 'adas' },
				])
					expect(await allows({ email, from: 'here', browser: { ...browser, ...other } })).toBe(false)
				await password(cast.ada, 'new')
				for (let n = 0; n < 10; n += 1)
					expect(await allows({ email, from: 'net', browser: { ...browser, name: `b${n}` } })).toBe(true)
				expect(await allows({ email, from: 'net', browser })).toBe(false)
				const anew = { ...browser, password: sha256('new') }
				expect(await allows({ email, from: 'net', browser: anew })).toBe(true)
				await store.accounts.change(cast.ada.id, { disabled: true })
				for (let n = 0; n < 10; n += 1) await attempt(email, 'net')
				expect(await allows({ email, from: 'net', browser: anew })).toBe(false)
			})

			test('fifty times in 15 minutes from one network, for whichever addresses', async () => {
				const made = await Promise.all(
					Array.from({ length: 100 }, (_, n) => attempt(`person${n}@acme.example`, 'net')),
				)
				expect(made.filter(({ allowed }) => allowed)).toHaveLength(50)
				expect(await attempt('ada@acme.example', 'elsewhere')).toMatchObject({ allowed: true })
			})

			test('costs nothing when it was right', async () => {
				for (let n = 0; n < 200; n += 1) {
					const made = { email: 'ada@acme.example', from: 'net' }
					expect(await store.signIns.attempt(made)).toMatchObject({ allowed: true })
					await store.signIns.forgive(made)
				}
			})

			test('begins anew with a new password', async () => {
				for (let n = 0; n < 11; n += 1) await attempt('ada@acme.example', 'here')
				for (let n = 0; n < 100; n += 1) await attempt('ada@acme.example', `net ${n}`)
				expect(await attempt('ada@acme.example', 'here')).toMatchObject({ allowed: false })
				await password(cast.ada, 'new')
				expect(await attempt('ada@acme.example', 'here')).toMatchObject({ allowed: true })
			})
		})

		describe('an account that is disabled', () => {
			const identity = { platform: 'slack', space: 'T1', user: 'UADA' }

			test('is out everywhere at once', async () => {
				await start('h')
				await store.signIns.issueConnectCode({
					account: cast.ada.id,
					hash: 'portal',
					expiresAt: store.clock.now() + hour,
				})
				await store.links.link({ identity, name: 'ada', hash: '', portal: 'portal' })
				expect(await store.links.accountOf(identity)).toBeDefined()
				await store.accounts.change(cast.ada.id, { disabled: true })
				expect(await store.signIns.find('h')).toBeUndefined()
				expect(await store.signIns.of(cast.ada.id)).toEqual([])
				expect(await store.signIns.passwordOf(cast.ada.email)).toBeUndefined()
				expect(await attempt(cast.ada.email, 'here')).toEqual({ allowed: true })
				expect(await start('again')).toBeUndefined()
				expect(await store.links.accountOf(identity)).toBeUndefined()
			})

			test('finds neither sessions nor tokens nor codes again when it is enabled', async () => {
				await start('h')
				const expiresAt = store.clock.now() + hour
				await store.signIns.issueConnectCode({ account: cast.ada.id, hash: 'portal', expiresAt })
				await store.links.issueCode({
					identity,
					account: cast.ada.id,
					hash: 'code',
					expiresAt,
					tries: 5,
				})
				await store.signIns.issueToken({
					purpose: 'reset',
					email: cast.ada.email,
					account: cast.ada.id,
					hash: 'reset',
					expiresAt,
				})
				await store.accounts.change(cast.ada.id, { disabled: true })
				expect(await store.signIns.findToken('reset')).toBeUndefined()
				await store.accounts.change(cast.ada.id, { disabled: false })
				expect(await store.signIns.find('h')).toBeUndefined()
				expect(await store.signIns.setPassword({ token: 'reset', password: 'x' })).toBeUndefined()
				expect(await store.links.tryCode(identity, 'code', 'portal')).not.toHaveProperty('account')
				expect(await store.signIns.passwordOf(cast.ada.email)).toBeDefined()
			})

			test('cannot set a password by a letter that was on its way', async () => {
				await store.accounts.change(cast.ada.id, { disabled: true })
				await store.signIns.issueToken({
					purpose: 'reset',
					email: cast.ada.email,
					account: cast.ada.id,
					hash: 'late',
					expiresAt: store.clock.now() + hour,
				})
				expect(await store.signIns.findToken('late')).toBeUndefined()
				expect(await store.signIns.setPassword({ token: 'late', password: 'x' })).toBeUndefined()
			})
		})
	})
}

function sha256(text: string): string {
	return createHash('sha256').update(text).digest('hex')
}
