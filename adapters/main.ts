import { dirname } from 'node:path'
import type { Finding } from '../src/ports/finding.ts'
import type { Ports } from '../src/ports/index.ts'
import type { Clock, Log, Secrets } from '../src/ports/outside.ts'
import { keepHouse } from '../src/housekeeping.ts'
import { sweepFiles } from '../src/sweep.ts'
import { targetsFor } from '../src/rules/targets.ts'
import { openApi } from './api/app.ts'
import { webhookBody } from './api/webhooks.ts'
import { joinChats } from './chats.ts'
import { examineDatabase } from './database/examine.ts'
import { beatEvery, lifeOn } from './database/living.ts'
import type { DatabaseTooNew } from './database/migrate.ts'
import { type Database, openDatabase } from './database/open.ts'
import { whenReached } from './database/patience.ts'
import { type SharedClock, sharedClock } from './database/shared-clock.ts'
import { openErasures } from './erasures/journal.ts'
import { examineMail } from './email/examine.ts'
import { openMailer } from './email/open.ts'
import { examineFiles, examineFolder } from './files/examine.ts'
import { openFiles } from './files/open.ts'
import type { FileStore } from './files/store.ts'
import { openLog } from './log/open.ts'
import { openMetrics } from './metrics/open.ts'
import { openPasswords } from './passwords/open.ts'
import { openTimers } from './relay/every.ts'
import { openRemote } from './remote/fetch.ts'
import { openWebhookSender } from './remote/webhook.ts'
import { type Ends, left, openEnds } from './relay/stopping.ts'
import { openWork } from './relay/work.ts'
import { examineSecretKey } from './secrets/examine.ts'
import { readSecretKey, secretKeyFile } from './secrets/key.ts'
import { openSecrets } from './secrets/open.ts'
import { orUnusable, publicUrlOf, serviceSettings, type Settings } from './settings.ts'
import { examineSlack } from './slack/examine.ts'
import type { Teams } from './teams/app.ts'
import { examineTeams } from './teams/examine.ts'
import { byTenths } from './tenths.ts'
import { examineAddress } from './web/examine.ts'
import { openServer } from './web/server.ts'

/** What a test brings along instead of the real thing. */
export type Outside = {
	/** With a clock of one's own, jobs are due by it on either database. */
	readonly clock?: Clock
	/** What this machine takes for the time. */
	readonly machineClock?: Clock
	readonly log?: Log
	/** bcrypt's cost; each step less is twice as fast. */
	readonly passwordCost?: number
}

/** The store with its files, without the service around it: all that the command line needs. */
export type OpenStore = {
	readonly database: Database
	readonly files: FileStore
	readonly secrets: Secrets
	readonly clock: SharedClock
	close(): Promise<void>
}

/** The service, put together. */
export type App = {
	readonly ports: Ports
	readonly database: Database
	/** Where it listens, as `http://127.0.0.1:3000`; undefined before the start. */
	readonly address: string | undefined
	/** Listens, connects to the platforms and begins to work off what waits. */
	start(): Promise<void>
	/** Resolves when a newer release has changed the database: then this one has to be stopped. */
	readonly overtaken: Promise<DatabaseTooNew>
	/** Does all the work that is due by now. */
	drain(): Promise<void>
	/**
	 * Takes no new requests, finishes what is under way, hands back what does not come to its end, and closes
	 * everything: within 10 s.
	 * @param notice milliseconds of those for which requests are still taken, while `/readyz` says no already
	 */
	stop(notice?: number): Promise<void>
}

export { DatabaseInUse } from './database/dialect/engine.ts'
export { lockBeside } from './database/dialect/sqlite.ts'
export { DatabaseTooNew } from './database/migrate.ts'
export { webhookTestBody } from './api/webhooks.ts'
export { moveDatabase, NotEmpty } from './database/move.ts'
export { type Erasure, erasedIn, readErasures, recordErasures } from './erasures/journal.ts'
export { seedTickets } from './database/seed.ts'
export { openWebhookSender, webhookSecret, webhookUrlFault } from './remote/webhook.ts'
export { secretKeyFile } from './secrets/key.ts'
export { slackManifest } from './slack/manifest.ts'
export { teamsPackage } from './teams/package.ts'
export { byTenths } from './tenths.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

