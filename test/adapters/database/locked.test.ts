import { setImmediate } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Account } from '../../../src/domain/account.ts'
import { addCast } from '../../contracts/cast.ts'
import { type DatabaseStore, sqliteStore } from './stores.ts'

let store: DatabaseStore
let ada: Account
beforeEach(async () => {
	store = await sqliteStore()
	ada = (await addCast(store)).ada
})
afterEach(() => store.close())

/** What `act` comes to where another process has the lock as it begins. */
async function besideAnother<R>(act: () => Promise<R>): Promise<R> {
	const other = new SQLite(store.url.slice('sqlite:'.length))
	other.exec('begin immediate')
	const acting = act().finally(() => other.close())
	acting.catch(() => {})
	for (let turn = 0; turn < 5; turn += 1) await setImmediate()
	other.exec('commit')
	return acting
}

const key = { token: '1', key: 'one' }
const webhook = () => ({
	url: 'https://hooks.example/',
	account: ada.id,
	events: ['ticket.created'] as const,
	secret: 'whsec_one',
})
const acts: readonly (readonly [what: string, act: () => Promise<unknown>])[] = [
	[
		'a token of the API',
		() => store.database.apiTokens.add({ name: 'A', account: ada.id, scopes: [], hash: 'a' }),
	],
	['that one is revoked', () => store.database.apiTokens.revoke('1')],
	['what a key has made', () => store.database.apiTokens.made({ ...key, id: '7' })],
	['that a key is free again', () => store.database.apiTokens.release(key)],
	['a webhook', () => store.database.webhooks.add(webhook())],
	['another secret of it', () => store.database.webhooks.rotate('1', 'whsec_two', 0)],
	['that it is told again', () => store.database.webhooks.enable('1')],
	['that it is gone', () => store.database.webhooks.remove('1')],
	[
		'a workspace',
		() => store.database.installations.keep({ platform: 'slack', space: 'T1', name: 'Acme', token: 'xoxb' }),
	],
	['a sign of life', () => store.database.instances.beat()],
	['who renews its token', () => store.database.installations.lease('slack', 'T1', 1_000)],
]
test.each(acts)('another process writes: %s is written after it', async (_, act) => {
	await expect(besideAnother(act)).resolves.not.toThrow()
})

test('another process writes: who leaves has gone after it, and holds nothing', async () => {
	const { jobs, instances, store: inner } = store.database
	const act = { by: ada.id, via: 'test', subject: 'Printer', text: '…', files: [] }
	await store.tickets.open(act)
	await instances.beat()
	const claim = () => jobs.claim({ kinds: ['announce'], count: 9, lease: 60_000 })
	expect(await claim()).toHaveLength(1)
	expect(await claim()).toEqual([])
	await besideAnother(() => instances.leave())
	expect(await inner.kysely.selectFrom('instances').select('id').execute()).toEqual([])
	expect(await claim()).toHaveLength(1)
})
