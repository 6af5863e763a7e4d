import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../adapters/cli/program.ts'
import { type App, compose } from '../../adapters/main.ts'
import { readSettings } from '../../adapters/settings.ts'
import { type Mailbox, startMail } from '../standins/mail.ts'
import { type SlackStandIn, startSlack } from '../standins/slack/index.ts'
import { startTeams, type Teams } from '../standins/teams/index.ts'
import { type TestClock, testClock } from '../world.ts'
import { people } from './people.ts'

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
			SMTP_URL: mail.url,
			MAIL_FROM: 'Support <support@support.example>',
			SLACK_SIGNING_SECRET: slack.signingSecret,
			SLACK_BOT_TOKEN: slack.botToken,
			SLACK_API_URL: slack.apiUrl,
			TEAMS_APP_ID: teams.appId,
			TEAMS_APP_PASSWORD: teams.appPassword,
			TEAMS_TENANT_ID: teams.tenantId,
			TEAMS_OPENID_METADATA_URL: teams.openIdMetadataUrl,
			TEAMS_LOGIN_URL: teams.loginUrl,
			TEAMS_SERVICE_HOSTS: teams.serviceHosts.join(','),
		}
		await seed(environment)
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
		return { app, address, slack, teams, mail, clock, strike }
	} catch (error) {
		await strike()
		throw error
	}
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
