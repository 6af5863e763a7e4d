import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Teams } from './app.ts'
import { measuredJson } from './render/card.ts'

/** More than Teams sends with an activity; files come by address. */
const most = 256 * 1024

/** `POST /api/messages`: reads the body, at most 256 kB of it, and answers with what the adapter says. */
export function listener(teams: Teams) {
	return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		const text = await readText(request)
		if (typeof text !== 'string') {
			response.writeHead(text.status, { connection: 'close' }).end()
			return
		}
		const { authorization } = request.headers
		const { status, body } = await teams.receive({ body: parsed(text), authorization })
		if (body === undefined) return void response.writeHead(status).end()
		const answer = jsonOf(body)
		response
			.writeHead(status, {
				'content-type': 'application/json; charset=utf-8',
				'content-length': answer.length,
			})
			.end(answer)
	}
}

/** As JSON, in which a card that was measured stands as it was written for that. */
function jsonOf(body: object): Buffer {
	const { value, ...rest } = body as { readonly value?: unknown }
	const card = measuredJson(value)
	if (card === undefined || Object.keys(rest).length === 0) return Buffer.from(JSON.stringify(body))
	return Buffer.concat([Buffer.from(`${JSON.stringify(rest).slice(0, -1)},"value":`), card, Buffer.from('}')])
}

/** @returns the status of the refusal when there is more than the limit, or the sender went away */
async function readText(request: IncomingMessage): Promise<string | { readonly status: 413 | 400 }> {
	const chunks: Buffer[] = []
	let size = 0
	try {
		for await (const chunk of request as AsyncIterable<Buffer>) {
			size += chunk.length
			if (size > most) return { status: 413 }
			chunks.push(chunk)
		}
	} catch {
		return { status: 400 }
	}
	return Buffer.concat(chunks).toString('utf8')
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text)
	} catch {
		return undefined
	}
}
