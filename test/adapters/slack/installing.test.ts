import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type App, compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { addCast, allowed, type Cast } from '../../contracts/cast.ts'
import { chatter } from '../../conversations/slack.ts'
import type { Chatter } from '../../conversations/platform.ts'
import { type Mailbox, startMail } from '../../standins/mail.ts'
import type { SlackStandIn } from '../../standins/slack/index.ts'
import { startWorkspaces, type Workspaces } from '../../standins/slack/workspaces.ts'
import { type TestClock, testClock } from '../../world.ts'
import { newPostgresDatabase } from '../database/stores.ts'

const say = wordsOf('en')
const ten = 10 * 60_000

let clock: TestClock
let workspaces: Workspaces
let acme: SlackStandIn
let umbra: SlackStandIn
let mail: Mailbox
let app: App
let others: App[]
let cast: Cast
let environment: Record<string, string>
const faults: string[] = []

beforeEach(async () => {
	clock = testClock()
	const now = () => clock.now()
	const enterprise = { id: 'E0UMBRA', name: 'Umbra Group' }
	workspaces = await startWorkspaces([
		{ now, team: { id: 'T0ACME', name: 'Acme', domain: 'acme' }, botToken: 'xoxb-acme', botUserId: 'U0BOTA' },
		{
			now,
			team: { id: 'T0UMBRA', name: 'Umbra', domain: 'umbra' },
			botToken: 'xoxb-umbra',
			botUserId: 'U0BOTU',
			enterprise,
		},
	])
	;[acme, umbra] = workspaces.all as [SlackStandIn, SlackStandIn]
	mail = await startMail()
	environment = {
		PORT: '0',
		DATABASE_URL: await newPostgresDatabase(),
		SECRET_KEY: 'a key of at least 32 characters, of all instances',
		SMTP_URL: mail.url,
		MAIL_FROM: 'Support <support@support.example>',
		...workspaces.environment,
	}
	others = []
	app = await started()
	cast = await addCast(app.ports)
	await workspaces.serves(app.address ?? '')
})
afterEach(async () => {
	for (const each of [...others, app]) await each.stop()
	await workspaces.stop()
	await mail.stop()
	expect([...acme.problems, ...umbra.problems]).toEqual([])
	expect(faults.splice(0)).toEqual([])
})

async function started(): Promise<App> {
	const log = {
		info: () => {},
		warn: () => {},
		error: (event: string, error: unknown) => faults.push(`${event}: ${String(error)}`),
	}
	const made = await compose(readSettings(environment), { clock, log, passwordCost: 4 })
	await made.start()
	return made
}

/** A browser goes to the address, to Slack, and back. @returns the page that it ends on */
async function installed(change: { cookie?: string; wait?: number; state?: string } = {}): Promise<string> {
	const begun = await fetch(`${app.address}/slack/install`, { redirect: 'manual' })
	const agreed = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' })
	clock.advance(change.wait ?? 0)
	const back = new URL(agreed.headers.get('location') ?? '')
	if (change.state !== undefined) back.searchParams.set('state', change.state)
	const cookie = change.cookie ?? begun.headers.get('set-cookie')?.split(';')[0] ?? ''
	const finished = await fetch(`${app.address}${back.pathname}${back.search}`, {
		redirect: 'manual',
		headers: { cookie },
	})
	const page = await fetch(
		finished.headers.get('location')?.replace(/^http:\/\/[^/]+/, app.address ?? '') ?? '',
	)
	return page.text()
}

const person = (slack: SlackStandIn, realName: string): Chatter =>
	chatter(slack.person({ id: 'U0SAME', name: 'same', realName }))

async function connected(who: Chatter, email: string): Promise<void> {
	await who.types('connect')
	await who.sends({ [say('connect.email')]: email })
	await app.drain()
	const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(mail.newestTo(email).text)?.[0] ?? ''
	await who.sends({ [say('connect.code')]: code })
	await who.presses(say('connect.yes'))
}

