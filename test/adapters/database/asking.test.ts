import type { KyselyPlugin } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { databaseSignIns } from '../../../adapters/database/sign-ins/index.ts'
import { addCast } from '../../contracts/cast.ts'
import type { DatabaseStore } from './stores.ts'
import { engines } from './stores.ts'

describe.each(engines)('what %s does when someone asks for a letter', (_name, make) => {
	let store: DatabaseStore
	const statements: string[] = []
	beforeEach(async () => {
		store = await make()
		await addCast(store)
		await store.accounts.add({ email: 'gone@acme.example', firstName: '', lastName: '', role: 'user' })
		const gone = await store.accounts.byEmail('gone@acme.example')
		for (const email of ['ada@acme.example', 'gone@acme.example']) {
			const account = (await store.accounts.byEmail(email))?.id ?? ''
			const expiresAt = store.clock.now() + 60_000
			await store.signIns.issueToken({ purpose: 'reset', email, account, hash: email, expiresAt })
			await store.signIns.setPassword({ token: email, password: 'hash' })
		}
		await store.accounts.change(gone?.id ?? '', { disabled: true })
	})
	afterEach(() => store.close())

	/** Every statement that sign-ins run, as it is sent to the database, without its values. */
	function recorded() {
		const { kysely } = store.database.store
		const recorder: KyselyPlugin = {
			transformQuery({ node }) {
				const { sql } = kysely.getExecutor().compileQuery(node, { queryId: 'recorded' })
				statements.push(sql)
				return node
			},
			transformResult: async ({ result }) => result,
		}
		return databaseSignIns({ ...store.database.store, kysely: kysely.withPlugin(recorder) })
	}

	test('is the same for an address with an account, without one, disabled and unproved, and reads no account', async () => {
		const signIns = recorded()
		const seen = new Set<string>()
		for (const email of [
			'ada@acme.example',
			'nobody@acme.example',
			'gone@acme.example',
			'diego@support.example',
		]) {
			for (const purpose of ['reset', 'sign-up'] as const) {
				store.clock.advance(15 * 60_000)
				statements.length = 0
				await signIns.ask({
					purpose,
					email,
					firstName: 'N',
					lastName: 'N',
					locale: 'en',
					once: email,
					from: email,
				})
				expect(statements.length).toBeGreaterThan(4)
				seen.add(`${purpose}: ${statements.join('; ')}`)
			}
		}
		expect(seen.size).toBe(2)
		expect([...seen].join()).not.toMatch(/\b(accounts|passwords|sessions|links|organizations)\b/)
	})

	test('and when a password is tried: the same statements whatever there is of the address', async () => {
		const signIns = recorded()
		const seen = new Set<string>()
		for (const email of ['ada@acme.example', 'nobody@acme.example', 'gone@acme.example', '']) {
			const sequence: string[] = []
			for (let times = 0; times < 12; times += 1) {
				statements.length = 0
				await signIns.attempt({ email, from: 'net' })
				expect(statements.length).toBeGreaterThan(1)
				sequence.push(statements.join('; '))
			}
			// A refused one takes from fewer budgets, and is refused as soon for any address.
			expect(new Set(sequence).size).toBe(2)
			seen.add(sequence.join('\n'))
		}
		expect(seen.size).toBe(1)
	})
})
