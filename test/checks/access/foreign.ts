import { operations } from '../../../adapters/api/operations.ts'
import { seedTickets } from '../../../adapters/main.ts'
import { commandNames, writeCommand } from '../../../src/commands/command.ts'
import { keepHouse } from '../../../src/housekeeping.ts'
import { asking, tokenFor } from '../../adapters/api/caller.ts'
import { allowed } from '../../contracts/cast.ts'
import { asked, pageOf } from '../../features/matrix/commands.ts'
import type { Stage } from '../../features/matrix/stage.ts'
import { type Asks, surfaces } from '../../features/matrix/surfaces.ts'
import { type Way, ways } from '../../features/matrix/verdicts.ts'
import type { Report } from '../report.ts'

export type Plan = {
	/** Foreign ids asked for by each operation, in turn on each of its surfaces. */
	readonly ids: number
	/** Which of the operations are asked: of so many parts this one, from 0; all when absent. */
	readonly part?: { readonly at: number; readonly of: number }
	/** Told after each operation. */
	readonly onOperation?: (name: string) => void
}

/** Asks about one id in one way. @returns status, headers and bytes of the answer, as far as they say anything */
type Asking = { readonly way: string; readonly ask: (id: number, other: number) => Promise<string> }
type Ids = {
	readonly foreign: readonly number[]
	readonly absent: (index: number) => number
	/** Whether an answer may repeat it. */
	readonly said: boolean
}

const who = 'user: stranger' as const
const marked = 777_777
/** After so many requests with one token another is made, for the clock stands still. */
const tokenUses = 500

/** What the API's operations are sent. */
const bodies: Readonly<Record<string, unknown>> = {
	createComment: { text: 'And another thing.' },
	setStatus: { status: 'solved' },
	setPriority: { priority: 'high' },
	setAssignee: { assignee: null },
	setAccountDisabled: { disabled: true },
	setOrganizationGrant: { grant: 'none' },
}

/**
 * Has Mallory ask, by every operation that names something, on every surface, for what is others' and for what is
 * not there, and compares the answers byte for byte, but for the number that was asked for.
 */
export async function checkForeign(stage: Stage, { ids, part, onOperation }: Plan): Promise<Report> {
	const { database } = stage.world.app
	const { ticket } = await stage.ask('user: requester', 'slack:T0WORLD:D0SOMEONE:1700000000.000001')
	await openWithFiles(stage, Math.min(200, ids))
	await seedTickets(database, { tickets: Math.max(200, ids), people: 200, organizations: 10 })
	// What the clock does to those that were made so long ago is done before: it stands still.
	await keepHouse(stage.world.app.ports)
	const before = await stage.state(ticket)
	const kept = {
		tickets: await idsIn(stage, 'tickets'),
		files: await idsIn(stage, 'attachments'),
		accounts: await idsIn(stage, 'accounts'),
		organizations: await idsIn(stage, 'organizations'),
	}
	const breaches: string[] = []
	const counts = new Map<string, number>()
	let operationsMet = 0
	let operationsAsked = 0
	const compare = async (name: string, askings: readonly Asking[], of: Ids) => {
		operationsMet += 1
		if (part && operationsMet % part.of !== part.at) return
		operationsAsked += 1
		for (const [at, { way, ask }] of askings.entries()) {
			const answers = new Map<string, string>()
			const share = Math.ceil(ids / askings.length)
			const say = async (id: number, other: number, what: string) => {
				const heard = await ask(id, other)
				const normal = of.said ? heard.replaceAll(new RegExp(`\\b(?:${id}|${other})\\b`, 'g'), '#') : heard
				if (!answers.has(normal)) answers.set(normal, what)
				if (!heard) breaches.push(`${name}, ${way}: no answer`)
			}
			for (let index = 0; index < share; index += 1) {
				const pick = (offset: number) =>
					of.foreign[(index * askings.length + at + offset) % of.foreign.length]
				await say(pick(0) ?? 0, pick(7) ?? 0, 'a foreign one')
				if (index % 10 === 0) await say(of.absent(index), of.absent(index + 1), 'an absent one')
			}
			counts.set(way, (counts.get(way) ?? 0) + share)
			if (answers.size > 1) {
				const [one = '', another = ''] = answers.keys()
				breaches.push(`${name}, ${way}: ${differ(one, another)}`)
			}
		}
		onOperation?.(name)
	}

	const requests = { foreign: kept.tickets, absent: (index: number) => 5_000_000 + index, said: true }
	for (const name of commandNames.filter(name => JSON.stringify(sample(name)).includes(String(marked)))) {
		await compare(name, askingsOf(stage, name), requests)
	}
	const api = await apiOf(stage)
	for (const operation of operations) {
		const { name, at, method } = operation
		if (!at.includes('{')) continue
		if (method !== 'GET' && method !== 'DELETE' && name !== 'addCc' && bodies[name] === undefined)
			throw new Error(`what is ${name} of the API sent?`)
		const of = at.includes('{number}')
			? requests
			: { foreign: foreignOf(at, kept), absent: (index: number) => 900_000 + index, said: false }
		const ask = (id: number) =>
			api(
				method,
				at.replace(/\{(?:number|id)\}/, String(id)).replace('{email}', 'zoe@else.example'),
				bodies[name],
			)
		await compare(`${name} of the API`, [{ way: 'API', ask }], of)
	}
	const after = await stage.state(ticket)
	if (after !== before) breaches.push(`something is another than it was: ${differ(before, after)}`)
	return {
		rows: [
			['operations that name something', operationsAsked],
			...[...counts].map(([way, count]) => [`foreign ids asked for (${way})`, count] as const),
		],
		breaches,
	}
}

