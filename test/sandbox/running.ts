import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** The sandbox as a process of its own. */
export type Running = {
	/** Where it is, once it says so. @throws when it ends instead */
	address(): Promise<string>
	/** All that it wrote. */
	said(): string
	/** Its exit code. */
	readonly ended: Promise<number | null>
	/** As Ctrl-C does: whatever belongs to it hears the signal. */
	stop(signal: 'SIGINT' | 'SIGTERM'): void
}

/** @param temporary where it keeps what it needs */
export function startSandbox(
	[command, ...words]: readonly [string, ...string[]],
	temporary: string,
): Running {
	const child = spawn(command, words, {
		env: { ...process.env, TMPDIR: temporary },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	})
	let said = ''
	for (const stream of [child.stdout, child.stderr]) stream.on('data', text => (said += String(text)))
	const ended = once(child, 'close').then(([code]) => code as number | null)
	return {
		said: () => said,
		ended,
		stop(signal) {
			if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal)
		},
		async address() {
			for (;;) {
				const address = /http:\/\/localhost:\d+/.exec(said)?.[0]
				if (address) return address
				await Promise.race([
					once(child.stdout, 'data'),
					ended.then(code => {
						throw new Error(`it ended with ${code}: ${said}`)
					}),
				])
			}
		},
	}
}
