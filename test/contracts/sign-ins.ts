import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { TokenPurpose } from '../../src/ports/sign-ins.ts'
import { tokenLifetimes } from '../../src/rules/limits.ts'
import type { Cast } from './cast.ts'
import { addCast } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const minute = 60_000
const hour = 60 * minute

/** What every store of passwords does: the tokens that letters carry, and what following them causes. */
export function describeSignIns(name: string, makeStore: MakeStore): void {
	describe(`passwords by mail in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const later = (lifetime = hour) => store.clock.now() + lifetime
		const letters = async () => {
			const jobs = await store.jobs.claim({ kinds: ['letter'], count: 99, lease: minute })
			await Promise.all(jobs.map(job => store.jobs.done(job)))
			return jobs.map(job => (job.kind === 'letter' ? job.letter : undefined))
		}
		const issue = (purpose: TokenPurpose, account: Account, hash: string, email = account.email) =>
			store.signIns.issueToken({ purpose, email, account: account.id, hash, expiresAt: later() })
		const issueSignUp = (email: string, hash: string) =>
			store.signIns.issueToken({
				purpose: 'welcome',
				email,
				firstName: 'Nina',
				lastName: 'Blu',
				locale: 'it',
				hash,
				expiresAt: later(),
			})
		const set = (token: string, password = 'new hash') => store.signIns.setPassword({ token, password })

		describe('a token', () => {
			test('shows who it is for as often as one looks, until it is over', async () => {
				await issue('reset', cast.ada, 'h')
				for (let look = 0; look < 3; look += 1) {
					expect(await store.signIns.findToken('h')).toEqual({
						purpose: 'reset',
						email: 'ada@acme.example',
						account: cast.ada.id,
						firstName: 'Ada',
						lastName: 'Rossi',
					})
				}
				store.clock.advance(hour)
				expect(await store.signIns.findToken('h')).toBeUndefined()
				expect(await set('h')).toBeUndefined()
			})

			test('used a hundred times at once has one winner, and is no token afterwards', async () => {
				await issue('reset', cast.ada, 'h')
				const won = await Promise.all(Array.from({ length: 100 }, (_, index) => set('h', `hash ${index}`)))
				expect(won.filter(Boolean)).toHaveLength(1)
				const winner = won.findIndex(Boolean)
				expect((await store.signIns.passwordOf(cast.ada.email))?.password).toBe(`hash ${winner}`)
				expect(await store.signIns.findToken('h')).toBeUndefined()
			})

			test('of a sign-up used a hundred times at once makes one account', async () => {
				await issueSignUp('nina@new.example', 'h')
				const won = await Promise.all(Array.from({ length: 100 }, () => set('h')))
				expect(won.filter(Boolean)).toHaveLength(1)
			})

			test('is void once a newer one of its purpose was issued; another purpose and person stay', async () => {
				await issue('reset', cast.ada, 'old')
				await issue('welcome', cast.ada, 'welcome')
				await issue('reset', cast.carla, 'carla')
				await issue('reset', cast.ada, 'new')
				expect(await store.signIns.findToken('old')).toBeUndefined()
				expect(await set('old')).toBeUndefined()
				for (const hash of ['welcome', 'carla', 'new']) {
					expect(await store.signIns.findToken(hash)).toBeDefined()
				}
			})

			test('of a sign-up is void once a newer one was issued to the address', async () => {
				await issueSignUp('nina@new.example', 'old')
				await issueSignUp('nina@new.example', 'new')
				expect(await set('old')).toBeUndefined()
				expect(await set('new')).toMatchObject({ email: 'nina@new.example' })
			})

			test('issued a hundred times at once leaves one', async () => {
				const hashes = Array.from({ length: 100 }, (_, index) => `h${index}`)
				await Promise.all(hashes.map(hash => issue('reset', cast.ada, hash)))
				const found = await Promise.all(hashes.map(hash => store.signIns.findToken(hash)))
				expect(found.filter(Boolean)).toHaveLength(1)
			})

			test('of a letter that is tried again lives anew, but not once it was used', async () => {
				expect(await issue('reset', cast.ada, 'h')).toBe(true)
				store.clock.advance(2 * hour)
				expect(await issue('reset', cast.ada, 'h')).toBe(true)
				expect(await set('h')).toBeDefined()
				expect(await issue('reset', cast.ada, 'h')).toBe(false)
				expect(await set('h')).toBeUndefined()
			})

			test('does nothing that another purpose does', async () => {
				await issue('address', cast.ada, 'address', 'ada@new.example')
				await issue('reset', cast.ada, 'reset')
				expect(await set('address')).toBeUndefined()
				expect(await store.signIns.proveAddress({ token: 'reset', account: cast.ada.id })).toBeUndefined()
				expect(await store.signIns.findToken('address')).toBeDefined()
				expect(await store.signIns.findToken('reset')).toBeDefined()
			})

			test('that was never issued, or is empty, is none', async () => {
				for (const hash of ['', ' ', 'never', 'h\0', '%']) {
					expect(await store.signIns.findToken(hash)).toBeUndefined()
					expect(await set(hash)).toBeUndefined()
				}
			})
		})

		describe('setting a password', () => {
			test('after a sign-up makes the account, with its address proved', async () => {
				await issueSignUp('nina@new.example', 'h')
				expect(await store.accounts.byEmail('nina@new.example')).toBeUndefined()
				expect(await set('h', 'secret hash')).toEqual({
					id: expect.any(String),
					email: 'nina@new.example',
					firstName: 'Nina',
					lastName: 'Blu',
					role: 'user',
					grant: 'none',
					locale: 'it',
					proved: true,
					disabled: false,
				})
				expect((await store.signIns.passwordOf('nina@new.example'))?.password).toBe('secret hash')
				expect(await letters()).toEqual([])
			})

			test('of an address that was copied on a request meanwhile is that account, proved', async () => {
				await issueSignUp('nina@new.example', 'h')
				const copied = await store.accounts.add({
					email: 'nina@new.example',
					firstName: '',
					lastName: '',
					role: 'user',
				})
				expect(await set('h')).toMatchObject({
					id: copied?.id,
					firstName: 'Nina',
					lastName: 'Blu',
					locale: 'it',
					proved: true,
				})
			})

			test('by a sign-up fills in what the account lacks, and leaves what it has', async () => {
				const copied = { lastName: '', role: 'user' } as const
				const nina = await store.accounts.add({ ...copied, email: 'nina@new.example', firstName: '' })
				const nora = await store.accounts.add({
					...copied,
					email: 'nora@new.example',
					firstName: 'Nora',
					locale: 'en',
				})
				for (const account of [nina, nora]) {
					if (!account) throw new Error('not added')
					const names = { firstName: 'Nina', lastName: 'Blu', locale: 'it' } as const
					const { id, email } = account
					const token = { purpose: 'welcome', email, account: id, hash: id, expiresAt: later() } as const
					await store.signIns.issueToken({ ...token, ...names })
				}
				expect(await store.signIns.findToken(nina?.id ?? '')).toMatchObject({
					firstName: 'Nina',
					lastName: 'Blu',
				})
				expect(await store.signIns.findToken(nora?.id ?? '')).toMatchObject({
					firstName: 'Nora',
					lastName: 'Blu',
				})
				expect(await store.accounts.byId(nina?.id ?? '')).toEqual(nina)
				expect(await set(nina?.id ?? '')).toMatchObject({ firstName: 'Nina', lastName: 'Blu', locale: 'it' })
				expect(await set(nora?.id ?? '')).toMatchObject({ firstName: 'Nora', lastName: 'Blu', locale: 'en' })
			})

			test('by a sign-up is refused when the address has a password by now', async () => {
				await issueSignUp('ada@acme.example', 'before')
				await issue('welcome', cast.ada, 'welcome')
				await set('welcome', 'hers')
				await issueSignUp('ada@acme.example', 'after')
				for (const token of ['before', 'after']) expect(await set(token, 'another')).toBeUndefined()
				expect((await store.signIns.passwordOf('ada@acme.example'))?.password).toBe('hers')
			})

			test('voids all tokens and codes, ends all sessions, and tells the owner of a change', async () => {
				await issue('welcome', cast.ada, 'first')
				await set('first', 'one')
				expect(await letters()).toEqual([])
				await issue('reset', cast.ada, 'reset')
				await issue('welcome', cast.ada, 'welcome')
				await issue('address', cast.ada, 'address', 'ada@new.example')
				const inChat = { platform: 'slack', space: 'T1', user: 'UADA' }
				await store.links.issueCode({
					identity: inChat,
					account: cast.ada.id,
					hash: 'code',
					expiresAt: later(),
					tries: 5,
				})
				await store.signIns.issueConnectCode({ account: cast.ada.id, hash: 'portal', expiresAt: later() })
				await store.signIns.start({ account: cast.ada.id, checked: 'one', hash: 's', agent: '' })
				await set('reset', 'two')
				for (const hash of ['welcome', 'address']) {
					expect(await store.signIns.findToken(hash)).toBeUndefined()
				}
				expect(await store.links.tryCode(inChat, 'code', 'portal')).not.toHaveProperty('account')
				expect(await store.signIns.find('s')).toBeUndefined()
				expect(await letters()).toEqual([{ purpose: 'password-changed', account: cast.ada.id }])
			})

			test('by a token that went to an address which is no longer theirs has no effect', async () => {
				await issue('reset', cast.ada, 'h', 'ada@former.example')
				expect(await set('h')).toBeUndefined()
			})
		})

		describe('organizations that own domains', () => {
			test('are joined by whoever proves an address of theirs', async () => {
				await store.accounts.addDomain(cast.acme.id, 'acme.example')
				await issueSignUp('nina@acme.example', 'h')
				expect(await set('h')).toMatchObject({ organization: cast.acme })
				await issueSignUp('nina@sub.acme.example', 'sub')
				expect(await set('sub')).not.toHaveProperty('organization')
				await issueSignUp('nina@notacme.example', 'other')
				expect(await set('other')).not.toHaveProperty('organization')
			})

			test('are joined on the day they get the domain by who has proved already, and by nobody else', async () => {
				const add = (email: string, proved: boolean, role: Account['role'] = 'user') =>
					store.accounts.add({ email, firstName: 'N', lastName: 'N', role, proved })
				const proved = await add('nina@acme.example', true)
				const unproved = await add('nora@acme.example', false)
				const agent = await add('nick@acme.example', true, 'agent')
				const other = await add('nate@notacme.example', true)
				expect(await store.accounts.addDomain(cast.acme.id, 'acme.example')).toEqual(cast.acme)
				expect(await store.accounts.byId(proved?.id ?? '')).toMatchObject({ organization: cast.acme })
				for (const one of [unproved, agent, other]) {
					expect(await store.accounts.byId(one?.id ?? '')).not.toHaveProperty('organization')
				}
			})

			test('own each domain alone, and may give it up', async () => {
				await store.accounts.addDomain(cast.acme.id, 'acme.example')
				expect(await store.accounts.addDomain(cast.umbra.id, 'acme.example')).toEqual(cast.acme)
				expect(await store.accounts.removeDomain(cast.umbra.id, 'acme.example')).toBe(false)
				expect(await store.accounts.domains(cast.acme.id)).toEqual(['acme.example'])
				expect(await store.accounts.removeDomain(cast.acme.id, 'acme.example')).toBe(true)
				expect(await store.accounts.domains(cast.acme.id)).toEqual([])
				expect(await store.accounts.addDomain('999', 'acme.example')).toBeUndefined()
			})

			test('do not take members from one another', async () => {
				await store.accounts.addDomain(cast.umbra.id, 'acme.example')
				await issue('reset', cast.ada, 'h')
				expect(await set('h')).toMatchObject({ organization: cast.acme })
			})
		})

		describe('a new address', () => {
			test('counts once it is proved: everything void, the old one told', async () => {
				await store.signIns.askAddress(cast.ada.id, 'ada@new.example')
				expect(await letters()).toEqual([
					{ purpose: 'address', account: cast.ada.id, email: 'ada@new.example' },
				])
				await issue('address', cast.ada, 'h', 'ada@new.example')
				await issue('reset', cast.ada, 'reset')
				expect(await store.accounts.byId(cast.ada.id)).toMatchObject({ email: 'ada@acme.example' })
				const proof = { token: 'h', account: cast.ada.id }
				expect(await store.signIns.proveAddress(proof)).toMatchObject({ email: 'ada@new.example' })
				expect(await set('reset')).toBeUndefined()
				expect(await letters()).toEqual([
					{ purpose: 'address-changed', account: cast.ada.id, email: 'ada@acme.example' },
				])
				expect(await store.signIns.proveAddress(proof)).toBeUndefined()
			})

			test('is not proved by whoever reads the letter, only by the account that asked', async () => {
				await issue('address', cast.mallory, 'h', 'nina@acme.example')
				expect(await store.signIns.proveAddress({ token: 'h', account: cast.ada.id })).toBeUndefined()
				expect(await store.signIns.proveAddress({ token: 'h', account: '' })).toBeUndefined()
				expect(await store.signIns.findToken('h')).toBeDefined()
			})

			test('that has an account by now stays with that one; of two who prove it at once one has it', async () => {
				await issue('address', cast.ada, 'taken', 'ben@elsewhere.example')
				expect(await store.signIns.proveAddress({ token: 'taken', account: cast.ada.id })).toBeUndefined()
				await issue('address', cast.ada, 'a', 'shared@new.example')
				await issue('address', cast.carla, 'c', 'shared@new.example')
				const proved = await Promise.all([
					store.signIns.proveAddress({ token: 'a', account: cast.ada.id }),
					store.signIns.proveAddress({ token: 'c', account: cast.carla.id }),
				])
				expect(proved.filter(Boolean)).toHaveLength(1)
			})

			test('costs its mailbox a letter like any other', async () => {
				await store.signIns.askAddress(cast.ada.id, 'victim@umbra.example')
				await store.signIns.askAddress(cast.carla.id, 'victim@umbra.example')
				expect(await letters()).toHaveLength(1)
			})
		})

		test('lifetimes are those of the rules', () => {
			expect(tokenLifetimes).toEqual({ welcome: 24 * hour, reset: 30 * minute, address: 24 * hour })
		})
	})
}
