import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const identity = { platform: 'slack', space: 'T1', user: 'UADA' }

/** What every store remembers of who may do what, and who changed it. */
export function describeRights(name: string, makeStore: MakeStore): void {
	describe(`the history of rights in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		let before: string
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
			before = (await store.accounts.history({ size: 1 }))[0]?.id ?? '0'
		})
		afterEach(() => store.close())

		/** What came up in this test, oldest first, without what is the same everywhere. */
		const since = async (account?: Account) => {
			const entries = await store.accounts.history({ size: 99, ...(account && { account: account.id }) })
			return entries
				.filter(entry => Number(entry.id) > Number(before))
				.toReversed()
				.map(({ id, at, account: of, organization, by, ...entry }) => {
					expect([Number(id), at]).toEqual([expect.any(Number), store.clock.now()])
					return {
						...entry,
						...(of && { account: of.id }),
						...(organization && { organization: organization.id }),
						...(by && { by: by.id }),
					}
				})
		}
		const issue = (
			hash: string,
			purpose: 'welcome' | 'reset' | 'address',
			email: string,
			account?: Account,
		) =>
			store.signIns.issueToken({
				purpose,
				email,
				hash,
				expiresAt: store.clock.now() + 1000,
				...(account && { account: account.id }),
			})
		const connect = async (account: Account, hash: string) => {
			const expiresAt = store.clock.now() + 1000
			await store.links.issueCode({ identity, account: account.id, hash, tries: 5, expiresAt })
			expect(await store.links.link({ identity, name: 'ada.rossi', hash })).toBeDefined()
		}

		test('an account is made with what it may do, at the command line or by whoever is named', async () => {
			const names = { firstName: '', lastName: '' }
			const emma = (await store.accounts.add({ email: 'e@x.example', ...names, role: 'agent' })) as Account
			expect(await store.accounts.add({ email: 'e@x.example', ...names, role: 'admin' })).toBeUndefined()
			const doer = { by: emma.id, via: 'slack' }
			const organization = cast.acme.id
			const nina = (await store.accounts.add(
				{ email: 'n@x.example', ...names, role: 'user', grant: 'comment', organization },
				doer,
			)) as Account
			const [by, account] = [emma.id, nina.id]
			expect(await since()).toEqual([
				{ what: 'made', account: emma.id, via: 'command line', to: 'agent' },
				{ what: 'made', account, by, via: 'slack', to: 'user' },
				{ what: 'grant', account, by, via: 'slack', from: 'none', to: 'comment' },
				{ what: 'organization', account, by, via: 'slack', to: 'Acme' },
			])
		})

		test('a change is one entry for each right that is another by it', async () => {
			await store.accounts.change(cast.ada.id, { firstName: 'Adele', role: 'user', disabled: false })
			expect(await since()).toEqual([])
			const all = { role: 'agent', grant: 'see', disabled: true, organization: cast.umbra.id } as const
			const doer = { by: cast.diego.id, via: 'web' }
			await store.accounts.change(cast.ada.id, all, doer)
			await store.accounts.change(cast.ada.id, { disabled: false })
			const account = cast.ada.id
			expect(await since(cast.ada)).toEqual([
				{ what: 'role', account, ...doer, from: 'user', to: 'agent' },
				{ what: 'grant', account, ...doer, from: 'none', to: 'see' },
				{ what: 'organization', account, ...doer, from: 'Acme', to: 'Umbra' },
				{ what: 'disabled', account, ...doer, from: 'no', to: 'yes' },
				{ what: 'disabled', account, via: 'command line', from: 'yes', to: 'no' },
			])
			expect(await since(cast.carla)).toEqual([])
		})

		test('what an organization grants and which domains it owns', async () => {
			const via = 'command line'
			const eve = await store.accounts.addOrganization({ name: 'Eve', grant: 'none' })
			const organization = eve.id
			await store.accounts.setGrant(eve.id, 'see')
			await store.accounts.setGrant(eve.id, 'see')
			await store.accounts.addDomain(eve.id, 'elsewhere.example', { by: cast.diego.id, via: 'web' })
			await store.accounts.addDomain(eve.id, 'elsewhere.example')
			await store.accounts.addDomain(cast.acme.id, 'elsewhere.example')
			await store.accounts.removeDomain(cast.acme.id, 'elsewhere.example')
			await store.accounts.removeDomain(eve.id, 'elsewhere.example')
			const diego = { by: cast.diego.id, via: 'web' }
			expect(await since()).toEqual([
				{ what: 'made', organization, via, to: 'none' },
				{ what: 'grant', organization, via, from: 'none', to: 'see' },
				{ what: 'domain', organization, ...diego, to: 'elsewhere.example' },
				{ what: 'organization', account: cast.ben.id, ...diego, to: 'Eve' },
				{ what: 'domain', organization, via, from: 'elsewhere.example' },
			])
		})

		test('a chat is connected and disconnected by its person, and of the chat itself nothing is kept', async () => {
			const ada = { account: cast.ada.id, by: cast.ada.id }
			await connect(cast.ada, 'h1')
			expect(await store.links.unlink(identity, cast.carla.id)).toBe(false)
			await store.links.unlink(identity, cast.ada.id)
			await connect(cast.ada, 'h2')
			await store.links.unlink(identity)
			await connect(cast.ada, 'h3')
			await connect(cast.carla, 'h4')
			await store.links.erase(identity)
			const carla = { account: cast.carla.id, by: cast.carla.id }
			expect(await since()).toEqual([
				{ what: 'linked', ...ada, via: 'slack', to: 'slack' },
				{ what: 'unlinked', ...ada, via: 'web', from: 'slack' },
				{ what: 'linked', ...ada, via: 'slack', to: 'slack' },
				{ what: 'unlinked', ...ada, via: 'slack', from: 'slack' },
				{ what: 'linked', ...ada, via: 'slack', to: 'slack' },
				{ what: 'unlinked', ...ada, by: cast.carla.id, via: 'slack', from: 'slack' },
				{ what: 'linked', ...carla, via: 'slack', to: 'slack' },
				{ what: 'unlinked', ...carla, via: 'slack', from: 'slack' },
			])
		})

		test('a sign-up, an invitation, passwords and addresses, by mail or on the web', async () => {
			await store.accounts.addDomain(cast.acme.id, 'new.example')
			await issue('welcome', 'welcome', 'nina@new.example')
			const nina = (await store.signIns.setPassword({ token: 'welcome', password: 'one' })) as Account
			await store.signIns.invite(cast.ben.id)
			await store.signIns.invite(cast.ben.id, { by: cast.diego.id, via: 'web' })
			await store.signIns.invite('424242')
			const change = { account: nina.id, checked: 'one', password: 'two' }
			expect(await store.signIns.changePassword(change)).toBe(true)
			expect(await store.signIns.changePassword(change)).toBe(false)
			await issue('address', 'address', 'nina@other.example', nina)
			await store.signIns.proveAddress({ token: 'address', account: nina.id })
			const [account, by] = [nina.id, nina.id]
			expect((await since()).slice(1)).toEqual([
				{ what: 'made', account, by, via: 'mail', to: 'user' },
				{ what: 'organization', account, by, via: 'mail', to: 'Acme' },
				{ what: 'password', account, by, via: 'mail' },
				{ what: 'invited', account: cast.ben.id, via: 'command line' },
				{ what: 'invited', account: cast.ben.id, by: cast.diego.id, via: 'web' },
				{ what: 'password', account, by, via: 'web' },
				{ what: 'address', account, by, via: 'web', from: 'nina@new.example', to: 'nina@other.example' },
			])
		})

		test('an address that is copied gets an account by whoever copied it', async () => {
			const ada = { by: cast.ada.id, via: 'slack' }
			const open = { ...ada, subject: 'Printer', text: '…', files: [] }
			const { ticket } = allowed(await store.tickets.open(open))
			const email = 'eva@nowhere.example'
			allowed(await store.tickets.addCc({ ...ada, ticket: ticket.id, email }))
			const { id } = (await store.accounts.byEmail(email)) as Account
			expect(await since()).toEqual([{ what: 'made', account: id, ...ada, to: 'user' }])
		})

		test('whoever it is about and who did it are named as they are called now', async () => {
			const { ada, diego, acme } = cast
			await store.accounts.change(ada.id, { grant: 'comment' }, { by: diego.id, via: 'web' })
			await store.accounts.setGrant(acme.id, 'comment')
			await store.accounts.change(ada.id, { lastName: 'Bianchi' })
			const [ofAcme, ofAda] = await store.accounts.history({ size: 2 })
			expect(ofAcme).toMatchObject({ organization: { id: acme.id, name: 'Acme' }, via: 'command line' })
			expect(ofAcme).not.toHaveProperty('by')
			expect(ofAda?.account).toEqual({ id: ada.id, name: 'Ada Bianchi', email: ada.email })
			expect(ofAda?.by).toEqual({ id: diego.id, name: 'Diego Sala', email: diego.email })
		})

		test('it is read newest first, in parts', async () => {
			const all = await store.accounts.history({ size: 99 })
			expect(all.map(entry => Number(entry.id))).toEqual(
				all.map(entry => Number(entry.id)).toSorted((a, b) => b - a),
			)
			const part = { before: all[2]?.id ?? '', size: 3 }
			expect(await store.accounts.history(part)).toEqual(all.slice(3, 6))
			expect(await store.accounts.history({ account: 'x', size: 9 })).toEqual([])
		})
	})
}
