import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sql } from 'kysely'
import { bursts } from '../../src/rules/limits.ts'
import { wordsOf } from '../../src/words/index.ts'
import type { Stage } from '../conversations/platform.ts'
import { openOnSlack } from '../conversations/slack.ts'
import { openOnTeams } from '../conversations/teams.ts'
import { answered, connect, opened, taken } from '../conversations/told.ts'
import { openDatabaseLine } from './database/line.ts'
import { type Server, startPostgres } from './database/postgres-server.ts'
import { signedIn } from './signed-in.ts'

const say = wordsOf('it')
/** What a service that hangs would run into; how long it takes by itself is not the point here. */
const patience = 60_000

let server: Server
const ends: (() => Promise<unknown>)[] = []
beforeAll(async () => {
	server = await startPostgres({ restarts: true })
})
afterEach(async () => {
	for (const end of ends.splice(0).toReversed()) await end()
})
afterAll(() => server.stop())

async function onSlack(url: string) {
	const environment = { DATABASE_URL: url, SECRET_KEY: 'k'.repeat(32) }
	const stage = await openOnSlack({ locale: 'it', environment, patience })
	ends.push(() => stage.close())
	await connect(stage, say, stage.ada, stage.world.cast.ada)
	await stage.ada.closes()
	return { ...stage, person: stage.slack.person({ id: 'U0ADA' }) }
}

async function comments({ world }: Stage, ticket: string): Promise<readonly string[]> {
	const { rows } = await sql<{ text: string }>`
		select text from comments where ticket_id = ${ticket} order by sequence`.execute(
		world.app.database.store.kysely,
	)
	return rows.map(({ text }) => text)
}

async function subjects({ world }: Stage): Promise<readonly string[]> {
	const { rows } = await sql<{ subject: string }>`select subject from tickets order by id`.execute(
		world.app.database.store.kysely,
	)
	return rows.map(({ subject }) => subject)
}

describe('while PostgreSQL is stopped, and once it runs again', () => {
	it('is said in Slack and on the web, loses nothing, and goes on by itself', async () => {
		const stage = await onSlack(await server.newDatabase('template'))
		const { ada, person, world } = stage
		const ticket = await taken(stage, await opened(stage, world.cast.ada, 'Stampante'))
		const browser = await signedIn(world, world.cast.ada)
		expect((await browser.get('/requests')).text).toContain('Stampante')
		await answered(stage, ticket, 'Spenga e riaccenda.')
		await ada.types('')
		await ada.types('new')
		await ada.fills({ [say('new.subject')]: 'Tastiera', [say('new.text')]: 'Mancano dei tasti.' })

		await server.halt()
		expect((await person.submits()).screen).toContain(say('unavailable'))
		await person.closes()
		expect(person.screen()).toContain('Mancano dei tasti.')
		await person.closes()
		expect(await ada.presses(say('ticket.open'))).toContain(say('unavailable'))
		expect(await ada.types(`reply ${ticket.number} Persa?`)).toContain(say('unavailable'))
		expect(await ada.writes('Lo schermo è nero.')).toContain(say('unavailable'))
		const page = await browser.get('/requests', { 'accept-language': 'it' })
		expect(page).toMatchObject({ status: 503, text: expect.stringContaining(say('unavailable')) as string })
		expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
		expect((await browser.get('/readyz')).status).toBe(503)
		expect((await browser.get('/healthz')).status).toBe(200)

		await server.resume()
		const back = world.clock.now()
		await vi.waitFor(async () => expect((await browser.get('/readyz')).status).toBe(200), patience)
		expect((await browser.get('/requests')).text).toContain('Stampante')
		expect(await ada.types('')).toContain('Stampante')
		await ada.types('new')
		await ada.sends({ [say('new.subject')]: 'Tastiera', [say('new.text')]: 'Mancano dei tasti.' })
		expect(await subjects(stage)).toEqual(['Stampante', 'Tastiera'])
		expect(await comments(stage, ticket.id)).toEqual(['It does not work.', 'Spenga e riaccenda.'])
		// What was answered before is told, and signs of life are given, without anyone's doing.
		world.clock.advance(bursts.settle + bursts.spacing)
		await ada.closes()
		await vi.waitFor(
			async () => expect(await ada.news(ticket.number)).toContain('Spenga e riaccenda.'),
			15_000,
		)

		await vi.waitFor(async () => {
			const { rows } = await sql<{ at: number }>`select max(beat_at) as at from instances`.execute(
				world.app.database.store.kysely,
			)
			expect(rows[0]?.at).toBeGreaterThan(back)
		}, patience)
		expect(stage.problems()).toEqual([])
	})

	it('is said in Teams in place of each answer, and a form stays as it was filled in', async () => {
		const environment = {
			DATABASE_URL: await server.newDatabase('template'),
			SECRET_KEY: 'k'.repeat(32),
		}
		const stage = await openOnTeams({ locale: 'it', environment })
		ends.push(() => stage.close())
		await connect(stage, say, stage.ada, stage.world.cast.ada)
		await stage.ada.types('new')
		await stage.ada.fills({ [say('new.subject')]: 'Tastiera', [say('new.text')]: 'Mancano dei tasti.' })
		await server.halt()
		const person = stage.teams.person({ id: '29:ada' })
		expect((await person.submits()).toast).toContain(say('unavailable'))
		expect(person.screen()).toContain('Mancano dei tasti.')
		expect(await stage.ada.writes('Lo schermo è nero.')).toContain(say('unavailable'))
		await server.resume()
		await vi.waitFor(async () => {
			const ready = await fetch(new URL('/readyz', stage.world.address))
			expect(ready.status).toBe(200)
		}, patience)
		await stage.ada.types('new')
		await stage.ada.sends({ [say('new.subject')]: 'Tastiera', [say('new.text')]: 'Mancano dei tasti.' })
		expect(await subjects(stage)).toEqual(['Tastiera'])
		expect(stage.problems()).toEqual([])
	})
})

