import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Account } from '../../src/domain/account.ts'
import type { Identity } from '../../src/domain/identity.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import { keptOf } from './collected.ts'
import type { MakeStore, TestStore } from './store.ts'

const minute = 60_000
const hour = 60 * minute

/** What every store of links does, from the question for a code to the end of the link. */
export function describeLinks(name: string, makeStore: MakeStore): void {
	describe(`links in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const adaInChat: Identity = { platform: 'slack', space: 'T1', user: 'UADA' }
		const malloryInChat: Identity = { platform: 'slack', space: 'T1', user: 'UMAL' }
		const ask = (identity: Identity, email: string, once?: string) =>
			store.links.askCode({
				identity,
				name: 'Someone',
				email,
				locale: 'it-IT',
				...(once !== undefined && { once }),
			})
		const issue = (identity: Identity, account: Account, hash: string, tries = 5) =>
			store.links.issueCode({
				identity,
				account: account.id,
				hash,
				tries,
				expiresAt: store.clock.now() + 10 * minute,
			})
		const link = (identity: Identity, hash: string, once?: string) =>
			store.links.link({ identity, name: 'ada in chat', hash, ...(once !== undefined && { once }) })
		const sourceIn = ({ platform, space, user }: Identity) => `${platform}:${space}:D${user}:1.1`
		/** @returns the number of a request that someone adds to by a message in a chat */
		const say = async (identity: Identity, { id: by }: Account) => {
			const act = { by, via: 'test', text: '…', files: [] }
			const { ticket } = allowed(await store.tickets.open({ ...act, subject: 'Printer' }))
			const said = { ...act, ticket: ticket.id, source: sourceIn(identity) }
			allowed(await store.tickets.addComment(said))
			return ticket.number
		}
		const letters = async () => store.jobs.claim({ kinds: ['letter'], count: 99, lease: minute })

		test('a code is asked for with a letter, alike for known and unknown addresses', async () => {
			expect(await ask(adaInChat, cast.ada.email)).toBe('queued')
			expect(await ask(adaInChat, 'nobody@nowhere.example')).toBe('queued')
			expect(await letters()).toMatchObject(
				[cast.ada.email, 'nobody@nowhere.example'].map(email => ({
					kind: 'letter',
					letter: { purpose: 'connect-code', email, identity: adaInChat, name: 'Someone', locale: 'it-IT' },
				})),
			)
		})

		test('the same question twice sends one letter', async () => {
			const asked = await Promise.all([
				ask(adaInChat, cast.ada.email, 'trigger'),
				ask(adaInChat, cast.ada.email, 'trigger'),
			])
			expect(asked).toEqual(['queued', 'queued'])
			expect(await letters()).toHaveLength(1)
		})

		test('one identity asks five times in an hour, whomever about', async () => {
			for (let i = 0; i < 5; i += 1) expect(await ask(adaInChat, `p${i}@many.example`)).toBe('queued')
			expect(await ask(adaInChat, 'p6@many.example')).toBe('too many')
			expect(await ask(malloryInChat, 'p6@many.example')).toBe('queued')
			store.clock.advance(hour)
			expect(await ask(adaInChat, 'p6@many.example')).toBe('queued')
			expect(await letters()).toHaveLength(7)
		})

		test('too many, then allowed, with the same key: only what sent a letter is kept', async () => {
			for (let i = 0; i < 5; i += 1) expect(await ask(adaInChat, cast.ada.email)).toBe('queued')
			expect(await ask(adaInChat, cast.ada.email, 'trigger')).toBe('too many')
			store.clock.advance(hour)
			expect(await ask(adaInChat, cast.ada.email, 'trigger')).toBe('queued')
			expect(await ask(adaInChat, cast.ada.email, 'trigger')).toBe('queued')
			expect(await letters()).toHaveLength(6)
		})

		test('the same message with a wrong code costs one try, however often it arrives', async () => {
			await issue(adaInChat, cast.ada, 'right')
			expect(await link(adaInChat, 'wrong', 'message')).toBeUndefined()
			expect(await link(adaInChat, 'wrong', 'message')).toBeUndefined()
			expect(await store.links.tryCode(adaInChat, 'wrong')).toEqual({ left: 3 })
		})

		test('one mailbox gets five letters in an hour and ten in a day, whoever asks', async () => {
			const asked: string[] = []
			for (let i = 0; i < 24; i += 1) {
				if (i % 6 === 0 && i > 0) store.clock.advance(hour)
				asked.push(await ask({ ...adaInChat, user: `U${i}` }, cast.ada.email))
			}
			const perHour = [0, 6, 12, 18].map(
				from => asked.slice(from, from + 6).filter(answer => answer === 'queued').length,
			)
			expect(perHour).toEqual([5, 5, 0, 0])
			store.clock.advance(24 * hour)
			expect(await ask(adaInChat, cast.ada.email)).toBe('queued')
		})

		test('many at the same instant stay within the budget', async () => {
			const asked = await Promise.all(Array.from({ length: 9 }, () => ask(adaInChat, cast.ada.email)))
			expect(asked.filter(answer => answer === 'queued')).toHaveLength(5)
		})

		test('the same identity types the code: it is shown the account, and linked', async () => {
			await issue(adaInChat, cast.ada, 'right')
			expect(await store.links.tryCode(malloryInChat, 'right')).toEqual({ left: 0 })
			expect(await link(malloryInChat, 'right')).toBeUndefined()
			expect(await store.links.tryCode(adaInChat, 'right')).toEqual({ account: cast.ada })
			expect(await store.links.accountOf(adaInChat)).toBeUndefined()
			expect(await link(adaInChat, 'right')).toEqual(cast.ada)
			expect(await store.links.accountOf(adaInChat)).toEqual(cast.ada)
			expect(await store.links.of(cast.ada.id)).toEqual([
				{
					identity: adaInChat,
					name: 'ada in chat',
					linkedAt: store.clock.now(),
					spokenAt: store.clock.now(),
				},
			])
			expect(await letters()).toMatchObject([
				{ letter: { purpose: 'linked', account: cast.ada.id, platform: 'slack', name: 'ada in chat' } },
			])
			expect(await store.links.tryCode(adaInChat, 'right')).toEqual({ left: 0 })
		})

		test('a wrong code costs a try, wherever it is typed; the fifth one voids the right one', async () => {
			await issue(adaInChat, cast.ada, 'right')
			expect(await store.links.tryCode(adaInChat, 'wrong')).toEqual({ left: 4 })
			expect(await link(adaInChat, 'wrong')).toBeUndefined()
			const tried = await Promise.all([1, 2, 3].map(i => store.links.tryCode(adaInChat, `wrong ${i}`)))
			expect(tried.map(result => ('left' in result ? result.left : -1)).toSorted((a, b) => a - b)).toEqual([
				0, 1, 2,
			])
			expect(await store.links.tryCode(adaInChat, 'right')).toEqual({ left: 0 })
			expect(await link(adaInChat, 'right')).toBeUndefined()
		})

		test('a code ends with its time, and with a newer one', async () => {
			await issue(adaInChat, cast.ada, 'old')
			await issue(adaInChat, cast.carla, 'new')
			expect(await store.links.tryCode(adaInChat, 'old')).toEqual({ left: 4 })
			expect(await store.links.tryCode(adaInChat, 'new')).toMatchObject({ account: { id: cast.carla.id } })
			store.clock.advance(10 * minute)
			expect(await store.links.tryCode(adaInChat, 'new')).toEqual({ left: 0 })
			expect(await link(adaInChat, 'new')).toBeUndefined()
		})

		test('one code makes one link, also at the same instant; the same act twice gets the same answer', async () => {
			await issue(adaInChat, cast.ada, 'right')
			const linked = await Promise.all([link(adaInChat, 'right', 'a'), link(adaInChat, 'right', 'b')])
			expect(linked.filter(account => account !== undefined)).toEqual([cast.ada])
			await issue(adaInChat, cast.ada, 'other')
			const twice = await Promise.all([link(adaInChat, 'other', 'c'), link(adaInChat, 'other', 'c')])
			expect(twice).toEqual([cast.ada, cast.ada])
			expect(await letters()).toHaveLength(2)
		})

		test('linking proves the address, and replaces the identity’s older link', async () => {
			const nina = (await store.accounts.add({
				email: 'nina@acme.example',
				firstName: 'Nina',
				lastName: '',
				role: 'user',
			})) as Account
			await issue(adaInChat, cast.ada, 'first')
			await link(adaInChat, 'first')
			await issue(adaInChat, nina, 'second')
			expect(await link(adaInChat, 'second')).toEqual({ ...nina, proved: true })
			expect(await store.links.of(cast.ada.id)).toEqual([])
			expect(await store.links.accountOf(adaInChat)).toMatchObject({ id: nina.id })
		})

		test('a disabled account is no account: not found, not tried, not linked', async () => {
			await issue(adaInChat, cast.ada, 'right')
			await link(adaInChat, 'right')
			await issue(malloryInChat, cast.ada, 'more')
			await store.accounts.change(cast.ada.id, { disabled: true })
			expect(await store.links.accountOf(adaInChat)).toBeUndefined()
			expect(await store.links.tryCode(malloryInChat, 'more')).toEqual({ left: 0 })
			expect(await link(malloryInChat, 'more')).toBeUndefined()
			expect(await store.links.of(cast.ada.id)).toHaveLength(1)
		})

		test('unlinking ends it at once, and says whether there was something', async () => {
			await issue(adaInChat, cast.ada, 'right')
			await link(adaInChat, 'right')
			expect(await store.links.unlink(malloryInChat)).toBe(false)
			expect(await store.links.unlink(adaInChat)).toBe(true)
			expect(await store.links.accountOf(adaInChat)).toBeUndefined()
			expect(await store.links.unlink(adaInChat)).toBe(false)
		})

		const linked = async (identity: Identity, account: Account) => {
			// One that was used is not good again.
			codes += 1
			await issue(identity, account, `code ${codes}`)
			await link(identity, `code ${codes}`)
		}
		let codes = 0
		const told = () => store.jobs.claim({ kinds: ['tell'], count: 99, lease: minute })
		const tells = (identity: Identity, account: Account) => ({
			kind: 'tell',
			about: 'disconnected',
			identity,
			account: account.id,
		})

		test('unlinking from elsewhere ends only a link of the owner’s, and tells the chat', async () => {
			await linked(adaInChat, cast.ada)
			expect(await store.links.unlink(adaInChat, cast.mallory.id)).toBe(false)
			expect(await told()).toEqual([])
			expect(await store.links.unlink(adaInChat, cast.ada.id)).toBe(true)
			expect(await store.links.unlink(adaInChat, cast.ada.id)).toBe(false)
			expect(await told()).toMatchObject([tells(adaInChat, cast.ada)])
			await linked(adaInChat, cast.ada)
			await store.links.unlink(adaInChat)
			expect(await told()).toEqual([])
		})

		test('disabling an account tells each of its chats once, and no other', async () => {
			const alsoAda = { ...adaInChat, platform: 'teams' }
			await linked(adaInChat, cast.ada)
			await linked(alsoAda, cast.ada)
			await linked(malloryInChat, cast.mallory)
			await store.accounts.change(cast.ada.id, { disabled: true })
			await store.accounts.change(cast.ada.id, { disabled: true })
			await store.accounts.change(cast.ada.id, { disabled: false, role: 'agent' })
			const queued = await told()
			expect(queued).toHaveLength(2)
			expect(queued).toEqual(
				expect.arrayContaining(
					[adaInChat, alsoAda].map(chat => expect.objectContaining(tells(chat, cast.ada))),
				),
			)
		})

		test('what was written in a chat is forgotten when it becomes someone else’s', async () => {
			await linked(adaInChat, cast.ada)
			const number = await say(adaInChat, cast.ada)
			const sources = async () => (await keptOf(store, adaInChat)).sources
			expect(await sources()).toMatchObject([{ number }])
			await linked(adaInChat, cast.carla)
			expect(await sources()).toEqual([])
			await linked(adaInChat, cast.ada)
			expect(await sources()).toEqual([])
		})

		test('erasing forgets what an identity was to be told', async () => {
			await linked(adaInChat, cast.ada)
			await store.links.unlink(adaInChat, cast.ada.id)
			await store.links.erase(adaInChat)
			expect(await told()).toEqual([])
		})

		test('erasing forgets the identity: link, code, drafts and letters about it, and no one else’s', async () => {
			for (const identity of [adaInChat, malloryInChat]) {
				await issue(identity, cast.ada, 'first')
				await link(identity, 'first')
				await issue(identity, cast.ada, 'right')
				await ask(identity, cast.ada.email)
			}
			const file = { at: 'store' as const, name: 'a', size: 1, type: 'text/plain', sha256: 'x' }
			const draft = await store.drafts.keep(adaInChat, { text: 'Hello', files: [{ ...file, key: 'hers' }] })
			const number = await say(adaInChat, cast.ada)
			const hers = await store.drafts.keep(malloryInChat, { text: 'Hello', files: [] })
			const now = store.clock.now()
			const kept = {
				drafts: [
					{ text: 'Hello', files: [{ name: 'a', size: 1, type: 'text/plain' }], expiresAt: now + 24 * hour },
				],
				codes: [{ createdAt: now, expiresAt: now + 10 * minute }],
				waiting: [1, 2].map(() => ({ kind: 'letter', createdAt: now })),
				messages: [],
				sources: [{ source: sourceIn(adaInChat), number, sequence: 2, createdAt: now }],
				places: [],
			}
			expect(await keptOf(store, adaInChat)).toEqual(kept)
			expect(await store.links.erase(adaInChat)).toEqual(['hers'])
			const nothing = { drafts: [], codes: [], waiting: [], messages: [], sources: [], places: [] }
			expect(await keptOf(store, adaInChat)).toEqual(nothing)
			expect(await keptOf(store, malloryInChat)).toMatchObject({ drafts: [{ files: [] }] })
			expect(await store.links.erase(adaInChat)).toEqual([])
			expect(await store.links.accountOf(adaInChat)).toBeUndefined()
			expect(await store.links.tryCode(adaInChat, 'right')).toEqual({ left: 0 })
			expect(await store.drafts.find(adaInChat, draft)).toBeUndefined()
			expect(await store.links.accountOf(malloryInChat)).toMatchObject({ id: cast.ada.id })
			expect(await store.drafts.find(malloryInChat, hers)).toBeDefined()
			expect(await letters()).toMatchObject([
				{ letter: { purpose: 'linked' } },
				{ letter: { purpose: 'connect-code', identity: malloryInChat } },
			])
		})
	})
}
