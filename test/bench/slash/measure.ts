import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { Said } from './child.ts'

/** A process that answers HTTP, and is asked for its time. */
export type Served = {
	readonly port: number
	/** Milliseconds of CPU since it began. */
	cpu(): Promise<number>
	stop(): Promise<void>
}

/** @param file beside this one */
export async function serve(
	file: string,
	words: readonly string[],
	environment: Readonly<Record<string, string>>,
): Promise<Served> {
	const child = fork(fileURLToPath(new URL(file, import.meta.url)), words, {
		env: { PATH: process.env['PATH'], ...environment },
		execArgv: [
			'--import',
			'tsx',
			...(process.env['PROFILE'] ? ['--cpu-prof', '--cpu-prof-dir', process.env['PROFILE']] : []),
		],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	})
	const heard = async () => {
		const [said] = (await once(child, 'message')) as [Said]
		return said
	}
	const first = await heard()
	if (!('port' in first)) throw new Error(`${file} does not listen`)
	return {
		port: first.port,
		async cpu() {
			child.send('?')
			const said = await heard()
			return 'cpu' in said ? said.cpu : Number.NaN
		},
		async stop() {
			child.send('end')
			await once(child, 'exit')
		},
	}
}

export type Asked = {
	readonly path: string
	readonly headers: Record<string, string>
	/** Sent by POST; without one it is a GET. */
	readonly body?: string
}
export type Round = {
	/** Milliseconds of the process's CPU for each request. */
	readonly cpu: number
	/** Milliseconds within which 99 of 100 were answered. */
	readonly slowest: number
}

/** Asks so many times over 16 connections that are kept. @param ask makes each request anew */
export async function round(served: Served, count: number, ask: () => Asked): Promise<Round> {
	const agent = new Agent({ keepAlive: true, maxSockets: 16 })
	const times: number[] = []
	const before = await served.cpu()
	let left = count
	const work = async () => {
		while (left > 0) {
			left -= 1
			const began = performance.now()
			await one(served.port, agent, ask())
			times.push(performance.now() - began)
		}
	}
	await Promise.all(Array.from({ length: 16 }, work))
	const cpu = (await served.cpu()) - before
	agent.destroy()
	return { cpu: cpu / count, slowest: times.toSorted((a, b) => a - b)[Math.floor(count * 0.99)] ?? 0 }
}

function one(port: number, agent: Agent, { path, headers, body }: Asked): Promise<void> {
	const method = body === undefined ? 'GET' : 'POST'
	return new Promise((resolve, reject) => {
		const asked = request({ port, host: '127.0.0.1', agent, method, path, headers }, response => {
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
