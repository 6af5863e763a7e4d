import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { startFlags } from '../../start-flags.ts'
import { type Measured, medianOf } from '../measured.ts'
import type { Late, Said } from './child.js'

/** A process that answers HTTP, and is asked for its time. */
export type Served = {
	readonly port: number
	/** Milliseconds of CPU since it began. */
	cpu(): Promise<number>
	/** By how many milliseconds its event loop was late since this was last asked; nothing the first time. */
	late(): Promise<Late | undefined>
	stop(): Promise<void>
}

/** Starts one, as `npm start` runs Node. @param file plain JavaScript, so that nothing is compiled on the way */
export async function serve(
	file: URL,
	words: readonly string[] = [],
	environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
	const child = fork(file, words, {
		env: { PATH: process.env['PATH'], ...environment },
		execArgv: [
			...startFlags(),
			...(process.env['PROFILE'] ? ['--cpu-prof', '--cpu-prof-dir', process.env['PROFILE']] : []),
		],
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	})
	const ended = once(child, 'exit').then(() => {
		throw new Error(`${file.href} ended`)
	})
	// An end that nobody waits for is the one that was asked for.
	ended.catch(() => {})
	const heard = async () => {
		const [said] = (await Promise.race([once(child, 'message'), ended])) as [Said]
		return said
	}
	const first = await heard()
	if (!('port' in first)) throw new Error(`${file.href} does not listen`)
	return {
		port: first.port,
		async cpu() {
			child.send('?')
			const said = await heard()
			return 'cpu' in said ? said.cpu : Number.NaN
		},
		async late() {
			child.send('watch')
			const said = await heard()
			return 'cpu' in said ? said.late : undefined
		},
		async stop() {
			if (child.exitCode !== null || child.signalCode !== null) return
			// One that dies as it is told does not hear it, and that is no other failure.
			child.send('end', () => {})
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

/** What is measured: a process, and what it is asked. */
export type Subject = {
	readonly served: Served
	/** Makes each request anew. */
	readonly ask: () => Asked
	/** What stands in each answer, or it was another one. */
	readonly expects?: string
}

/** What a process came to in each round. */
export type Rounds = {
	/** Microseconds of the process's CPU for each request. */
	readonly cpu: readonly number[]
	/** Milliseconds within which 99 of 100 were answered. */
	readonly slowest: readonly number[]
}

/** So many to warm that little of what follows is compiling. */
const plan = { rounds: 9, requests: 2_000, warming: 6_000 } as const

/** Asks some processes by turns, each so many times in a round over 16 connections, after a round that warms it. */
export async function byTurns<Subjects extends Readonly<Record<string, Subject>>>(
	subjects: Subjects,
): Promise<{ readonly [Name in keyof Subjects]: Rounds }> {
	const of = {} as { [Name in keyof Subjects]: { cpu: number[]; slowest: number[] } }
	const all = Object.entries(subjects) as [keyof Subjects, Subject][]
	for (const [name, subject] of all) {
		of[name] = { cpu: [], slowest: [] }
		await round(subject, plan.warming)
	}
	for (let turn = 0; turn < plan.rounds; turn += 1) {
		for (const [name, subject] of all) {
			const { cpu, slowest } = await round(subject, plan.requests)
			of[name].cpu.push(cpu)
			of[name].slowest.push(slowest)
		}
	}
	return of
}

/** One figure of some rounds as a ratio to that of a floor's, round by round. */
export function ratioOf(
	what: string,
	ours: readonly number[],
	floor: readonly number[],
	most: number,
): Measured {
	const ratios = ours.map((one, turn) => one / (floor[turn] ?? one))
	return { ...medianOf(what, ratios, '×'), most }
}

async function round(
	{ served, ask, expects = '' }: Subject,
	count: number,
): Promise<{ readonly cpu: number; readonly slowest: number }> {
	const agent = new Agent({ keepAlive: true, maxSockets: 16 })
	const times: number[] = []
	const before = await served.cpu()
	let left = count
	const work = async () => {
		while (left > 0) {
			left -= 1
			const began = performance.now()
			const { status, text } = await askOver(agent, served.port, ask())
			if (status !== 200 || !text.includes(expects)) throw new Error(`answered ${status} ${text}`)
			times.push(performance.now() - began)
		}
	}
	await Promise.all(Array.from({ length: 16 }, work))
	const cpu = (await served.cpu()) - before
	agent.destroy()
	return {
		cpu: (cpu * 1_000) / count,
		slowest: slowestOf(times),
	}
}

/** Within which 99 of 100 were. */
export function slowestOf(times: readonly number[]): number {
	return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
}

/** Asks a process of this machine. @returns the whole answer */
export function askOver(
	agent: Agent,
	port: number,
	{ path, headers, body }: Asked,
): Promise<{ readonly status: number; readonly text: string }> {
	const method = body === undefined ? 'GET' : 'POST'
	return new Promise((resolve, reject) => {
		const asked = request({ port, host: '127.0.0.1', agent, method, path, headers }, response => {
			let text = ''
			response.setEncoding('utf8')
			response.on('data', (part: string) => (text += part))
			response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
		})
		asked.on('error', reject)
		asked.end(body)
	})
}
