import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { startFlags } from '../../start-flags.ts'

/** A process that has come to where it is ready. */
export type Ready = {
	/** Milliseconds from its begin to its first answer, and its CPU in them. */
	readonly after: number
	readonly cpu: number
	readonly stop: () => Promise<void>
}

/** As `npm start` runs Node. @param file beside this one; plain JavaScript, so that nothing is compiled on the way */
export async function begin(
	file: string,
	environment: Readonly<Record<string, string>> = {},
): Promise<Ready> {
	const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
		env: { PATH: process.env['PATH'], ...environment },
		// Not those of this process, which compile TypeScript.
		execArgv: [...startFlags()],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	})
	const heard = async <Said>() => {
		const [said] = (await Promise.race([
			once(child, 'message'),
			once(child, 'exit').then(() => {
				throw new Error(`${file} ended before it was ready`)
			}),
		])) as [Said]
		return said
	}
	const first = await heard<Pick<Ready, 'after' | 'cpu'>>()
	return {
		...first,
		async stop() {
			const exit = once(child, 'exit')
			child.send('end')
			await exit
		},
	}
}
