import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../adapters/cli/program.ts'
import { type App, compose } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { keepHouse } from '../../src/housekeeping.ts'
import { slackEnvironment, teamsEnvironment } from '../standins/environment.ts'
import { type Mailbox, startMail } from '../standins/mail.ts'
import { type SlackStandIn, startSlack } from '../standins/slack/index.ts'
import { startTeams, type Teams } from '../standins/teams/index.ts'
import { type TestClock, testClock } from '../world.ts'
import { settleIn } from './settled.ts'
import { people, type Reader, readers } from './people.ts'
import { type Proxy, startProxy } from './portal/proxy.ts'

/** The real service on a seeded database, with everything outside it played. */
export type Stage = {
	readonly app: App
	/** Where the service listens. */
	readonly address: string
	readonly slack: SlackStandIn
	readonly teams: Teams
	readonly mail: Mailbox
	/** The service's and the stand-ins' time. */
	readonly clock: TestClock
	/** Everybody's own way to the portal. */
	readonly portals: Readonly<Record<Reader, Proxy>>
	/** Ends everything and removes what was kept. */
	strike(): Promise<void>
}

/** Starts the stand-ins, seeds a company and starts the service as a customer would, from an environment. */
export async function setStage(): Promise<Stage> {
	const ends: (() => unknown)[] = []
	const strike = async () => {
		for (let end = ends.pop(); end; end = ends.pop()) await end()
	}
	try {
		const folder = await mkdtemp(join(tmpdir(), 'sportello-sandbox-'))
		ends.push(() => rm(folder, { recursive: true, force: true }))
		const clock = testClock()
		const now = () => clock.now()
		const slack = await startSlack({ now, team: { id: 'T0ACME', name: 'Acme', domain: 'acme' } })
		ends.push(() => slack.stop())
		const teams = await startTeams({ now })
		ends.push(() => teams.stop())
		const mail = await startMail()
		ends.push(() => mail.stop())
		const environment = {
			PORT: '0',
			DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
			FILES_URL: `file:${join(folder, 'files')}`,
			LOG_LEVEL: 'warn',
			BUSINESS_HOURS: 'mon-fri 08:00-20:00 Europe/Rome',
			SMTP_URL: mail.url,
			MAIL_FROM: 'Support <support@support.example>',
			...slackEnvironment(slack),
			...teamsEnvironment(teams),
		}
		await seed(environment)
		await tellThePast(environment)
		mail.forget()
		const app = await compose(readSettings(environment), { clock })
		ends.push(() => app.stop())
		await app.start()
		const { address } = app
		if (!address) throw new Error('the service does not listen')
		await slack.serves(address)
		teams.serves(address)
		const everyone = Object.values(people)
		for (const { slack: id, name, realName, email } of everyone) slack.person({ id, name, realName, email })
		for (const { teams: id, realName } of everyone) teams.person({ id, name: realName })
		await slack.channel({ id: 'C0SUPPORT', name: 'support', members: [people.diego.slack] })
		await settleIn(
			app.ports,
			Object.values(people).map(({ email }) => email),
		)
		const portals = await openPortals(app, address, ends)
		return { app, address, slack, teams, mail, clock, portals, strike }
	} catch (error) {
		await strike()
		throw error
	}
}

/**
 * Tells what the seed has to tell, as a service would have that was there all the while: nobody wants to see it
 * come in now. It goes by an earlier hour, so that what waits for its turn has it.
 */
async function tellThePast(environment: Record<string, string>): Promise<void> {
	const clock = testClock()
	clock.advance(-60 * 60_000)
	const app = await compose(readSettings(environment), { clock })
	try {
		await keepHouse(app.ports)
		for (
			let due: number | undefined = clock.now();
			due !== undefined;
			due = await app.ports.notices.nextDue()
		) {
			clock.advance(Math.max(0, due - clock.now()))
			await app.drain()
		}
	} finally {
		await app.stop()
	}
}

async function openPortals(app: App, address: string, ends: (() => unknown)[]): Promise<Stage['portals']> {
	const { publicUrl } = app.ports.settings
	const opened: [Reader, Proxy][] = []
	for (const reader of readers) {
		const proxy = await startProxy({ address, publicUrl })
		ends.push(() => proxy.close())
		opened.push([reader, proxy])
	}
	return Object.fromEntries(opened) as Record<Reader, Proxy>
}

async function seed(environment: Record<string, string>): Promise<void> {
	let complaint = ''
	const code = await run(['seed'], {
		environment,
		out: () => {},
		err: text => {
			complaint += text
		},
		stopped: () => Promise.resolve('nothing'),
	})
	if (code !== 0) throw new Error(`the company could not be seeded: ${complaint}`)
}
