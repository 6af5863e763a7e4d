import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Teams } from '../standins/teams/index.ts'

const require = createRequire(import.meta.url)

export const ada = { id: '29:ada', aadObjectId: '5f1d7c2e-0000-4000-8000-000000000001' }

/** Microsoft's own local client for Teams' bots, running. */
export type Playground = {
	/** What a browser opens. */
	readonly address: string
	close(): Promise<void>
}

/**
 * Starts it in a folder of its own, where it writes its log, with Ada before it and five others.
 * It sends activities without any token, unless it is given credentials of Microsoft's: a relay between it and
 * the service adds the ones of the stand-in's issuer, so that the service checks them as ever.
 * @param service where the service listens
 */
export async function startPlayground(teams: Teams, service: string): Promise<Playground> {
	const folder = await mkdtemp(join(tmpdir(), 'playground-'))
	await writeFile(join(folder, '.m365agentsplayground.yml'), configuration(teams))
	const relay = await startRelay(teams, service)
	const cli = require.resolve('@microsoft/m365agentsplayground/cli.js')
	const endpoint = `${relay.address}/api/messages`
	const child = spawn(
		process.execPath,
		[cli, 'start', '-e', endpoint, '-c', 'msteams', '-p', '0', '--disable-telemetry'],
		{
			cwd: folder,
			env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' },
			stdio: ['ignore', 'pipe', 'inherit'],
		},
	)
	const ended = once(child, 'exit')
	let port: string | undefined
	for await (const line of createInterface(child.stdout)) {
		port = /^Listening on (\d+)/.exec(line)?.[1]
		if (port) break
	}
	if (!port) throw new Error('the Playground does not listen')
	child.stdout.resume()
	return {
		address: `http://localhost:${port}/`,
		async close() {
			child.kill()
			await ended
			await relay.close()
			await rm(folder, { recursive: true, force: true })
		},
	}
}

async function startRelay({ issuer }: Teams, service: string) {
	const server = createServer((request, response) => {
		void (async () => {
			// Asked for before anything is sent.
			if (request.method !== 'POST') return response.writeHead(200).end()
			const chunks: Buffer[] = []
			for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
			const body = Buffer.concat(chunks).toString('utf8')
			const { serviceUrl } = JSON.parse(body) as { serviceUrl?: string }
			const answer = await fetch(`${service}/api/messages`, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					authorization: `Bearer ${await issuer.sign({ serviceurl: serviceUrl })}`,
				},
				body,
			})
			response.writeHead(answer.status, {
				'content-type': answer.headers.get('content-type') ?? 'text/plain',
			})
			return response.end(await answer.text())
		})().catch(() => response.writeHead(502).end())
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	const { port } = server.address() as { port: number }
	return {
		address: `http://127.0.0.1:${port}`,
		async close() {
			server.closeAllConnections()
			server.close()
			await once(server, 'close')
		},
	}
}

/** It refuses to start with fewer than five others. JSON is YAML, too. */
function configuration({ tenantId, world }: Teams): string {
	const person = (id: string, givenName: string, surname: string, aadObjectId: string) => {
		const address = `${givenName.toLowerCase()}@acme.example`
		const name = `${givenName} ${surname}`
		return { id, name, userPrincipleName: address, aadObjectId, givenName, surname, email: address }
	}
	return JSON.stringify({
		version: '0.1.1',
		tenantId,
		bot: { id: world.botId, name: 'Sportello' },
		currentUser: person(ada.id, 'Ada', 'Rossi', ada.aadObjectId),
		users: ['Ben', 'Carla', 'Nina', 'Otto', 'Pia'].map((name, index) =>
			person(`29:${name}`, name, 'Neri', ada.aadObjectId.replace(/1$/, String(index + 2))),
		),
		personalChat: { id: 'a:29:ada' },
		groupChat: { id: '19:group', name: 'Group' },
		team: {
			id: '19:team',
			name: 'Acme',
			aadGroupId: ada.aadObjectId.replace(/1$/, '9'),
			channels: [{ id: '19:news', name: 'News' }],
		},
	})
}
