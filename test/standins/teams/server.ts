import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { checkCard } from './check.ts'
import {
	type Attachment,
	cardOf,
	type Json,
	newMessage,
	newPost,
	threadMark,
	typedIn,
	type World,
} from './world.ts'

/** Microsoft's side over HTTP: the issuer's metadata, the bot's token, the connector and people's OneDrive. */
export async function listen(world: World): Promise<Server> {
	const server = createServer((request, response) => {
		answer(world, request, response).catch((error: unknown) => {
			world.problems.push(`the stand-in failed: ${String(error)}`)
			response.writeHead(500).end()
		})
	})
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
	const address = server.address()
	if (typeof address !== 'object' || !address) throw new Error('the stand-in does not listen')
	world.origin = `http://127.0.0.1:${address.port}`
	return server
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
	const { pathname } = new URL(request.url ?? '/', world.origin)
	const body = await read(request)
	const json = (status: number, value: unknown) =>
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
	if (pathname === '/openid')
		return void json(200, { issuer: 'https://api.botframework.com', jwks_uri: `${world.origin}/keys` })
	if (pathname === '/keys') return void json(200, world.issuer.jwks())
	if (pathname === '/login/oauth2/v2.0/token') return grant(world, body, json)
	if (pathname.startsWith('/onedrive/')) return oneDrive(world, request, body, response)
	if (pathname.startsWith('/uploads/')) return upload(world, request, body, response)
	const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
	if (!bearer || !world.granted.has(bearer)) {
		world.problems.push(`${request.method} ${pathname} without the bot's token`)
		return void json(401, { error: { code: 'Unauthorized', message: 'no' } })
	}
	if (pathname.startsWith('/v3/attachments/')) return oneDrive(world, request, body, response)
	if (request.method === 'POST' && pathname === '/v3/conversations') return beginThread(world, body, response)
	const path = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(pathname)
	if (!path) {
		world.problems.push(`${request.method} ${pathname} does not exist`)
		return void json(404, {})
	}
	const conversation = decodeURIComponent(path[1] ?? '')
	if (isShut(world, conversation, json)) return
	if (request.method === 'DELETE') {
		world.messages = world.messages.filter(({ id }) => id !== path[2])
		world.clock += 1
		return void json(200, {})
	}
	if (isRefused(world, response, json)) return
	const activity = JSON.parse(body.toString('utf8')) as Json
	if (request.method !== 'PUT') return void json(201, { id: post(world, conversation, activity) })
	const id = decodeURIComponent(path[2] ?? '')
	if (update(world, { conversation, id }, activity)) return void json(200, { id })
	json(404, { error: { code: 'ActivityNotFoundInConversation', message: 'no such message' } })
}

type Send = (status: number, value: unknown) => unknown

/** Whoever has shut the bot out, or the channel that it was taken out of. */
function isShut(world: World, conversation: string, json: Send): boolean {
	const [place = ''] = conversation.split(threadMark)
	if (!world.blocked.has(place)) return false
	world.calls += 1
	const code = place === conversation ? 'ConversationBlockedByUser' : 'BotNotInConversationRoster'
	json(403, { error: { code, message: 'blocked' } })
	return true
}

function isRefused(world: World, response: ServerResponse, json: Send): boolean {
	world.calls += 1
	const refusal = world.refusals.shift()
	if (!refusal) return false
	if (refusal.retryAfter) response.setHeader('retry-after', refusal.retryAfter)
	json(refusal.status, { error: { code: refusal.code ?? 'Refused', message: 'no' } })
	return true
}

/** A new post in a channel, whose id is also that of its thread. */
function beginThread(world: World, body: Buffer, response: ServerResponse): void {
	const json: Send = (status, value) =>
		response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
	const asked = JSON.parse(body.toString('utf8')) as Json
	const { channel } = asked.channelData as { channel?: { id?: string } }
	const { id: bot } = asked.bot as { id?: string }
	if (!channel?.id || bot !== world.botId || asked.isGroup !== true) {
		world.problems.push(`a conversation that cannot be begun: ${body.toString('utf8').slice(0, 200)}`)
		return void json(400, { error: { code: 'BadSyntax', message: 'no' } })
	}
	if (isShut(world, `${channel.id}${threadMark}new`, json) || isRefused(world, response, json)) return
	const { attachments, ...rest } = contentOf(world, asked.activity as Json)
	const made = newPost(world, channel.id, { from: world.botId, attachments, ...rest })
	json(201, { id: made.conversation, activityId: made.id, serviceUrl: world.serviceUrl })
}

