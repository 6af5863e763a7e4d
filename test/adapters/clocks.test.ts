import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type App, compose } from '../../adapters/main.ts'
import { signedIn } from '../../src/features/sign-in.ts'
import { connectCode } from '../../src/rules/limits.ts'
import { addCast, allowed, type Cast } from '../contracts/cast.ts'
import { newPostgresDatabase } from './database/stores.ts'
import { settingsIn, temporaryFolder } from './service.ts'

const hour = 60 * 60_000
/** Nearer the clocks need not be, in milliseconds. */
const near = 60_000
const lease = 5 * 60_000

const ends: (() => Promise<unknown>)[] = []
let slow: App
let fast: App
let cast: Cast
/** Of one database, on machines of which one is an hour behind and the other one ahead. */
beforeEach(async () => {
	const { folder, remove } = await temporaryFolder()
	ends.push(remove)
	const settings = settingsIn(folder, {
		DATABASE_URL: await newPostgresDatabase(),
		SECRET_KEY: 'k'.repeat(32),
	})
	const on = async (off: number) => {
		const app = await compose(settings, { machineClock: { now: () => Date.now() + off }, passwordCost: 4 })
		ends.push(() => app.stop())
		return app
	}
	slow = await on(-hour)
	fast = await on(hour)
	cast = await addCast(slow.database)
})
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})
const bothWays = (tell: (one: App, other: App) => Promise<void>) => async () => {
	await tell(slow, fast)
	await tell(fast, slow)
}

it(
	'a session that began on one is good on the other',
	bothWays(async (one, other) => {
		const secret = randomBytes(32).toString('hex')
		const account = (one === slow ? cast.ada : cast.carla).id
		const checked = 'no password has this hash'
		await one.database.store.kysely
			.insertInto('passwords')
			.values({ account_id: Number(account), hash: checked, changed_at: one.ports.clock.now() })
			.execute()
		const hash = one.ports.secrets.hash(`session ${secret}`)
		await one.ports.signIns.start({ account, checked, hash, agent: 'test' })
		expect((await signedIn(other.ports, secret))?.account.id).toBe(account)
	}),
)

it(
	'a code that one has made is good on the other, for no longer than it should',
	bothWays(async (one, other) => {
		const identity = { platform: 'slack', space: 'T1', user: one === slow ? 'U0ADA' : 'U0CARLA' }
		const code = { identity, hash: `code of ${identity.user}` }
		const expiresAt = one.ports.clock.now() + connectCode.lifetime
		await one.ports.links.issueCode({ ...code, account: cast.ada.id, tries: 5, expiresAt })
		expect(Math.abs(expiresAt - connectCode.lifetime - other.ports.clock.now())).toBeLessThan(near)
		expect(await other.ports.links.link({ ...code, name: 'Ada' })).toMatchObject({ id: cast.ada.id })
	}),
)

it(
	'work that one leaves is due on the other, neither late nor twice',
	bothWays(async (one, other) => {
		const act = { by: cast.diego.id, via: 'test', requester: cast.ben.email, subject: 'Printer' }
		allowed(await one.ports.tickets.open({ ...act, text: 'It does not print.', files: [] }))
		const kinds = ['announce'] as const
		const [job, ...more] = await other.ports.jobs.claim({ kinds, count: 9, lease })
		if (job?.kind !== 'announce') throw new Error('it is not due')
		expect(more).toEqual([])
		expect(await one.ports.jobs.claim({ kinds, count: 9, lease })).toEqual([])
		// One that was put off is due then, for both.
		await other.ports.jobs.again(job, other.ports.clock.now() + hour, 'later')
		for (const { ports } of [one, other]) {
			expect(await ports.jobs.claim({ kinds, count: 9, lease })).toEqual([])
			const due = (await ports.jobs.nextDue()) ?? Number.NaN
			expect(Math.abs(due - ports.clock.now() - hour)).toBeLessThan(near)
			expect(Math.abs(due - Date.now() - hour)).toBeLessThan(near)
		}
		await one.database.store.kysely.deleteFrom('jobs').execute()
	}),
)
