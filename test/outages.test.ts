import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bursts } from '../src/rules/limits.ts'
import { wordsOf } from '../src/words/index.ts'
import { asking, tokenFor } from './adapters/api/caller.ts'
import { newPostgresDatabase } from './adapters/database/stores.ts'
import { openOnSlack } from './conversations/slack.ts'
import { answered, connect, opened, told } from './conversations/told.ts'

const say = wordsOf('en')
const minute = 60_000
/** Longer than any claim. */
const aWhile = 6 * minute

let stage: Awaited<ReturnType<typeof openOnSlack>>
beforeEach(async () => {
	const environment = { DATABASE_URL: await newPostgresDatabase(), SECRET_KEY: 'k'.repeat(32) }
	stage = await openOnSlack({ locale: 'en', environment })
	const { kysely } = stage.world.app.database.store
	await sql`create sequence refusals`.execute(kysely)
})
afterEach(() => stage.close())

const noTime = `raise exception 'no time' using errcode = '57014';`
const noConnection = 'perform pg_terminate_backend(pg_backend_pid());'

/** Has the server do something else the next so many times instead, `insert on deliveries` say. */
async function insteadOf(act: string, what: string, times = 1_000_000): Promise<void> {
	const { kysely } = stage.world.app.database.store
	await sql
		.raw(`
			create or replace function refuse() returns trigger language plpgsql as $$
				begin
					if nextval('refusals') <= ${times} then ${what} end if;
					return new;
				end
			$$;
			create or replace trigger refuse before ${act} for each row execute function refuse()`)
		.execute(kysely)
}

/** Time goes by in steps in which everything due is tried. */
async function passes(minutes: number): Promise<void> {
	for (let gone = 0; gone < minutes; gone += 1) {
		stage.world.clock.advance(minute)
		await stage.world.app.drain()
	}
}

/** What stands in a conversation, of a request. */
const messages = (user: string, where: string, number: number) =>
	stage.slack
		.person({ id: user })
		.messages(where)
		.filter(({ threadTs, blocks }) => !threadTs && JSON.stringify(blocks).includes(`#${number}`))

describe('where a message stands, which the database does not keep at first,', () => {
	test('is kept once it can be, and a person sees one message', async () => {
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'Is it plugged in?')
		await insteadOf('insert on notice_messages', noTime, 12)
		await told(stage)
		await passes(3)
		expect(messages('U0ADA', 'bot', ticket.number)).toHaveLength(1)
	})

	test('and never keeps, is asked for once more, and not again', async () => {
		const { ada, world } = stage
		await connect(stage, say, ada, world.cast.ada)
		const ticket = await opened(stage, world.cast.ada, 'Broken printer')
		await answered(stage, ticket, 'Is it plugged in?')
		await world.app.drain()
		await insteadOf('insert on notice_messages', noTime)
		for (const copies of [1, 2]) {
			world.clock.advance(bursts.settle + bursts.spacing)
			const drained = world.app.drain()
			await vi.waitFor(() => expect(messages('U0ADA', 'bot', ticket.number)).toHaveLength(copies), 60_000)
			world.clock.advance(aWhile)
			await drained
		}
		await passes(20)
		expect(messages('U0ADA', 'bot', ticket.number)).toHaveLength(2)
		const log = await world.app.ports.notices.log({ ticket: ticket.id, account: world.cast.ada.id, size: 9 })
		expect(log).toMatchObject([{ state: 'sent', channel: 'slack', why: 'unheard' }])
	})

	test('is kept once it can be, and a channel of support sees one message', async () => {
		const { diego, world, slack } = stage
		await connect(stage, say, diego, world.cast.diego)
		await slack.channel({ id: 'C0DESK', name: 'desk', members: ['U0DIEGO'] })
		await slack.person({ id: 'U0DIEGO' }).types('/tickets triage here', { channel: 'desk' })
		await insteadOf('update on triage_cards', noTime, 12)
		const { number } = await opened(stage, world.cast.ada, 'Broken printer')
		await told(stage)
		await passes(3)
		expect(messages('U0DIEGO', 'desk', number)).toHaveLength(1)
	})
})

test('systems beside it are told that it is not just now, and the log why', async () => {
	const { world } = stage
	const ask = asking(world, await tokenFor(world, world.cast.ada))
	const request = () => ask('POST', '/tickets', { subject: 'Printer', text: 'It is broken.' })
	await insteadOf('insert on tickets', noTime, 1)
	const { status, headers, json } = await request()
	expect([status, headers.get('retry-after'), json.type]).toEqual([
		503,
		'5',
		'urn:sportello:problem:unavailable',
	])
	expect(world.faults.join('')).toContain('an API request was not answered')
	expect((await request()).status).toBe(201)
})

test('what the server has no time for is tried later each time; what it was never asked is not counted', async () => {
	const { world } = stage
	const ticket = await opened(stage, world.cast.ada, 'Broken printer')
	await told(stage)
	const jobs = async () => {
		const { rows } = await sql<{ tries: number; why: string | null; due: number }>`
			select tries, why, due_at - ${sql.lit(world.clock.now())} as due from jobs`.execute(
			world.app.database.store.kysely,
		)
		return rows
	}
	await insteadOf('insert on deliveries', noTime)
	await answered(stage, ticket, 'Is it plugged in?')
	await world.app.drain()
	expect(await jobs()).toMatchObject([{ tries: 1, why: 'Unavailable' }])
	await passes(1)
	const [second] = await jobs()
	expect(second).toMatchObject({ tries: 2, why: 'Unavailable' })
	expect(second?.due).toBeGreaterThan(minute / 2)
	await insteadOf('insert on deliveries', noConnection)
	await passes(2)
	expect(await jobs()).toMatchObject([{ tries: 2, why: 'Unavailable' }])
	await insteadOf('insert on deliveries', '', 0)
	await passes(1)
	expect(await jobs()).toEqual([])
})
