import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Piscina } from 'piscina'
import type { PasswordFault, Passwords } from '../../src/ports/outside.ts'
import { openAdmission } from './admission.ts'

export type PasswordSettings = {
	/** A secret that the database does not hold: 32 bytes. */
	readonly pepper: Uint8Array
	/** bcrypt's, 4 to 31; each step doubles the work. */
	readonly cost?: number
	readonly threads?: number
	/** How many of those that are known may wait to be let in, and how many of the others. */
	readonly queue?: number
}

export type OpenPasswords = Passwords & {
	/** How many wait to be let in. */
	waiting(): number
	close(): Promise<void>
}

/** So many for each thread wait about five seconds; where threads get less of the machine, not for longer than a person. */
const waitingPerThread = 16
const patience = 10_000

/**
 * Passwords as `bcrypt(base64(hmac-sha384(NFC(password), pepper)))` in threads of their own, which start with
 * the first password and step behind the event loop. As many are let in as there are threads.
 */
export function openPasswords({
	pepper,
	cost = 12,
	threads = Math.min(4, availableParallelism()),
	queue = waitingPerThread * threads,
}: PasswordSettings): OpenPasswords {
	const decoy = decoyHash(cost)
	const admission = openAdmission({ places: threads, queue, patience })
	let pool: Piscina | undefined

	function run<T>(name: string, task: unknown): Promise<T> {
		pool ??= new Piscina({
			filename: workerFile(),
			workerData: { pepper, cost },
			minThreads: 1,
			maxThreads: threads,
			idleTimeout: 60_000,
			niceIncrement: 10,
		})
		return pool.run(task, { name })
	}

	return {
		...admission,
		hash: password => run<string>('hash', password),
		async verify(password, hash) {
			const known = hash !== undefined && /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash)
			const equal = await run<boolean>('verify', { password, hash: known ? hash : decoy })
			return known && equal
		},
		assess: (password, context) => run<PasswordFault | undefined>('assess', { password, context }),
		async close() {
			await pool?.close()
		},
	}
}

/**
 * What a password is compared with where there is no hash: well-formed, of the same cost, and nobody's.
 * @param cost bcrypt's, 4 to 31
 */
export function decoyHash(cost: number): string {
	return `$2b$${String(cost).padStart(2, '0')}$sportello/nobody/knowu${'.'.repeat(31)}`
}

/** It runs in a thread of its own, so it is a file of its own, also beside what was built in few. */
function workerFile(): string {
	for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
		const file = join(folder, 'adapters', 'passwords', 'worker.js')
		if (existsSync(file)) return pathToFileURL(file).href
		if (folder === dirname(folder)) throw new Error('adapters/passwords/worker.js is not there')
	}
}
