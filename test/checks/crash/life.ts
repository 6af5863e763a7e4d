import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Ask, Fault, Reply } from './talk.ts'

type Asked = Ask extends infer A ? (A extends Ask ? Omit<A, 'id'> : never) : never

/** One process of the service, from its start to its kill. */
export type Life = {
	/** @returns undefined when it was killed before it answered */
	ask(asked: Asked): Promise<Reply | undefined>
	kill(): void
	/** The signal that ended it. */
	readonly over: Promise<NodeJS.Signals | null>
}

/** The source of what runs in it. */
export const child = 'test/checks/crash/child.ts'

/**
 * Starts a process, which loads the service and waits to be asked to begin.
 * @param program the compiled `child.ts`
 * @param environment of the process, beside ours
 */
export function startLife(
	program: string,
	onFault: (fault: string) => void,
	environment: Readonly<Record<string, string>> = {},
): Life {
	const child = fork(program, {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		execArgv: [],
		env: { ...process.env, ...environment },
	})
	const waiting = new Map<number, (reply: Reply | undefined) => void>()
	let last = 0
	child.on('message', (words: Reply | Fault) => {
		if ('fault' in words) return onFault(words.fault)
		waiting.get(words.id)?.(words)
		waiting.delete(words.id)
	})
	// Its end closes the channel, after all that it had said was heard.
	child.on('error', () => undefined)
	const over = once(child, 'close').then(([, signal]) => {
		for (const resolve of waiting.values()) resolve(undefined)
		waiting.clear()
		return signal as NodeJS.Signals | null
	})
	return {
		ask: asked =>
			new Promise(resolve => {
				if (!child.connected || child.killed) return resolve(undefined)
				last += 1
				waiting.set(last, resolve)
				// One that has ended by itself a moment ago hears nothing.
				child.send({ ...asked, id: last }, error => error && resolve(undefined))
			}),
		kill: () => void child.kill('SIGKILL'),
		over,
	}
}