const isHere = (text: string) => text.includes(say('installed.done.title'))

describe('installing the app by OAuth', () => {
	it('serves every workspace by itself, though ids are alike', async () => {
		for (const slack of [acme, umbra]) {
			workspaces.agrees(slack)
			expect(isHere(await installed())).toBe(true)
		}
		const ada = person(acme, 'Ada Rossi')
		const mallory = person(umbra, 'Mallory Gray')
		await connected(ada, cast.ada.email)
		expect(await ada.types('whoami')).toContain(cast.ada.email)
		expect(await mallory.types('whoami')).not.toContain(cast.ada.email)
		await connected(mallory, cast.mallory.email)
		expect(await mallory.types('whoami')).toContain(cast.mallory.email)
		await ada.closes()
		const act = { by: cast.diego.id, via: 'test' }
		for (const { id } of [cast.ada, cast.mallory]) {
			const { ticket } = allowed(
				await app.ports.tickets.open({ by: id, via: 'test', subject: 'Lamp', text: '…', files: [] }),
			)
			allowed(
				await app.ports.tickets.addComment({
					...act,
					ticket: ticket.id,
					text: 'Try again.',
					files: [],
				}),
			)
		}
		for (let time = 0; time < 2; time++) {
			clock.advance(ten)
			await app.drain()
		}
		await acme.idle()
		await umbra.idle()
		const told = (slack: SlackStandIn) => slack.world.messages.map(({ text }) => text).join('\n')
		expect(told(acme)).toContain('#1001')
		expect(told(acme)).not.toContain('#1002')
		expect(told(umbra)).toContain('#1002')
		expect(told(umbra)).not.toContain('#1001')
	})

	it('keeps no token as it is', async () => {
		workspaces.agrees(acme)
		await installed()
		const rows = await app.database.store.kysely.selectFrom('installations').selectAll().execute()
		expect(rows).toHaveLength(1)
		expect(JSON.stringify(rows)).not.toContain('xoxb')
	})

	it('is not done for who says no, comes late, comes in another browser or makes up what Slack hands back', async () => {
		workspaces.agrees(undefined)
		expect(await installed()).toContain(say('installed.denied.title'))
		workspaces.agrees(acme)
		const over = say('installed.expired.title')
		expect(await installed({ wait: ten + 1 })).toContain(over)
		expect(await installed({ cookie: '' })).toContain(over)
		expect(await installed({ cookie: 'slack-install=AAAAAAAAAAAAAAAAAAAAAA' })).toContain(over)
		expect(await installed({ state: `${clock.now() + ten}.AAAA` })).toContain(over)
		expect(await app.database.installations.all('slack')).toEqual([])
		const wrong = await fetch(`${app.address}/installed?outcome=owned`)
		expect(wrong.status).toBe(404)
	})

	it('is over when the app is taken away, and goes on where it was when it comes back', async () => {
		workspaces.agrees(acme)
		await installed()
		const ada = person(acme, 'Ada Rossi')
		await connected(ada, cast.ada.email)
		await acme.revoke()
		acme.world.announce({ type: 'app_uninstalled' }, 'app_uninstalled')
		await acme.idle()
		expect(await app.database.installations.find('slack', 'T0ACME')).toBeUndefined()
		clock.advance(1_001)
		expect(await ada.types('whoami')).toContain(say('chat.stranger'))
		await installed()
		clock.advance(1_001)
		expect(await ada.types('whoami')).toContain(cast.ada.email)
		// Slack sends it late: it is about the tokens of before.
		const late = { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0BOTA'] } }
		acme.world.announce(late, 'tokens_revoked')
		await acme.idle()
		clock.advance(1_001)
		expect(await ada.types('whoami')).toContain(cast.ada.email)
		await acme.revoke()
		acme.world.announce(late, 'tokens_revoked')
		await acme.idle()
		expect(await app.database.installations.all('slack')).toEqual([])
	})

	it('is looked after where the event of its end was lost', async () => {
		for (const slack of [acme, umbra]) {
			workspaces.agrees(slack)
			await installed()
		}
		await acme.revoke()
		const service = await started()
		others.push(service)
		await expect
			.poll(async () => (await app.database.installations.all('slack')).map(({ name }) => name))
			.toEqual(['Umbra'])
	})

	it('renews a token once before it ends, whichever instance does', async () => {
		workspaces.rotates(12 * 60 * 60)
		workspaces.agrees(acme)
		await installed()
		const token = async () => (await app.database.installations.find('slack', 'T0ACME'))?.token
		const first = await token()
		clock.advance(11 * 60 * 60_000)
		// Each begins with that.
		others.push(...(await Promise.all([started(), started(), started()])))
		await expect.poll(token).not.toBe(first)
		const ada = person(acme, 'Ada Rossi')
		clock.advance(1_001)
		expect(await ada.types('help')).toContain(say('help.title'))
		expect(workspaces.renewals()).toBe(1)
		// After a night in which nothing ran, the first who asks waits for it.
		clock.advance(13 * 60 * 60_000)
		expect(await ada.types('whoami')).not.toBe('')
		expect(workspaces.renewals()).toBe(2)
	})

	it('is over where the app was taken away while nothing ran, and its token has ended', async () => {
		workspaces.rotates(12 * 60 * 60)
		workspaces.agrees(acme)
		await installed()
		await acme.revoke()
		clock.advance(13 * 60 * 60_000)
		others.push(await started())
		await expect.poll(() => app.database.installations.all('slack')).toEqual([])
	})

	it('may be for a whole organization, whose people are the same in each of its workspaces', async () => {
		workspaces.agrees(umbra, true)
		expect(isHere(await installed())).toBe(true)
		const found = await app.database.installations.find('slack', 'E0UMBRA')
		expect(found?.name).toBe('Umbra Group')
		const typed = (user: string, team: string, text: string) =>
			umbra.forge({
				body: new URLSearchParams({
					command: '/tickets',
					text,
					team_id: team,
					enterprise_id: 'E0UMBRA',
					is_enterprise_install: 'true',
					user_id: user,
					channel_id: 'C0GENERAL',
					trigger_id: `${clock.now()}.${team}.${text.length}`,
				}).toString(),
			})
		for (const team of ['T0UMBRA', 'T0OTHER']) {
			const { body } = await typed('U0SAME', team, 'help')
			expect(JSON.stringify(body)).toContain(say('help.title'))
		}
	})

	it('of a whole organization serves who comes from another of its workspaces, and nobody of another company', async () => {
		workspaces.agrees(umbra, true)
		await installed()
		const away = umbra.person({ id: 'W0CARLA', realName: 'Carla Neri', teamId: 'T0OTHER' })
		const carla = chatter(away)
		await connected(carla, cast.carla.email)
		expect(await carla.types('whoami')).toContain(cast.carla.email)
		expect(await carla.writes('whoami')).toContain(cast.carla.email)
		const [link, ...more] = await app.ports.links.of(cast.carla.id)
		expect(link?.identity).toEqual({ platform: 'slack', space: 'E0UMBRA', user: 'W0CARLA' })
		expect(more).toEqual([])
		const elsewhere = { teamId: 'T0ELSE', organization: 'E0ELSE' }
		for (const [id, home] of Object.entries({
			W0MAL: elsewhere,
			U0OTTO: { ...elsewhere, organization: undefined },
		})) {
			const mallory = umbra.person({ id, realName: 'Mallory Gray', ...home })
			expect((await mallory.usesShortcut('new_request')).screen).toContain(say('chat.stranger'))
			await mallory.closes()
			await mallory.writes('whoami', { to: 'bot' })
			expect(mallory.messages('bot').map(({ text }) => text)).toEqual(['whoami'])
		}
	})
})