describe('while connections break', () => {
	let line: Awaited<ReturnType<typeof openDatabaseLine>>
	let stage: Awaited<ReturnType<typeof onSlack>>
	beforeEach(async () => {
		line = await openDatabaseLine(await server.newDatabase('template'))
		ends.push(() => line.close())
		stage = await onSlack(line.url)
	})

	it('nothing that was answered is lost or there twice, whenever the server kills its processes', async () => {
		const { ada, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Stampante')
		const { kysely } = world.app.database.store
		const kill = () =>
			sql`
				select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and pid <> pg_backend_pid()`.execute(kysely)
		const acknowledged: string[] = []
		for (let round = 0; round < 12; round += 1) {
			const text = `Messaggio ${round}`
			const [screen] = await Promise.all([ada.types(`reply ${ticket.number} ${text}`), kill().catch(() => 0)])
			if (screen.includes(say('reply.done', { number: String(ticket.number) }))) acknowledged.push(text)
			else expect(screen).toContain(say('unavailable'))
		}
		await vi.waitFor(async () => expect(await ada.types('')).toContain('Stampante'), patience)
		const kept = await comments(stage, ticket.id)
		expect(kept).toEqual([...new Set(kept)])
		expect(acknowledged).not.toEqual([])
		expect(kept).toEqual(expect.arrayContaining(acknowledged))
		expect(stage.problems()).toEqual([])
	})

	it('a line that swallows all that goes over it is left for another', async () => {
		const { ada, world } = stage
		const ticket = await opened(stage, world.cast.ada, 'Stampante')
		line.freeze()
		const screen = await ada.types(`reply ${ticket.number} Eccomi`)
		await vi.waitFor(async () => expect(await ada.types('')).toContain('Stampante'), patience)
		const done = screen.includes(say('reply.done', { number: String(ticket.number) }))
		if (!done) expect(screen).toContain(say('unavailable'))
		expect(await comments(stage, ticket.id)).toEqual(['It does not work.', ...(done ? ['Eccomi'] : [])])
		world.clock.advance(bursts.settle + bursts.spacing)
		await answered(stage, ticket, 'Spenga e riaccenda.')
		world.clock.advance(bursts.settle + bursts.spacing)
		await ada.closes()
		await vi.waitFor(
			async () => expect(await ada.news(ticket.number)).toContain('Spenga e riaccenda.'),
			patience,
		)
		expect(stage.problems()).toEqual([])
	})
})
