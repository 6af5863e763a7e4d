import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { startFlags } from '../start-flags.ts'

/** The service as people run it, a process of its own. */
export type Running = {
	/** Where it listens, as `http://127.0.0.1:3000`. */
	readonly address: string
	/** What it logged as an error, one line each. */
	readonly faults: readonly Fault[]
	/** What stands on standard error, which is nobody's but the command line's. */
	said(): string
	/** How it ended by itself: the exit code or the signal; undefined while it lives. */
	ended(): string | undefined
	/** Asks it to end. @returns its exit code */
	stop(): Promise<number | null>
	/** Ends it with SIGKILL, in this very moment. @returns when it has ended */
	kill(): Promise<unknown>
}

export type Fault = {
	readonly event: string
	/** Of the error, such as `TypeError`. */
	readonly class: string
	readonly message: string
	readonly at: readonly string[]
}

const source = new URL('../../adapters/cli/main.ts', import.meta.url).pathname
const project = new URL('../../tsconfig.json', import.meta.url).pathname

/**
 * Runs `sportello start`.
 * @param folder where it is started: what it keeps without being told where lies there
 * @param program the compiled command line; through tsx when absent
 * @throws when it ends before it listens
 */
export async function startService(
	environment: Readonly<Record<string, string>>,
	folder: string,
	program?: string,
): Promise<Running> {
	const run = program === undefined ? ['--import', import.meta.resolve('tsx'), source] : [program]
	const child = spawn(process.execPath, [...startFlags(), ...run, 'start', '--json'], {
		cwd: folder,
		env: { PATH: process.env['PATH'], TSX_TSCONFIG_PATH: project, ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	})
	const faults: Fault[] = []
	let said = ''
	let ended: string | undefined
	child.stderr.on('data', text => (said += String(text)))
	const closed = once(child, 'close').then(([code, signal]) => {
		ended = String(code ?? signal)
		return code as number | null
	})
	const address = await new Promise<string>((listens, fails) => {
		createInterface({ input: child.stdout }).on('line', line => {
			const read = JSON.parse(line) as Line
			if (read.level === undefined && read.address) listens(read.address)
			if ((read.level ?? 0) >= 50) {
				const { class: name = '', message = '', at = [] } = read.error ?? {}
				faults.push({ event: read.msg ?? '', class: name, message, at })
			}
		})
		void closed.then(code => fails(new Error(`the service ended with ${code}: ${said}`)))
	})
	return {
		address,
		faults,
		said: () => said,
		ended: () => ended,
		async stop() {
			child.kill('SIGTERM')
			return closed
		},
		async kill() {
			child.kill('SIGKILL')
			return closed
		},
	}
}

/** A line of standard output: the log's, or where it listens. */
type Line = {
	readonly address?: string
	readonly level?: number
	readonly msg?: string
	readonly error?: Partial<Omit<Fault, 'event'>>
}
