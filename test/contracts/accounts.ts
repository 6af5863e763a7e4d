import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import { collected } from './collected.ts'
import type { MakeStore, TestStore } from './store.ts'

const day = 24 * 60 * 60_000

/** What every store of people and organizations does. */
export function describeAccounts(name: string, makeStore: MakeStore): void {
	describe(`accounts in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		test('agents are those who work for support now, by address, as many as are asked for', async () => {
			const add = (email: string, role: 'agent' | 'admin') =>
				store.accounts.add({ email, firstName: '', lastName: '', role })
			await add('zoe@support.example', 'admin')
			const left = await add('ann@support.example', 'agent')
			await store.accounts.change(left?.id ?? '', { disabled: true })
			await add('bea@support.example', 'agent')
			const emails = async (size: number) => (await store.accounts.agents(size)).map(one => one.email)
			expect(await emails(9)).toEqual(['bea@support.example', 'diego@support.example', 'zoe@support.example'])
			expect(await emails(1)).toEqual(['bea@support.example'])
		})

		test('an account is found by id and by address, with its organization', async () => {
			expect(cast.ada).toEqual({
				id: cast.ada.id,
				email: 'ada@acme.example',
				firstName: 'Ada',
				lastName: 'Rossi',
				role: 'user',
				organization: { id: cast.acme.id, name: 'Acme', grant: 'see' },
				grant: 'none',
				proved: true,
				disabled: false,
			})
			expect(await store.accounts.byId(cast.ada.id)).toEqual(cast.ada)
			expect(await store.accounts.byEmail(cast.ada.email)).toEqual(cast.ada)
			expect(await store.accounts.byEmail('nobody@acme.example')).toBeUndefined()
			for (const id of ['424242', '', 'x', '-1', '1e3', '99999999999999999999']) {
				expect(await store.accounts.byId(id), id).toBeUndefined()
			}
		})

		test('an address has one account, also when it is added twice at the same instant', async () => {
			const nina = { email: 'nina@acme.example', firstName: 'Nina', lastName: 'Po', role: 'user' } as const
			const added = await Promise.all([store.accounts.add(nina), store.accounts.add(nina)])
			expect(added.filter(account => account !== undefined)).toHaveLength(1)
			expect(await store.accounts.add({ ...nina, firstName: 'Other' })).toBeUndefined()
			expect((await store.accounts.byEmail(nina.email))?.firstName).toBe('Nina')
		})

		test('what a new account did not say is by default: unproved, no grant, no language', async () => {
			const nina = await store.accounts.add({
				email: 'n@x.example',
				firstName: '',
				lastName: '',
				role: 'agent',
			})
			expect(nina).toEqual({
				id: nina?.id,
				email: 'n@x.example',
				firstName: '',
				lastName: '',
				role: 'agent',
				grant: 'none',
				proved: false,
				disabled: false,
			})
		})

		test('a change changes what it names and leaves the rest', async () => {
			const changed = await store.accounts.change(cast.ada.id, { locale: 'it', timeZone: 'Europe/Rome' })
			expect(changed).toEqual({ ...cast.ada, locale: 'it', timeZone: 'Europe/Rome' })
			expect(await store.accounts.change(cast.ada.id, {})).toEqual(changed)
			const { timeZone: _, ...without } = { ...changed }
			expect(await store.accounts.change(cast.ada.id, { timeZone: null })).toEqual(without)
			expect(
				await store.accounts.change(cast.ada.id, {
					firstName: 'Adele',
					lastName: 'Bo',
					role: 'admin',
					grant: 'comment',
					disabled: true,
					organization: cast.umbra.id,
				}),
			).toEqual({
				...without,
				firstName: 'Adele',
				lastName: 'Bo',
				role: 'admin',
				grant: 'comment',
				disabled: true,
				organization: cast.umbra,
			})
			expect(await store.accounts.change('424242', { firstName: 'Nobody' })).toBeUndefined()
			expect(await store.accounts.byId(cast.carla.id)).toEqual(cast.carla)
		})

		test('organizations are listed by name, and grant what they are told to', async () => {
			expect(await store.accounts.organizations()).toEqual([cast.acme, cast.umbra])
			const one = await store.accounts.firstOrganizations(1)
			expect(one).toEqual({ organizations: [cast.acme], count: 2 })
			const also = await store.accounts.firstOrganizations(1, cast.umbra.id)
			expect(also).toEqual({ organizations: [cast.acme, cast.umbra], count: 2 })
			const twice = await store.accounts.firstOrganizations(1, cast.acme.id)
			expect(twice).toEqual(one)
			expect(await store.accounts.setGrant(cast.acme.id, 'comment')).toEqual({
				...cast.acme,
				grant: 'comment',
			})
			expect((await store.accounts.byId(cast.ada.id))?.organization?.grant).toBe('comment')
			expect(await store.accounts.setGrant('424242', 'none')).toBeUndefined()
		})

		test('preferences are by default until they are set, each person their own', async () => {
			expect(await store.accounts.preferences(cast.ada.id)).toEqual({ notices: {} })
			const quiet = { notices: { answer: 'mail' }, quiet: { from: '20:00', to: '08:00' } } as const
			await store.accounts.setPreferences(cast.ada.id, { notices: { status: 'off' } })
			await store.accounts.setPreferences(cast.ada.id, quiet)
			expect(await store.accounts.preferences(cast.ada.id)).toEqual(quiet)
			expect(await store.accounts.preferences(cast.carla.id)).toEqual({ notices: {} })
		})

		test('the daily list comes when it was asked for, again and again, and once', async () => {
			const digests = () => store.jobs.claim({ kinds: ['digest'], count: 9, lease: 1000 })
			const choose = (digest: string | undefined, at?: number) =>
				store.accounts.setPreferences(
					cast.ada.id,
					{ notices: {}, ...(digest !== undefined && { digest }) },
					at,
				)
			const at = store.clock.now() + day
			await Promise.all([choose('07:00', at), choose('08:00', at), choose('09:00', at)])
			expect(await digests()).toEqual([])
			expect(await store.jobs.nextDue()).toBe(at)
			store.clock.advance(day)
			const [job, ...others] = await digests()
			expect(others).toEqual([])
			expect(job).toMatchObject({ kind: 'digest', account: cast.ada.id, tries: 0 })
			if (!job) return
			await store.jobs.repeat(job, at + day)
			await store.jobs.done(job)
			expect(await store.jobs.nextDue()).toBe(at + day)
			store.clock.advance(day)
			const [next] = await digests()
			expect(next).toMatchObject({ id: job.id, tries: 0 })
			await choose(undefined)
			if (next) await store.jobs.repeat(next, at + day)
			expect(await store.jobs.nextDue()).toBeUndefined()
			expect(await store.accounts.preferences(cast.ada.id)).toEqual({ notices: {} })
		})

		test('a request is muted until its time, by who may see it', async () => {
			const open = { via: 'test', subject: 'Printer', text: '…', files: [] }
			const { ticket } = allowed(await store.tickets.open({ ...open, by: cast.ada.id }))
			const until = store.clock.now() + 1000
			const mute = (by: Account, to: number | undefined) =>
				store.accounts.mute({ by: by.id, via: 'test', ticket: ticket.id, until: to })
			await mute(cast.ada, until)
			await mute(cast.mallory, until)
			expect(await store.accounts.mutedUntil(cast.ada.id, ticket.id)).toBe(until)
			expect(await collected(store.accounts.mutes(cast.ada.id))).toEqual([{ number: ticket.number, until }])
			expect(await collected(store.accounts.mutes(cast.mallory.id))).toEqual([])
			expect(await store.accounts.mutedUntil(cast.mallory.id, ticket.id)).toBeUndefined()
			expect(await store.accounts.mutedUntil(cast.carla.id, ticket.id)).toBeUndefined()
			await mute(cast.ada, until + 1000)
			store.clock.advance(1000)
			expect(await store.accounts.mutedUntil(cast.ada.id, ticket.id)).toBe(until + 1000)
			store.clock.advance(1000)
			expect(await store.accounts.mutedUntil(cast.ada.id, ticket.id)).toBeUndefined()
			await mute(cast.ada, store.clock.now() + 1000)
			await mute(cast.ada, undefined)
			expect(await store.accounts.mutedUntil(cast.ada.id, ticket.id)).toBeUndefined()
		})

		test('a mute has its effect once, and one that came to nothing may come again', async () => {
			const open = { via: 'test', subject: 'Printer', text: '…', files: [] }
			const { ticket } = allowed(await store.tickets.open({ ...open, by: cast.ada.id }))
			const until = store.clock.now() + 1000
			const mute = (to: number) =>
				store.accounts.mute({ by: cast.carla.id, via: 'test', ticket: ticket.id, until: to, once: 'm' })
			await store.accounts.setGrant(cast.acme.id, 'none')
			await mute(until)
			expect(await store.accounts.mutedUntil(cast.carla.id, ticket.id)).toBeUndefined()
			await store.accounts.setGrant(cast.acme.id, 'see')
			await mute(until)
			expect(await store.accounts.mutedUntil(cast.carla.id, ticket.id)).toBe(until)
			await mute(until + 1000)
			expect(await store.accounts.mutedUntil(cast.carla.id, ticket.id)).toBe(until)
		})
	})
}
