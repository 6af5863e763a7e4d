import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'
import { Busy, type PasswordFault, type Passwords } from '../../src/ports/outside.ts'

export type PasswordSettings = {
	/** A secret that the database does not hold: 32 bytes. */
	readonly pepper: Uint8Array
	/** bcrypt's, 4 to 31; each step doubles the work. */
	readonly cost?: number
	readonly threads?: number
	/** How many may wait for a thread. */
	readonly queue?: number
}

export type OpenPasswords = Passwords & {
	/** How many wait for a thread. */
	waiting(): number
	close(): Promise<void>
}

/**
 * Passwords as `bcrypt(base64(hmac-sha384(NFC(password), pepper)))` in threads of their own, which start with
 * the first password and step behind the event loop. Each act throws {@link Busy} when `queue` of them wait.
 */
export function openPasswords({
	pepper,
	cost = 12,
	threads = Math.min(4, availableParallelism()),
	queue = 200,
}: PasswordSettings): OpenPasswords {
	const decoy = decoyHash(cost)
	let pool: Piscina | undefined

	async function run<T>(name: string, task: unknown): Promise<T> {
		pool ??= new Piscina({
			filename: new URL('./worker.js', import.meta.url).href,
			workerData: { pepper, cost },
			minThreads: 1,
			maxThreads: threads,
			idleTimeout: 60_000,
			niceIncrement: 10,
		})
		if (isBusy()) throw new Busy('too many passwords are waiting')
		return pool.run(task, { name })
	}

	const isBusy = () => (pool?.queueSize ?? 0) >= queue

	return {
		isBusy,
		hash: password => run<string>('hash', password),
		async verify(password, hash) {
			const known = hash !== undefined && /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/.test(hash)
			const equal = await run<boolean>('verify', { password, hash: known ? hash : decoy })
			return known && equal
		},
		assess: (password, context) => run<PasswordFault | undefined>('assess', { password, context }),
		waiting: () => pool?.queueSize ?? 0,
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