export const systemClock: Clock = { now: () => Date.now() }

/**
 * Opens the store, without migrating or locking it.
 * @throws SettingsUnusable when the secret key is
 */
export async function openStore(settings: Settings, outside: Outside = {}): Promise<OpenStore> {
	const clock = sharedClock(outside.clock ?? outside.machineClock ?? systemClock)
	const source = { fromEnvironment: settings.secretKey, file: secretKeyFile(settings) }
	const secrets = openSecrets(await orUnusable(() => readSecretKey(source)))
	const files = await openFiles(settings.files)
	const database = await openDatabase(settings.databaseUrl, {
		clock,
		secrets,
		...(outside.clock && { jobClock: 'own' as const }),
		targets: (opened, priority) => targetsFor(opened, priority, settings.targets, settings.businessHours),
	})
	await clock.follow(database.time).catch(async (error: unknown) => {
		await database.close()
		throw error
	})
	return { database, files, secrets, clock, close: () => database.close() }
}

/**
 * Puts the service together: opens, locks and migrates the store, and joins the adapters. Nothing listens yet.
 * @throws SettingsUnusable, DatabaseInUse, DatabaseTooNew
 */
export async function compose(settings: Settings, outside: Outside = {}): Promise<App> {
	const log = outside.log ?? openLog(settings.logLevel)
	const ends = openEnds(log)
	try {
		return await joined(settings, { ...outside, log }, ends)
	} catch (error) {
		await ends.stop()
		throw error
	}
}

