import { spawn } from 'node:child_process'
import { once } from 'node:events'

const main = new URL('../../adapters/cli/main.ts', import.meta.url).pathname

/**
 * Runs a command of `sportello` to its end, a process of its own.
 * @throws when it does not end with 0
 */
export async function sportello(
	environment: Readonly<Record<string, string>>,
	...words: string[]
): Promise<void> {
	const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), main, ...words], {
		env: { PATH: process.env['PATH'], ...environment },
		stdio: ['ignore', 'ignore', 'pipe'],
	})
	let said = ''
	child.stderr.on('data', text => (said += String(text)))
	const [code] = (await once(child, 'close')) as [number]
	if (code !== 0) throw new Error(`sportello ${words.join(' ')} ended with ${code}: ${said}`)
}