function sample(name: (typeof commandNames)[number]) {
	return asked[name]({ number: marked, into: marked, name: 'Hello' })
}

/** The ways to ask about a request; a changed message names none. */
function askingsOf(stage: Stage, name: (typeof commandNames)[number]): readonly Asking[] {
	const question = (number: number, into: number) => ({
		who,
		name,
		about: { number, into, name: 'Hello' },
		source: 'slack:T0:D0:1' as const,
	})
	const exact: Partial<Record<Way, Asks>> = { 'web, sent': sending, 'web, opened': opening }
	return ways
		.filter(way => !way.endsWith('changed') && surfaces[way].takes(name))
		.map(way => ({
			way,
			ask: async (number, into) => {
				const heard = await (exact[way] ?? surfaces[way].asks)(stage, question(number, into))
				// A message has an id of its own; of several either may come first, and an empty acknowledgement whenever.
				const lines = heard
					.replaceAll(/\b\d{10}\.\d{6}\b/g, 'ts')
					.split('\n')
					.filter(Boolean)
				return lines.sort().join('\n')
			},
		}))
}

const sending: Asks = async ({ cast, world }, { name, about }) => {
	const { browser } = cast[who]
	const body = new URLSearchParams({ command: writeCommand(asked[name](about)), page: '/requests' })
	const origin = world.app.ports.settings.publicUrl
	return exactly(await browser.raw('/do', { method: 'POST', body, headers: { origin } }))
}

const opening: Asks = async ({ cast }, { name, about }) =>
	exactly(await cast[who].browser.raw(pageOf(name, about) ?? '/', {}))

async function exactly(answer: Response): Promise<string> {
	return whole(answer, await answer.text())
}

/** All of an answer but when it was; how long it is goes with the number that it repeats. */
function whole({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): string {
	const said = [...headers].filter(([name]) => name !== 'date' && name !== 'content-length')
	return JSON.stringify([status, said, body])
}

async function apiOf(stage: Stage) {
	const { world } = stage
	let uses = 0
	let ask = asking(world, undefined)
	return async (method: string, path: string, body: unknown): Promise<string> => {
		if (uses % tokenUses === 0) ask = asking(world, await tokenFor(world, world.cast.mallory))
		uses += 1
		const answer = await ask(method, path, body)
		return whole(answer, answer.text)
	}
}

/** Opens Ada's requests with a file each. */
async function openWithFiles({ world }: Stage, count: number): Promise<void> {
	const { tickets, files } = world.app.ports
	const by = { by: world.cast.ada.id, via: 'test' }
	for (let made = 0; made < count; made += 1) {
		const file = await files.put(
			(async function* () {
				yield Buffer.from(`file ${made}`)
			})(),
			1_000,
		)
		const stored = { at: 'store' as const, name: 'a.txt', type: 'text/plain', ...file }
		allowed(await tickets.open({ ...by, subject: 'Lamp', text: 'Dark.', files: [stored] }))
	}
}

type Kept = Readonly<Record<'tickets' | 'files' | 'accounts' | 'organizations', readonly number[]>>

function foreignOf(at: string, kept: Kept): readonly number[] {
	const [, first = ''] = at.split('/')
	const found = kept[first as keyof Kept]
	if (!found || found.length === 0) throw new Error(`what does ${at} name?`)
	return found
}

/** All that there are, by the id that is asked for; nothing of it is Mallory's but she herself. */
async function idsIn(
	{ world }: Stage,
	table: 'tickets' | 'attachments' | 'accounts' | 'organizations',
): Promise<readonly number[]> {
	const { mallory, umbra } = world.cast
	const own: readonly string[] = table === 'accounts' ? [mallory.id] : [umbra.id]
	const rows = await world.app.database.store.kysely.selectFrom(table).select('id').execute()
	const ids = rows.map(({ id }) => id)
	return table === 'tickets' || table === 'attachments' ? ids : ids.filter(id => !own.includes(String(id)))
}

/** Where two answers part. */
function differ(one: string, another: string): string {
	let at = 0
	while (at < one.length && one[at] === another[at]) at += 1
	const around = (text: string) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60))
	return `${around(one)} and ${around(another)}`
}