async function joined(
	settings: Settings,
	outside: Outside & { readonly log: Log },
	ends: Ends,
): Promise<App> {
	const { log } = outside
	const store = await whenReached(() => openStore(settings, outside), log)
	const { database, files, secrets, clock } = store
	ends.push(() => store.close())
	ends.push(database.lock())
	const progress = byTenths((count, total) => log.info('words of requests written anew', { count, total }))
	for (const step of await whenReached(() => database.migrate(progress), log)) log.info('migrated', { step })

	const mailer = await orUnusable(async () => openMailer({ ...settings.mail, clock }))
	ends.push(() => mailer.close())
	const passwords = openPasswords({
		pepper: secrets.derive('password-pepper', 'v1'),
		...(outside.passwordCost && { cost: outside.passwordCost }),
	})
	ends.push(() => passwords.close())
	// The platforms' libraries are large, so only those that are set up are loaded.
	const slack =
		settings.slack &&
		(await import('./slack/app.ts')).openSlack(settings.slack, {
			clock,
			log,
			openRemote,
			installations: database.installations,
		})

	let address: string | undefined
	let port = settings.port
	let teams: Teams | undefined
	const { tickets, accounts, links, signIns, drafts, jobs, notices, triage, answers } = database
	const ports: Ports = {
		tickets,
		accounts,
		links,
		signIns,
		drafts,
		erasures: openErasures(settings.erasuresFile, { clock, secrets }),
		jobs,
		notices,
		triage,
		answers,
		files,
		mailer,
		passwords,
		secrets,
		clock,
		log,
		...joinChats({ slack: () => slack, teams: () => teams }),
		settings: serviceSettings(settings, () => port),
	}

	teams = settings.teams && (await teamsWith(settings.teams, ports, database))
	const slackService = slack?.serve(ports)
	const metrics = openMetrics(
		{ backlog: () => database.backlog(), passwordsWaiting: () => passwords.waiting() },
		settings.metricsToken,
	)
	const server = openServer(
		ports,
		{
			'GET /metrics': (request, response) => metrics.listener(request, response),
			'ALL /api/v1/*': openApi(ports, database.apiTokens),
			...(slackService && {
				'POST /slack/events': (request, response) => slackService.listener(request, response),
				...(slackService.install && {
					'GET /slack/install': slackService.install.begin,
					'GET /slack/oauth_redirect': slackService.install.finish,
				}),
			}),
			...(teams && { 'POST /api/messages': (await import('./teams/listener.ts')).listener(teams) }),
		},
		{
			trustedProxies: settings.trustedProxies,
			answered: metrics.answered,
			leaving: () => leaving,
			works: () => !leaving && work.failingFor() < minute,
		},
	)
	const work = openWork(ports, {
		webhooks: database.webhooks,
		send: openWebhookSender({ clock, allowLoopback: settings.webhookLoopback }),
		bodyOf: news => webhookBody(news, ports.settings.publicUrl),
	})
	let leaving = false
	const life = lifeOn({ database, clock, log }, () => work.wake())
	void life.overtaken.then(() => work.retire())
	ends.push(() => database.instances.leave())
	// What a chat, a mail server or a webhook takes last is waited for, or it would be told again.
	ends.push(began => work.stop(left(began, 'work')))
	const timers = openTimers(log)
	ends.push(() => timers.end())

	return {
		ports,
		database,
		get address() {
			return address
		},
		async start() {
			port = await server.listen(settings.host, settings.port)
			address = `http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`
			ends.push(database.onCommit(() => work.wake()))
			timers.every(beatEvery, life.beat, 'the sign of life failed')
			timers.every(minute, () => keepHouse(ports), 'housekeeping failed')
			timers.every(hour, () => database.sweep(), 'sweeping the database failed')
			timers.every(hour, () => sweepFiles(ports), 'sweeping unused files failed')
			timers.every(hour, () => files.sweep(clock.now()), 'sweeping the files failed')
			ends.push(began => server.close(left(began, 'requests')))
			work.wake()
			log.info('listening', { host: settings.host, port })
			if (slackService) {
				ends.push(() => slackService.stop())
				timers.every(minute, () => slackService.renew(), 'renewing Slack’s tokens failed')
				timers.every(day, () => slackService.repair(), 'asking for Slack’s installations failed')
				// Without Slack the rest goes on, and it is asked again with each request.
				await slackService.start().catch((error: unknown) => log.error('Slack does not answer', error))
			}
		},
		overtaken: life.overtaken,
		drain: () => work.drain(),
		async stop(notice = 0) {
			const began = performance.now()
			leaving = true
			if (notice > 0) await new Promise(resolve => setTimeout(resolve, notice))
			work.retire()
			await ends.stop(began)
		},
	}
}

/** Tries every setting against the real thing, all at once; a bucket gets a file, which is removed again. */
export async function examine(settings: Settings): Promise<readonly Finding[]> {
	const { slack, teams, sqliteFile, mail, erasuresFile } = settings
	const besides = sqliteFile === undefined || dirname(sqliteFile) !== dirname(erasuresFile)
	const publicUrl = publicUrlOf(settings, settings.port)
	const database = await examineDatabase(settings.databaseUrl, systemClock)
	const outside = { publicUrl, ...database.time }
	const found = await Promise.all([
		...(sqliteFile === undefined ? [] : [examineFolder('DATABASE_URL', dirname(sqliteFile))]),
		...(besides ? [examineFolder('ERASURES_FILE', dirname(erasuresFile))] : []),
		examineFiles(settings.files),
		examineMail(mail),
		examineAddress(publicUrl),
		examineSlack(slack, outside),
		examineTeams(teams, outside),
	])
	return [...examineSecretKey(settings), ...database.findings, ...found.flat()]
}

async function teamsWith(settings: NonNullable<Settings['teams']>, ports: Ports, { places }: Database) {
	const { openTeams } = await import('./teams/app.ts')
	// Files of a stand-in are on this machine too.
	const local = settings.serviceHosts?.includes('127.0.0.1') === true
	return openTeams(settings, {
		ports,
		places,
		openRemote: file => openRemote({ ...file, ...(local && { allowHttpLoopback: true }) }),
	})
}
