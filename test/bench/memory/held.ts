import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { startFlags } from '../../start-flags.ts'
import type { Asked } from '../served/measure.ts'

/** Bytes: of the process, and of what JavaScript holds in it. */
export type Held = { readonly rss: number; readonly heap: number }

/** A process that answers what is posted to it, and is asked what it holds. */
export type Holder = {
	held(): Promise<Held>
	/** Sets the clock of one that has it ahead of this machine's. @param ahead milliseconds */
	setClock(ahead: number): void
	/** Asks so many times over 16 connections. @param ask makes each request anew */
	round(count: number, ask: (turn: number) => Asked): Promise<void>
	stop(): Promise<void>
}

/** As `npm start` runs Node. @param file beside this one; plain JavaScript, so that no compiler is held beside it */
export async function hold(file: string, environment: Readonly<Record<string, string>>): Promise<Holder> {
	const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
		env: { PATH: process.env['PATH'], ...environment },
		execArgv: ['--expose-gc', ...startFlags()],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	})
	const ended = once(child, 'exit').then(() => {
		throw new Error(`${file} has ended`)
	})
	ended.catch(() => {})
	const heard = async <Said>() => {
		const hearing = new AbortController()
		try {
			const [said] = (await Promise.race([once(child, 'message', hearing), ended])) as [Said]
			return said
		} finally {
			hearing.abort()
		}
	}
	const { port } = await heard<{ readonly port: number }>()
	const agent = new Agent({ keepAlive: true, maxSockets: 16 })

	function one({ path, body, headers }: Asked): Promise<void> {
		return new Promise((resolve, reject) => {
			const options = { port, host: '127.0.0.1', agent, method: 'POST', path, headers }
			const asked = request(options, response => {
				response.resume()
				response.on('end', () => {
					if (response.statusCode === 200) resolve()
					else reject(new Error(`answered ${response.statusCode}`))
				})
			})
			asked.on('error', reject)
			asked.end(body)
		})
	}

	return {
		held() {
			child.send('?')
			return heard<Held>()
		},
		setClock(ahead) {
			child.send(ahead)
		},
		async round(count, ask) {
			let asked = 0
			const work = async () => {
				while (asked < count) await one(ask(asked++))
			}
			await Promise.all(Array.from({ length: 16 }, work))
		},
		async stop() {
			agent.destroy()
			const exit = once(child, 'exit')
			child.send('end')
			await exit
		},
	}
}
