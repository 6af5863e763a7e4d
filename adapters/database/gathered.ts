import { Outage } from '../../src/ports/outside.ts'

/** So that what waits for one transaction does not wait for long. */
const most = 64

/**
 * Does all that was asked for while the same was under way at once afterwards, so that it shares one commit.
 * @param work gives what became of each, in the order in which they were asked for; it leaves nothing when it throws
 * @returns does one; where all together cannot be done, each is tried by itself, so that none spoils the others'
 */
export function gathered<T, R>(work: (all: readonly T[]) => Promise<readonly R[]>): (one: T) => Promise<R> {
	type Asked = { readonly one: T; done(result: R): void; failed(error: unknown): void }
	const waiting: Asked[] = []
	let running = false

	async function run(): Promise<void> {
		while (waiting.length > 0) await doAll(waiting.splice(0, most))
		running = false
	}

	async function doAll(all: readonly Asked[]): Promise<void> {
		try {
			const results = await work(all.map(({ one }) => one))
			for (const [index, asked] of all.entries()) asked.done(results[index] as R)
		} catch (error) {
			const [first] = all
			if (all.length === 1) first?.failed(error)
			else await Promise.all(all.map(asked => doAll([asked])))
		}
	}

	return one =>
		new Promise((done, failed) => {
			waiting.push({ one, done, failed })
			if (running) return
			running = true
			// What is heard in the same turn of the loop belongs together.
			setImmediate(() => void run())
		})
}

/**
 * Reads at once what is asked for in the same turn of the loop; what is asked for later does not wait for it.
 * @param read gives what each asked for, in their order
 * @returns reads one; where all together cannot be read, each is tried by itself, but in an outage, which is everyone's
 */
export function together<T, R>(read: (all: readonly T[]) => Promise<readonly R[]>): (one: T) => Promise<R> {
	let asked: T[] = []
	let reading: Promise<readonly (R | Promise<R>)[]> | undefined
	const next = async () => {
		await new Promise(resolve => setImmediate(resolve))
		const all = asked
		asked = []
		reading = undefined
		try {
			return await read(all)
		} catch (error) {
			if (all.length === 1 || error instanceof Outage) throw error
			return all.map(async one => (await read([one]))[0] as R)
		}
	}
	return async one => {
		const index = asked.push(one) - 1
		const results = await (reading ??= next())
		return results[index] as R
	}
}
