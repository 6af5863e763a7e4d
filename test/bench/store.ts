import type { OpenStore } from '../../adapters/main.ts'
import { generated, openGenerated } from './generated.ts'
import { type Measured, medianOf } from './measured.ts'
import { type Case, type Cases, casesOf } from './store/cases.ts'
import { longConversation } from './store/long.ts'

const few = 1_000
const rounds = 5
/** Each round asks so often, … */
const times = 200
/** … after so many that warm the caches, and after which the engine has compiled what they run. */
const warming = 3_000

/** A read beside the same one of the small database; each round the two by turns. */
type Beside = { readonly what: string; readonly small: readonly number[]; readonly large: readonly number[] }

/**
 * What is read of a large database beside the same of one with a thousand requests, through the port's own acts,
 * warm, on SQLite; in CPU of this process, searches by the clock.
 */
export async function store(tickets: number): Promise<readonly Measured[]> {
	const small = await openGenerated(await generated(few))
	const large = await openGenerated(await generated(tickets))
	try {
		const of = { small: await casesFor(small), large: await casesFor(large) }
		const group = async (name: keyof Cases) => {
			const all: Beside[] = []
			for (const [index, one] of of.large[name].entries()) {
				all.push(await beside(of.small[name][index] ?? one, one))
			}
			return all
		}
		const lists = await group('lists')
		const largest = await group('largest')
		const counts = await group('counts')
		const pages = await group('pages')
		const long = await group('long')
		const [newest, middle] = long
		return [
			...lists.flatMap(each => figures(each)),
			ratio('lists, all of them, of those of 1,000', lists, 2.5),
			...largest.flatMap(each => figures(each)),
			ratio('lists of the largest organization, of those of 1,000', largest, 1.2),
			...counts.flatMap(each => figures(each, 10)),
			ratio('counts, of those of 1,000', counts, 1.2),
			...pages.flatMap(each => figures(each)),
			ratio('a request, of one of 1,000', pages, 2.6),
			...long.flatMap(each => figures(each)),
			{
				...medianOf(
					'of 5,000 comments: the middle, of the newest',
					(middle?.large ?? []).map((one, round) => one / (newest?.large[round] ?? one)),
					'×',
				),
				most: 1.2,
			},
			...(await searched(of.large.searches)),
		]
	} finally {
		await small.close()
		await large.close()
	}
}

async function casesFor(opened: OpenStore): Promise<Cases> {
	return casesOf(opened, await longConversation(opened))
}

async function beside(small: Case, large: Case): Promise<Beside> {
	const of = { small: [] as number[], large: [] as number[] }
	for (const { read } of [small, large]) for (let turn = 0; turn < warming; turn += 1) await read(turn)
	for (let round = 0; round < rounds; round += 1) {
		of.small.push(await mean(small))
		of.large.push(await mean(large))
	}
	return { what: large.what, ...of }
}

/** @returns microseconds of CPU for each read */
async function mean({ read }: Case): Promise<number> {
	const before = process.cpuUsage()
	for (let turn = 0; turn < times; turn += 1) await read(turn)
	return micros(process.cpuUsage(before)) / times
}

async function searched(searches: readonly Case[]): Promise<readonly Measured[]> {
	// By the clock: a process's CPU is counted in ticks of 4 ms, in which one of them does not show.
	const all: number[] = []
	for (const { read } of searches) {
		for (let turn = 0; turn < times; turn += 1) await read(turn)
		for (let turn = 0; turn < times * rounds; turn += 1) {
			const began = performance.now()
			await read(turn)
			all.push(performance.now() - began)
		}
	}
	const sorted = all.toSorted((a, b) => a - b)
	return [
		{
			what: 'a search, mean',
			value: all.reduce((sum, one) => sum + one, 0) / all.length,
			unit: 'ms',
			most: 1,
		},
		{
			what: '99 of 100 searches within',
			value: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
			unit: 'ms',
			most: 3,
		},
	]
}

function figures({ what, large }: Beside, most?: number): readonly Measured[] {
	return [{ ...medianOf(what, large, 'µs'), ...(most !== undefined && { most }) }]
}

/** Of all together, round by round. */
function ratio(what: string, all: readonly Beside[], most: number): Measured {
	const sum = (which: 'small' | 'large', round: number) =>
		all.reduce((total, each) => total + (each[which][round] ?? 0), 0)
	const each = Array.from({ length: rounds }, (_, round) => sum('large', round) / sum('small', round))
	return { ...medianOf(what, each, '×'), most }
}

function micros({ user, system }: NodeJS.CpuUsage): number {
	return user + system
}
