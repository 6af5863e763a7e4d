import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { sql } from 'kysely'
import { type App, compose } from '../../adapters/main.ts'
import { openLog } from '../../adapters/log/open.ts'
import manifest from '../../manifests/slack.json' with { type: 'json' }
import { addCast, type Cast } from '../contracts/cast.ts'
import { slackEnvironment } from '../standins/environment.ts'
import { type SlackStandIn, startSlack } from '../standins/slack/index.ts'
import { newPostgresDatabase } from './database/stores.ts'
import { settingsIn, temporaryFolder } from './service.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})

let slack: SlackStandIn
let one: App
let other: App
let cast: Cast
const lines: string[] = []

beforeEach(async () => {
	lines.length = 0
	const { folder, remove } = await temporaryFolder()
	slack = await startSlack({
		scopes: manifest.oauth_config.scopes.bot,
		events: manifest.settings.event_subscriptions.bot_events,
		team: { id: 'T0WORLD', name: 'Acme', domain: 'acme' },
	})
	const settings = settingsIn(folder, {
		DATABASE_URL: await newPostgresDatabase(),
		SECRET_KEY: 'k'.repeat(32),
		...slackEnvironment(slack),
	})
	const log = openLog('info', { write: line => void lines.push(line) })
	const open = () => compose(settings, { log, passwordCost: 4 })
	one = await open()
	other = await open()
	ends.push(
		remove,
		slack.stop,
		() => one.stop(),
		() => other.stop(),
	)
	await one.start()
	cast = await addCast(one.database)
	await link('U0ADA', cast.ada.id)
})

async function link(user: string, account: string): Promise<void> {
	const identity = { platform: 'slack', space: 'T0WORLD', user }
	const code = { identity, hash: one.ports.secrets.id() }
	await one.ports.links.issueCode({ ...code, account, tries: 5, expiresAt: Date.now() + 60_000 })
	expect(await one.ports.links.link({ ...code, name: user })).toBeTruthy()
}

/** @returns the cookie's value */
async function signIn(account: string): Promise<string> {
	const { database, ports } = one
	const password = { account_id: Number(account), hash: 'a hash', changed_at: 0 }
	await database.store.kysely.insertInto('passwords').values(password).execute()
	const secret = ports.secrets.hash(ports.secrets.id())
	const hash = ports.secrets.hash(`session ${secret}`)
	expect(await ports.signIns.start({ account, checked: 'a hash', hash, agent: 'Test' })).toBeDefined()
	return secret
}

describe('of two instances on one database', () => {
	it('what one has committed and cannot do is done by the other', async () => {
		// It has not started, so that nothing of it works.
		const act = { by: cast.diego.id, via: 'test', requester: 'ada@acme.example' }
		await other.ports.tickets.open({ ...act, subject: 'Printer', text: 'It does not print.', files: [] })
		await vi.waitFor(
			async () => {
				const { rows } = await sql<{ n: number }>`
					select count(*) as n from jobs where kind = 'announce'`.execute(one.database.store.kysely)
				expect(rows[0]?.n).toBe(0)
			},
			{ timeout: 60_000 },
		)
	})

	it('a session, an account and a connection that end on one have ended on the other', async () => {
		await other.start()
		const cookie = await signIn(cast.ada.id)
		const at = async (app: App) => {
			const headers = { cookie: `session=${cookie}` }
			return (await fetch(`${app.address}/requests`, { headers, redirect: 'manual' })).status
		}
		const person = slack.person({ id: 'U0ADA', realName: 'Ada Rossi' })
		const says = async (app: App, words: string) => {
			await slack.serves(app.address ?? '')
			return (await person.types(`/tickets ${words}`)).screen
		}
		for (const app of [one, other]) {
			expect(await at(app)).toBe(200)
			expect(await says(app, 'whoami')).toContain('ada@acme.example')
		}
		const [session] = await one.ports.signIns.of(cast.ada.id)
		await one.ports.signIns.end({ id: session?.id ?? '', account: cast.ada.id })
		expect(await at(other)).not.toBe(200)
		const identity = { platform: 'slack', space: 'T0WORLD', user: 'U0ADA' }
		await one.ports.links.unlink(identity)
		expect(await says(other, 'whoami')).not.toContain('ada@acme.example')
		await link('U0ADA', cast.ada.id)
		expect(await says(other, 'whoami')).toContain('ada@acme.example')
		await one.ports.accounts.change(cast.ada.id, { disabled: true })
		expect(await says(other, 'whoami')).not.toContain('ada@acme.example')
	})
})
