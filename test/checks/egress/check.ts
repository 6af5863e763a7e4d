import { createServer, type Server } from 'node:http'
import { type AddressInfo, isIP } from 'node:net'
import { redirects, resolved, written } from './addresses.ts'
import { openLedger } from './ledger.ts'
import { token, type Way, ways } from './ways.ts'

export type Found = {
	/** By way, how many addresses were tried, and how many of them were refused. */
	readonly ways: readonly { readonly name: string; readonly tried: number; readonly refused: number }[]
	readonly breaches: readonly string[]
}

/**
 * Gives the service hostile addresses on every way on which it reaches one from outside. Nothing leaves this
 * machine, whatever it does: connections are stopped where they begin.
 */
export async function checkEgress(): Promise<Found> {
	const breaches: string[] = []
	/** What the server that nobody may reach has heard. */
	let heard: string[] = []
	let location = ''
	/** How the token came to the right host: once to each, which shows that it is sent at all. */
	let told = 0
	const foreign = await listen((url, authorization) => {
		heard.push(`${url} ${authorization}`)
	})
	const right = await listen(
		(_, authorization) => void (told += authorization.includes(token) ? 1 : 0),
		() => location,
	)
	const ledger = openLedger(() => [right.port, foreign.port])
	try {
		const found: Found['ways'][number][] = []
		for (const way of ways) {
			let [tried, refused] = [0, 0]
			const attempt = async (what: string, work: (asked: string[]) => Promise<unknown>) => {
				const asked: string[] = []
				ledger.begun.length = 0
				heard = []
				tried += 1
				const error = await work(asked).then(
					() => undefined,
					(thrown: unknown) => thrown as Error,
				)
				const said = `${way.name}, ${what}`
				if (error) refused += 1
				else breaches.push(`${said}: it was reached`)
				for (const one of ledger.begun)
					if (one !== `${way.host}:443`) breaches.push(`${said}: a connection to ${one}`)
				for (const one of heard) breaches.push(`${said}: asked of a foreign server: ${one}`)
				for (const name of asked)
					if (name !== way.host && !way.anyHost) breaches.push(`${said}: ${name} was looked up`)
				if (String(error?.message).includes(token)) breaches.push(`${said}: the error tells the token`)
			}
			for (const address of written) {
				const url = address.replaceAll('HOST', way.host)
				await attempt(JSON.stringify(url), asked => way.reach(url, resolver(asked, [['127.0.0.66']])))
			}
			if (!way.resolves) {
				found.push({ name: way.name, tried, refused })
				continue
			}
			for (const answers of resolved) {
				const url = `https://${way.host}/f`
				await attempt(`at ${answers.join(', then ')}`, asked => way.reach(url, resolver(asked, answers)))
			}
			for (const target of redirects) {
				location = target.replaceAll('HERE', 'localhost:PORT').replaceAll('PORT', String(foreign.port))
				await attempt(`redirected to ${target}`, asked =>
					way.reach(`${right.origin}/f`, resolver(asked, [['127.0.0.1']]), `${right.origin}/`),
				)
			}
			found.push({ name: way.name, tried, refused })
		}
		if (told === 0) breaches.push('not even the right host was sent the token')
		return { ways: found, breaches }
	} finally {
		ledger.restore()
		for (const { server } of [foreign, right]) {
			server.closeAllConnections()
			await new Promise(resolve => server.close(resolve))
		}
	}
}

/** Answers as told, the last answer for ever, and writes down what it was asked. */
function resolver(asked: string[], answers: readonly (readonly string[])[]): Parameters<Way['reach']>[1] {
	return async host => {
		const answer = answers[Math.min(asked.push(host), answers.length) - 1] ?? []
		return answer.map(address => ({ address, family: isIP(address) }))
	}
}

/** A server of this machine, which redirects where it is told to. */
async function listen(
	hear: (url: string, authorization: string) => void,
	location?: () => string,
): Promise<{ readonly server: Server; readonly port: number; readonly origin: string }> {
	const server = createServer((request, response) => {
		hear(request.url ?? '', request.headers.authorization ?? '')
		if (location) response.writeHead(302, { location: location() }).end()
		else response.end('found')
	})
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	const { port } = server.address() as AddressInfo
	return { server, port, origin: `http://127.0.0.1:${port}` }
}
