import { Agent, createServer, get, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How one request came back to whoever asked. */
export type Answered = {
	/** Which of the instances had it; undefined where none would. */
	readonly by: string | undefined
	readonly path: string
	/** 502 where the instance hung up, 503 where there was none. */
	readonly status: number
	readonly milliseconds: number
	/** When it came back, since 1970. */
	readonly at: number
}

/** What stands before several instances: it takes turns among those that say that they are ready. */
export type Balancer = {
	readonly address: string
	readonly answers: readonly Answered[]
	/** What an instance did not accept that was taken for ready, by its name; another one got it. */
	readonly refused: readonly string[]
	/** Puts an instance behind it, and resolves once it is ready. */
	add(name: string, address: string): Promise<void>
	/** Knows it no more. */
	remove(name: string): void
	close(): Promise<void>
}

type Backend = { readonly name: string; readonly address: string; readonly agent: Agent; ready: boolean }

/** Milliseconds between two looks at each. */
const look = 250
/** For how long one look waits; who says nothing is what they were, and who is busy is not gone. */
const patience = 10_000

/** Passes each request on once; again only what was never accepted. Connections are kept, as balancers do. */
export async function openBalancer(): Promise<Balancer> {
	const backends = new Map<string, Backend>()
	const answers: Answered[] = []
	const refused: string[] = []
	const awaited = new Map<string, () => void>()
	let turn = 0

	async function examine(backend: Backend): Promise<void> {
		const ready = await isReady(backend.address)
		backend.ready = ready ?? backend.ready
		if (backend.ready) awaited.get(backend.name)?.()
	}
	const timer = setInterval(() => {
		for (const backend of backends.values()) void examine(backend)
	}, look)

	/** Where none is ready any will do, as to most balancers. */
	function next(tried: ReadonlySet<Backend>): Backend | undefined {
		const untried = [...backends.values()].filter(each => !tried.has(each))
		const ready = untried.filter(each => each.ready)
		const choice = ready.length > 0 ? ready : untried
		turn += 1
		return choice[turn % choice.length]
	}

	async function pass(asked: IncomingMessage, response: ServerResponse): Promise<void> {
		const began = performance.now()
		const chunks: Buffer[] = []
		for await (const chunk of asked) chunks.push(chunk as Buffer)
		const body = Buffer.concat(chunks)
		const tried = new Set<Backend>()
		for (;;) {
			const backend = next(tried)
			const given = backend && (await ask(backend, asked, body))
			if (backend && given === 'refused') {
				tried.add(backend)
				if (backend.ready) refused.push(backend.name)
				backend.ready = false
				continue
			}
			const answer = given === 'refused' || !given ? { status: 503, headers: {}, body: Buffer.of() } : given
			answers.push({
				by: backend?.name,
				path: asked.url ?? '',
				status: answer.status,
				milliseconds: performance.now() - began,
				at: Date.now(),
			})
			response.writeHead(answer.status, answer.headers).end(answer.body)
			return
		}
	}

	const server = createServer((asked, response) => {
		// Whoever asked has hung up.
		pass(asked, response).catch(() => void response.destroy())
	})
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	return {
		address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		answers,
		refused,
		async add(name, address) {
			const agent = new Agent({ keepAlive: true })
			backends.set(name, { name, address, agent, ready: false })
			await new Promise<void>(resolve => awaited.set(name, resolve))
		},
		remove(name) {
			backends.get(name)?.agent.destroy()
			backends.delete(name)
		},
		async close() {
			clearInterval(timer)
			for (const { agent } of backends.values()) agent.destroy()
			server.closeAllConnections()
			await new Promise(resolve => server.close(resolve))
		},
	}
}

type Given = {
	readonly status: number
	readonly headers: Readonly<Record<string, string | string[] | undefined>>
	readonly body: Buffer
}

/** What belongs to one connection, and not to what is said on it. */
const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding'])

function ask({ address, agent }: Backend, asked: IncomingMessage, body: Buffer): Promise<Given | 'refused'> {
	return new Promise(resolve => {
		const { host: _, ...headers } = withoutHops(asked.headers)
		const outgoing = request(new URL(asked.url ?? '/', address), {
			agent,
			method: asked.method,
			headers: { ...headers, 'content-length': String(body.length) },
		})
		const hungUp = { status: 502, headers: {}, body: Buffer.of() }
		outgoing.on('error', (error: NodeJS.ErrnoException) =>
			resolve(error.code === 'ECONNREFUSED' ? 'refused' : hungUp),
		)
		outgoing.on('response', answer => {
			const chunks: Buffer[] = []
			answer.on('data', (chunk: Buffer) => chunks.push(chunk))
			answer.on('error', () => resolve(hungUp))
			answer.on('end', () =>
				resolve({
					status: answer.statusCode ?? 502,
					headers: withoutHops(answer.headers),
					body: Buffer.concat(chunks),
				}),
			)
		})
		outgoing.end(body)
	})
}

function withoutHops(headers: IncomingMessage['headers']) {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)))
}

/** @returns undefined where it does not say */
function isReady(address: string): Promise<boolean | undefined> {
	return new Promise(resolve => {
		const asking = get(`${address}/readyz`, { agent: false, timeout: patience }, answer => {
			answer.resume()
			resolve(answer.statusCode === 200)
		})
		asking.on('timeout', () => asking.destroy())
		asking.on('error', () => resolve(undefined))
	})
}
