import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seededRandom } from '../../../adapters/database/seed/random.ts'
import { type OpenStore, openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import manifest from '../../../manifests/slack.json' with { type: 'json' }
import { recount } from '../../adapters/database/recount.ts'
import { slackEnvironment } from '../../standins/environment.ts'
import { startSlack } from '../../standins/slack/index.ts'
import { compileService } from '../compile.ts'
import { type Act, drawActs, hands, type Kept } from '../crash/acts.ts'
import { type Desk, setDesk, space } from '../crash/desk.ts'
import { child, type Life, startLife } from '../crash/life.ts'
import { isPassing, readDisk } from './disk.ts'
import { kinds, stranger } from './kinds.ts'
import { compileLedger, keeping, readLedger } from './ledger.ts'

/** What one kind of write did before it was answered. */
export type Synced = {
	readonly kind: string
	readonly writes: number
	readonly syncs: number
	/** What would have been lost had the power gone as the answer left. */
	readonly unsynced: readonly string[]
}

export type Report = {
	readonly kinds: readonly Synced[]
	readonly cycles: number
	readonly acknowledged: number
	/** Cycles in which something was on its way to the disk as the power went. */
	readonly dropping: number
	readonly breaches: readonly string[]
}

type Setting = {
	readonly folder: string
	readonly program: string
	readonly library: string
	readonly clock: { time: number; readonly now: () => number }
	readonly environment: (root: string) => Readonly<Record<string, string>>
	readonly desk: Desk
	readonly signingSecret: string
}

const start = Date.UTC(2026, 10, 23, 9)

/**
 * Looks at what is synced before each kind of write is answered; then cuts the power again and again, so that what
 * was not synced is gone or torn, and looks at what is left of what was acknowledged. On SQLite and files in a folder.
 */
export async function checkPower(plan: { readonly cycles: number; readonly seed: number }): Promise<Report> {
	const clock = { time: start, now: () => clock.time }
	const ends: (() => Promise<unknown>)[] = []
	try {
		const service = await compileService(child)
		ends.push(service.remove)
		const ledger = await compileLedger()
		ends.push(ledger.remove)
		const folder = await mkdtemp(join(tmpdir(), 'sportello-power-'))
		ends.push(() => rm(folder, { recursive: true, force: true }))
		const slack = await startSlack({
			now: clock.now,
			scopes: manifest.oauth_config.scopes.bot,
			team: { id: space, name: 'Acme', domain: 'acme' },
		})
		ends.push(slack.stop)
		slack.person({ id: stranger.user, realName: 'A Stranger' })
		const environment = (root: string) => ({
			PORT: '0',
			DATABASE_URL: `sqlite:${join(root, 'sportello.db')}`,
			FILES_URL: `file:${join(root, 'files')}`,
			SECRET_KEY: 'k'.repeat(32),
			...slackEnvironment(slack),
		})
		const root = join(folder, '0')
		await mkdir(root)
		const people = { people: 4, requests: 2 }
		const desk = await setDesk(
			environment(root),
			clock,
			people,
			(id, realName) => void slack.person({ id, realName }),
		)
		const program = service.program(child)
		const { library } = ledger
		const { signingSecret } = slack
		const setting = { folder, program, library, clock, environment, desk, signingSecret }
		const synced = await lookAtKinds(setting, root)
		const cut = await cutAgainAndAgain(setting, root, plan)
		return { ...cut, kinds: synced, breaches: [...synced.flatMap(breachesOf), ...cut.breaches] }
	} finally {
		for (const end of ends.toReversed()) await end()
	}
}

function breachesOf({ kind, writes, syncs, unsynced }: Synced): readonly string[] {
	if (writes === 0) return [`${kind}: nothing was written before the answer`]
	if (syncs === 0) return [`${kind}: nothing was synced before the answer`]
	return unsynced.map(path => `${kind}: ${path} was not synced before the answer`)
}

/** Does each kind of write by itself, while nothing else is under way. */
async function lookAtKinds(setting: Setting, root: string): Promise<readonly Synced[]> {
	const { desk, signingSecret, clock } = setting
	const file = join(setting.folder, 'kinds')
	const disk = await readDisk(root, isPassing)
	const life = startLife(setting.program, () => undefined, keeping(setting.library, root, file))
	try {
		const address = await begin(setting, life, root)
		const found: Synced[] = []
		let read = 0
		for (const [kind, ask] of kinds) {
			clock.time += 60_000
			await life.ask({ do: 'drain', now: clock.time })
			const before = (await readLedger(file)).length
			const answer = await ask({ address, desk, signingSecret, now: clock.now })
			const said = await answer.text()
			if (answer.status >= 400 && kind !== 'a sign-in that failed') {
				throw new Error(`${kind} was answered ${answer.status}: ${said}`)
			}
			const entries = await readLedger(file)
			const at = entries.findLastIndex(entry => entry.kind === 'answer')
			for (const entry of entries.slice(read, at)) disk.apply(entry)
			const asked = entries.slice(before, at).filter(({ path }) => !isPassing(path))
			found.push({
				kind,
				writes: asked.filter(entry => entry.kind === 'write').length,
				syncs: asked.filter(entry => entry.kind === 'synced').length,
				unsynced: disk.unsynced(),
			})
			read = at
		}
		return found
	} finally {
		life.kill()
		await life.over
	}
}

/** @returns where the service listens */
async function begin({ clock, environment }: Setting, life: Life, root: string): Promise<string> {
	const begun = await life.ask({ do: 'begin', now: clock.time, environment: environment(root) })
	const started = begun?.found && (await life.ask({ do: 'start', now: clock.time }))
	if (!started?.address) throw new Error(`the service did not start: ${begun?.refused ?? started?.refused}`)
	return started.address
}

async function cutAgainAndAgain(
	setting: Setting,
	first: string,
	plan: { readonly cycles: number; readonly seed: number },
): Promise<Omit<Report, 'kinds'>> {
	const { folder, clock, desk, environment } = setting
	const random = seededRandom(plan.seed)
	const drawn = drawActs(random, desk)
	const acknowledged = new Set<Act>()
	const kept: Kept[] = []
	const work = hands(desk, setting.signingSecret, clock.now, one => kept.push(one))
	const breaches: string[] = []
	let dropping = 0
	let root = first
	for (let cycle = 1; cycle <= plan.cycles; cycle += 1) {
		const file = join(folder, `ledger ${cycle}`)
		const disk = await readDisk(root, isPassing)
		const life = startLife(setting.program, () => undefined, keeping(setting.library, root, file))
		const address = await begin(setting, life, root)
		await actUntilItEnds(address, life)
		for (const entry of await readLedger(file)) disk.apply(entry)
		if (disk.unsynced().length > 0) dropping += 1
		const left = join(folder, String(cycle))
		await disk.cut(random, left)
		await rm(root, { recursive: true })
		root = left
		const store = await openStore(readSettings(environment(root)), { clock })
		try {
			for (const breach of await judge(store, acknowledged, kept))
				breaches.push(`after cut ${cycle}: ${breach}`)
		} finally {
			await store.close()
		}
		if (breaches.length > 0) break
	}
	return { cycles: plan.cycles, acknowledged: acknowledged.size, dropping, breaches }

	/** Goes on for some time after so much was acknowledged, and ends in the middle of something. */
	async function actUntilItEnds(address: string, life: Life): Promise<void> {
		let left = random.below(8)
		const after = random.below(60)
		let timer: NodeJS.Timeout | undefined
		for (let alive = true; alive; ) {
			if (left <= 0) timer ??= setTimeout(() => life.kill(), after)
			clock.time += 2_000
			const acts = Array.from({ length: 1 + random.below(3) }, () => drawn.next())
			const done = await Promise.all(acts.map(act => work(address, act)))
			for (const [index, act] of acts.entries()) if (done[index]) acknowledged.add(act)
			left -= done.filter(Boolean).length
			alive = (await life.ask({ do: 'wait', now: clock.time })) !== undefined
		}
		await life.over
	}
}

/** What is there after the power came back, of what was acknowledged before it went. */
async function judge(
	{ database, files }: OpenStore,
	acknowledged: ReadonlySet<Act>,
	kept: readonly Kept[],
): Promise<readonly string[]> {
	const breaches = [...(await database.integrity())]
	if (breaches.length > 0) return breaches
	breaches.push(...(await recount(database)))
	const rows = await database.store.kysely.selectFrom('comments').select('text').execute()
	const words = rows.flatMap(({ text }) => text.match(/\bw\d{5}\b/g) ?? [])
	const there = new Set(words)
	if (there.size < words.length) breaches.push('something is there twice')
	for (const { word, kind } of acknowledged) if (!there.has(word)) breaches.push(`${word} (${kind}) is gone`)
	const sumOf = async (key: string) => {
		const bytes = await files.get(key)
		const hash = createHash('sha256')
		if (bytes) for await (const chunk of bytes) hash.update(chunk)
		return bytes && hash.digest('hex')
	}
	for (const { word, key, sha256 } of kept) {
		if ((await sumOf(key)) !== sha256) breaches.push(`the file of ${word} is gone, or not what it was`)
	}
	for await (const { key, sha256 } of database.attached()) {
		if ((await sumOf(key)) !== sha256) breaches.push(`the file ${key} is on a comment without its bytes`)
	}
	return breaches
}
