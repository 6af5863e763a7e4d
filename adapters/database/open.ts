import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Kysely } from 'kysely'
import type { Identity } from '../../src/domain/identity.ts'
import type { Accounts } from '../../src/ports/accounts.ts'
import type { Answers } from '../../src/ports/answers.ts'
import type { ApiTokens } from '../../src/ports/api-tokens.ts'
import type { Drafts } from '../../src/ports/drafts.ts'
import type { Installations } from '../../src/ports/installations.ts'
import type { Jobs } from '../../src/ports/jobs.ts'
import type { Links } from '../../src/ports/links.ts'
import type { Notices } from '../../src/ports/notices.ts'
import type { Clock, Secrets } from '../../src/ports/outside.ts'
import type { Places } from '../../src/ports/places.ts'
import type { SignIns } from '../../src/ports/sign-ins.ts'
import type { Tickets } from '../../src/ports/tickets.ts'
import type { Triage } from '../../src/ports/triage.ts'
import type { Webhooks } from '../../src/ports/webhooks.ts'
import { databaseAccounts } from './accounts.ts'
import { databaseApiTokens } from './api-tokens.ts'
import { databaseAnswers } from './answers.ts'
import { type Backlog, backlog } from './backlog.ts'
import { type AttachedFile, attached, integrity } from './copied.ts'
import type { Engine } from './dialect/engine.ts'
import { openSqlite } from './dialect/sqlite.ts'
import { databaseDrafts } from './drafts.ts'
import { identities } from './identities.ts'
import { databaseInstallations } from './installations.ts'
import { databaseInstances, type Instances } from './instances.ts'
import { readJobTime } from './job-time.ts'
import { databaseJobs } from './jobs.ts'
import { databaseLinks } from './links.ts'
import { migrate, type Progress } from './migrate.ts'
import { refuseHalf } from './moving.ts'
import { databaseNotices } from './notices/index.ts'
import { databasePlaces } from './places.ts'
import { databaseSignIns } from './sign-ins/index.ts'
import type { PromisedTargets, Store } from './store.ts'
import { sweep } from './sweep.ts'
import type { Tables } from './tables/index.ts'
import { databaseTickets } from './tickets/index.ts'
import { databaseTriage } from './triage/index.ts'
import { databaseWebhooks } from './webhooks/index.ts'

export type DatabaseOptions = {
	readonly clock: Clock
	readonly secrets: Pick<Secrets, 'id' | 'hash' | 'seal' | 'unseal'>
	/**
	 * Whose time decides when jobs are due. By default the database's on PostgreSQL, where several instances
	 * share it, and ours on SQLite.
	 */
	readonly jobClock?: 'own' | 'database'
	/** What support promises for each ticket; nothing when absent. */
	readonly targets?: PromisedTargets
}

/** An open database: the ports it implements, and its life. */
export type Database = {
	readonly tickets: Tickets
	readonly accounts: Accounts
	readonly links: Links
	readonly signIns: SignIns
	readonly drafts: Drafts
	readonly jobs: Jobs
	readonly notices: Notices
	readonly places: Places
	readonly triage: Triage
	readonly answers: Answers
	readonly apiTokens: ApiTokens
	readonly installations: Installations
	readonly webhooks: Webhooks
	readonly instances: Instances
	/**
	 * Brings the schema up to date; may be killed, and may run at once in several processes.
	 * @param progress is told of a step that takes long
	 * @returns the names of the steps taken
	 * @throws `DatabaseTooNew`; `DatabaseInUse` where a move to it has not come to its end
	 */
	migrate(progress?: Progress): Promise<readonly string[]>
	/**
	 * To be held by the service: on SQLite one process at a time may serve a file, while the command line may
	 * read and write beside it. Ends with the process, or when what is returned is called.
	 * @throws `DatabaseInUse`, saying who holds it
	 */
	lock(): () => void
	/** Now, by the clock that all go by who work here: the database's on PostgreSQL, ours on SQLite. */
	readonly time: () => Promise<number>
	/**
	 * Calls after each commit in this process that left jobs to be done or notices to be sent.
	 * @returns what ends that
	 */
	onCommit(listener: () => void): () => void
	/** Removes expired codes and drafts and the like; to be called now and then. @returns how many rows went */
	sweep(): Promise<number>
	/** What waits to be done, for who runs the service. */
	backlog(): Promise<readonly Backlog[]>
	/** See `Engine.snapshot`. */
	readonly snapshot: Engine['snapshot']
	/** Every stored attachment, by its file's key. */
	attached(): AsyncIterable<AttachedFile>
	/** Every chat identity of which anything is kept, some more than once. */
	identities(): AsyncIterable<Identity>
	/** Reads all of the database. @returns what is wrong with it, nothing if all is well */
	integrity(): Promise<readonly string[]>
	close(): Promise<void>
	/** For what works on tables: the generator of large data, the move to another database, tests. */
	readonly store: Store
}

/**
 * Opens a database; nothing is created or changed in it but, with SQLite, the file and its folder,
 * both for their owner only.
 * @param url `sqlite:` and a path, or `postgres://…`
 * @throws on another kind of address, or a SQLite file that cannot be opened safely
 */
export async function openDatabase(url: string, options: DatabaseOptions): Promise<Database> {
	const engine = await openEngine(url)
	const kysely = new Kysely<Tables>({ dialect: engine.dialect })
	const store: Store = {
		instance: options.secrets.id(),
		kysely,
		engine,
		clock: options.clock,
		secrets: options.secrets,
		jobClock: options.jobClock ?? (engine.name === 'postgres' ? 'database' : 'own'),
		targets: options.targets ?? (() => ({})),
		listeners: new Set(),
	}
	const beside = engine.beside ? new Kysely<Tables>({ dialect: engine.beside }) : kysely
	return {
		tickets: databaseTickets(store),
		accounts: databaseAccounts(store),
		links: databaseLinks(store),
		signIns: databaseSignIns(store),
		drafts: databaseDrafts(store),
		jobs: databaseJobs(store),
		notices: databaseNotices(store),
		places: databasePlaces(store),
		triage: databaseTriage(store),
		answers: databaseAnswers(store),
		apiTokens: databaseApiTokens(store),
		installations: databaseInstallations(store),
		webhooks: databaseWebhooks(store),
		instances: databaseInstances(store, beside),
		async migrate(progress) {
			await refuseHalf(store)
			return migrate(store, undefined, progress)
		},
		lock: () => engine.lock(),
		time: () => readJobTime(beside, store),
		onCommit(listener) {
			store.listeners.add(listener)
			return () => store.listeners.delete(listener)
		},
		sweep: () => sweep(store),
		backlog: () => backlog(store),
		snapshot: engine.snapshot,
		attached: () => attached(store),
		identities: () => identities(store),
		integrity: () => integrity(store),
		close: () =>
			engine.close(async () => {
				await beside.destroy()
				await kysely.destroy()
			}),
		store,
	}
}

async function openEngine(url: string): Promise<Engine> {
	// Its driver is loaded where it is used.
	if (/^postgres(ql)?:\/\//.test(url)) return (await import('./dialect/postgres.ts')).openPostgres(url)
	const path = /^sqlite:(.+)$/.exec(url)?.[1]
	if (path === undefined) throw new Error('a database address is sqlite:PATH or postgres://…')
	await mkdir(dirname(path), { recursive: true, mode: 0o700 })
	return openSqlite(path)
}
