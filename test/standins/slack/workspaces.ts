import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type SlackOptions, type SlackStandIn, startSlack } from './index.ts'

const client = { id: '1234567890.1234567890', secret: 'a-client-secret-for-tests' } as const

/** Slack with several workspaces, each of which may install the app by OAuth. */
export type Workspaces = {
	/** What a service is told so that it takes this for Slack. */
	readonly environment: Readonly<Record<string, string>>
	readonly all: readonly SlackStandIn[]
	/** Whoever agrees next does so for this one; for its whole organization with `org`; undefined says no. */
	agrees(workspace: SlackStandIn | undefined, org?: boolean): void
	/** Tokens end after so many seconds, and are renewed. */
	rotates(seconds: number | undefined): void
	/** How often a token was renewed. */
	renewals(): number
	serves(address: string): Promise<void>
	stop(): Promise<void>
}

/** Starts one stand-in for each workspace, all behind the one address of a Web API. */
export async function startWorkspaces(options: readonly SlackOptions[]): Promise<Workspaces> {
	const all = await Promise.all(options.map(each => startSlack(each)))
	const origins = new Map(all.map(each => [each, new URL(each.apiUrl).origin]))
	const codes = new Map<
		string,
		{ readonly slack: SlackStandIn; readonly org: boolean; readonly redirect: string }
	>()
	const tokens = new Map<string, SlackStandIn>()
	const orgWide = new Set<string>()
	const revoked = new Set<string>()
	const refreshTokens = new Map<string, SlackStandIn>()
	let agreeing: { readonly slack: SlackStandIn; readonly org: boolean } | undefined
	let lifetime: number | undefined
	let renewed = 0

	const granted = (slack: SlackStandIn, org: boolean) => {
		const { world } = slack
		// As Slack has it, the one before is good until it ends.
		const token = `xoxb-${randomBytes(8).toString('hex')}`
		tokens.set(token, slack)
		if (org) orgWide.add(token)
		world.orgWide = org
		const refresh = lifetime === undefined ? undefined : `xoxe-1-${randomBytes(8).toString('hex')}`
		if (refresh) refreshTokens.set(refresh, slack)
		return {
			ok: true,
			access_token: token,
			token_type: 'bot',
			scope: 'commands',
			bot_user_id: world.app.botUserId,
			app_id: world.app.id,
			team: org ? null : { id: world.team.id, name: world.team.name },
			enterprise: world.options.enterprise ?? null,
			is_enterprise_install: org,
			...(refresh && { refresh_token: refresh, expires_in: lifetime }),
		}
	}

	const access = (asked: URLSearchParams): object => {
		if (asked.get('client_id') !== client.id) return { ok: false, error: 'invalid_client_id' }
		if (asked.get('client_secret') !== client.secret) return { ok: false, error: 'bad_client_secret' }
		if (asked.get('grant_type') === 'refresh_token') {
			const refresh = asked.get('refresh_token') ?? ''
			const slack = refreshTokens.get(refresh)
			if (!slack || slack.world.revoked) return { ok: false, error: 'invalid_refresh_token' }
			refreshTokens.delete(refresh)
			renewed += 1
			return granted(slack, false)
		}
		const code = codes.get(asked.get('code') ?? '')
		if (!code) return { ok: false, error: 'invalid_code' }
		codes.delete(asked.get('code') ?? '')
		if (code.slack.world.revoked) {
			for (const [token, slack] of tokens) if (slack === code.slack) revoked.add(token)
			code.slack.world.revoked = false
		}
		if (code.redirect !== asked.get('redirect_uri')) return { ok: false, error: 'bad_redirect_uri' }
		return granted(code.slack, code.org)
	}

	const authorize = (url: URL, response: ServerResponse) => {
		const asked = url.searchParams
		const redirect = asked.get('redirect_uri') ?? ''
		const state = asked.get('state') ?? ''
		if (asked.get('client_id') !== client.id || !asked.get('scope') || !redirect || !state) {
			return void response.writeHead(400).end()
		}
		const back = new URL(redirect)
		back.searchParams.set('state', state)
		if (agreeing) {
			const code = randomBytes(8).toString('hex')
			codes.set(code, { ...agreeing, redirect })
			back.searchParams.set('code', code)
		} else {
			back.searchParams.set('error', 'access_denied')
		}
		response.writeHead(302, { location: back.href }).end()
	}

	const owner = (path: string, token: string | undefined): SlackStandIn | undefined => {
		const [, root, id = ''] = path.split('/')
		if (root === 'response') return all.find(({ world }) => world.responseUrls.has(id))
		if (root === 'files-pri') return all.find(({ world }) => world.files.has(id.split('-').pop() ?? ''))
		const slack = tokens.get(token ?? '')
		return slack?.world.revoked || revoked.has(token ?? '') ? undefined : slack
	}

	const serve = async (request: IncomingMessage, response: ServerResponse) => {
		const chunks: Buffer[] = []
		for await (const chunk of request) chunks.push(chunk as Buffer)
		const body = Buffer.concat(chunks)
		const url = new URL(request.url ?? '', 'http://slack')
		if (url.pathname === '/oauth/v2/authorize') return authorize(url, response)
		if (url.pathname === '/api/oauth.v2.access') {
			return json(response, access(new URLSearchParams(body.toString())))
		}
		const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
		const slack = owner(url.pathname, token)
		if (!slack) {
			// Of a token that ends, Slack says no more than that it has.
			const over = lifetime === undefined ? 'token_revoked' : 'token_expired'
			return json(response, { ok: false, error: tokens.has(token ?? '') ? over : 'invalid_auth' })
		}
		const answer = await fetch(`${origins.get(slack)}${request.url}`, {
			method: request.method ?? 'GET',
			headers: {
				...(tokens.has(token ?? '') && { authorization: `Bearer ${slack.botToken}` }),
				'content-type': request.headers['content-type'] ?? 'application/octet-stream',
			},
			...(body.length > 0 && { body }),
		})
		if (url.pathname === '/api/auth.test' && orgWide.has(token ?? '')) {
			const told = (await answer.json()) as object
			return json(response, {
				...told,
				is_enterprise_install: true,
				enterprise_id: slack.world.options.enterprise?.id,
			})
		}
		response.writeHead(answer.status, Object.fromEntries(answer.headers))
		response.end(Buffer.from(await answer.arrayBuffer()))
	}

	const server = createServer((request, response) => {
		serve(request, response).catch(() => response.destroy())
	})
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
	for (const { world } of all) world.origin = origin
	return {
		environment: {
			SLACK_SIGNING_SECRET: all[0]?.signingSecret ?? '',
			SLACK_CLIENT_ID: client.id,
			SLACK_CLIENT_SECRET: client.secret,
			SLACK_API_URL: `${origin}/api/`,
		},
		all,
		agrees(slack, org = false) {
			agreeing = slack && { slack, org }
		},
		rotates(seconds) {
			lifetime = seconds
		},
		renewals: () => renewed,
		async serves(address) {
			for (const slack of all) await slack.serves(address)
		},
		async stop() {
			server.closeAllConnections()
			await new Promise(resolve => server.close(resolve))
			for (const slack of all) await slack.stop()
		},
	}
}

function json(response: ServerResponse, body: object): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