function grant(world: World, body: Buffer, json: (status: number, value: unknown) => unknown): void {
	const form = new URLSearchParams(body.toString('utf8'))
	const right =
		form.get('grant_type') === 'client_credentials' &&
		form.get('client_id') === world.appId &&
		form.get('client_secret') === world.appPassword &&
		form.get('scope') === 'https://api.botframework.com/.default'
	// The numbers are Microsoft's: an app that the tenant lacks, and a wrong secret.
	if (form.get('client_id') !== world.appId) {
		return void json(400, { error: 'unauthorized_client', error_codes: [700_016] })
	}
	if (!right) return void json(401, { error: 'invalid_client', error_codes: [7_000_215] })
	const token = randomUUID()
	world.granted.add(token)
	json(200, { token_type: 'Bearer', expires_in: 3_599, access_token: token })
}

/** A new message of the bot's. */
function post(world: World, conversation: string, activity: Json): string {
	const { attachments, ...rest } = contentOf(world, activity)
	if (!rest.text && !rest.summary) world.problems.push('a message that a notification has no words for')
	return newMessage(world, { conversation, from: world.botId, attachments, ...rest }).id
}

/** Puts something else in the place of a message of the bot's, in which nobody may be typing: it would be lost. */
function update(
	world: World,
	{ conversation, id }: { readonly conversation: string; readonly id: string },
	activity: Json,
): boolean {
	const message = world.messages.find(each => each.id === id && each.conversation === conversation)
	if (!message) return false
	if (message.from !== world.botId) world.problems.push('an update of a message of someone else')
	const typed = typedIn(message)
	if (typed !== '' && world.sent.get(id) !== typed)
		world.problems.push(`an update under the hands of whoever typed “${typed}”`)
	Object.assign(message, contentOf(world, activity))
	for (const held of [message.inputs, message.shown, message.errors]) held.clear()
	message.touched = ++world.clock
	return true
}

/** What a message of the bot's shows; what Teams would refuse in it is noted. */
function contentOf(world: World, activity: Json) {
	const problems: string[] = []
	const bytes = Buffer.byteLength(JSON.stringify(activity))
	if (bytes > 28 * 1024) problems.push(`a message of ${bytes} bytes`)
	if (activity.type !== 'message') problems.push(`an activity of type ${String(activity.type)}`)
	const suggested = activity.suggestedActions as { actions?: { title: string; value: string }[] } | undefined
	if ((suggested?.actions?.length ?? 0) > 6) problems.push('more than six suggested actions')
	const message = {
		text: typeof activity.text === 'string' ? activity.text : '',
		summary: typeof activity.summary === 'string' ? activity.summary : '',
		attachments: (activity.attachments ?? []) as Attachment[],
		suggestions: suggested?.actions ?? [],
	}
	if (message.text && activity.textFormat !== 'plain') problems.push('text that is read as markup')
	const card = cardOf(message)
	if (card) problems.push(...checkCard(card))
	if (!message.text && message.attachments.length === 0) problems.push('an empty message')
	world.problems.push(...problems)
	return { ...message, problems }
}

function oneDrive(world: World, request: IncomingMessage, _body: Buffer, response: ServerResponse): void {
	const id = /\/(?:onedrive|attachments)\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? ''
	const file = world.files.get(id)
	if (!file) return void response.writeHead(404).end()
	response.writeHead(200, { 'content-type': file.type, 'content-length': file.bytes.length }).end(file.bytes)
}

/** An upload session: pieces in order, each with its range. */
function upload(world: World, request: IncomingMessage, body: Buffer, response: ServerResponse): void {
	const id = /\/uploads\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? ''
	const session = world.uploads.get(id)
	const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(request.headers['content-range'] ?? '')
	if (!session || request.method !== 'PUT') return void response.writeHead(404).end()
	if (session.refuse) return void response.writeHead(session.refuse).end()
	const [start, end, size] = range?.slice(1).map(Number) ?? []
	const fits =
		start === session.bytes.length && end === (start ?? 0) + body.length - 1 && (end ?? 0) < (size ?? 0)
	const last = fits && end === (size ?? 0) - 1
	if (!fits || (!last && body.length % (320 * 1024) !== 0) || request.headers.authorization) {
		world.problems.push(`an upload of ${body.length} bytes as ${request.headers['content-range']}`)
		return void response.writeHead(416).end()
	}
	session.bytes = Buffer.concat([session.bytes, body])
	session.size = size
	if (last)
		world.files.set(id, { name: session.name ?? id, bytes: session.bytes, type: 'application/octet-stream' })
	response.writeHead(last ? 201 : 202, { 'content-type': 'application/json' }).end('{}')
}

async function read(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = []
	for await (const chunk of request) chunks.push(chunk as Buffer)
	return Buffer.concat(chunks)
}
