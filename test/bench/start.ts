import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.ts'
import { type Measured, medianOf } from './measured.ts'
import { both } from './start/both.ts'
import { begin, type Ready } from './start/process.ts'

const rounds = 7

/**
 * From a cold process to its first answer, with Slack and Teams set up, beside importing the libraries of the two
 * alone; the database is there already.
 */
export async function start(): Promise<readonly Measured[]> {
	build()
	const folder = await mkdtemp(join(tmpdir(), 'sportello-bench-'))
	const { environment, stop } = await both(folder)
	const of = { floor: [] as Ready[], ours: [] as Ready[] }
	try {
		// The first makes the database, and warms the files' caches.
		for (let turn = -1; turn < rounds; turn += 1) {
			for (const [which, file] of [
				['floor', 'floor.js'],
				['ours', 'ours.js'],
			] as const) {
				const ready = await begin(file, which === 'ours' ? environment : {})
				await ready.stop()
				if (turn >= 0) of[which].push(ready)
			}
		}
	} finally {
		await stop()
		await rm(folder, { recursive: true, force: true })
	}
	const ratio = (figure: (one: Ready) => number) =>
		of.ours.map((one, turn) => figure(one) / figure(of.floor[turn] ?? one))
	return [
		medianOf(
			'importing the SDKs alone',
			of.floor.map(({ after }) => after),
			'ms',
		),
		medianOf(
			'the first answer',
			of.ours.map(({ after }) => after),
			'ms',
		),
		{
			...medianOf(
				'of importing the SDKs',
				ratio(({ after }) => after),
				'×',
			),
			most: 1.4,
		},
		medianOf(
			'the same in CPU',
			ratio(({ cpu }) => cpu),
			'×',
		),
	]
}
