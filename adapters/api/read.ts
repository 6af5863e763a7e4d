import type { IncomingMessage } from 'node:http'
import type * as z from 'zod'
import type { Operation } from './operation.ts'
import { Problem } from './problem.ts'

/** Of JSON; a comment of 64 KiB may be six times that when it is escaped. */
export const bodyBytes = 1024 * 1024

/** What a request says, as the schemas of its operation read it. */
export type ReadRequest = { readonly path: unknown; readonly query: unknown; readonly body: unknown }

/**
 * Reads a request.
 * @param names what stood in the places of the path
 * @throws Problem saying everything that is the matter
 */
export async function readRequest(
	operation: Operation,
	incoming: IncomingMessage,
	{ names, search }: { readonly names: Readonly<Record<string, string>>; readonly search: URLSearchParams },
): Promise<ReadRequest> {
	// What cannot be the name of anything is the name of nothing.
	const path = operation.path?.safeParse(names)
	if (path && !path.success) throw new Problem('absent')
	const given = Object.fromEntries(search)
	if (search.size > Object.keys(given).length)
		throw new Problem('malformed', { detail: 'A parameter stands twice.' })
	const query = operation.query ? operation.query.safeParse(given, says) : empty(given)
	const faults = query.success ? [] : faultsOf(query.error, 'query')
	if (operation.body === undefined || operation.body === 'bytes') {
		if (faults.length > 0) throw new Problem('invalid', { errors: faults })
		return { path: path?.data, query: query.data, body: undefined }
	}
	const body = operation.body.safeParse(await json(incoming), says)
	if (!body.success) faults.push(...faultsOf(body.error, 'body'))
	if (faults.length > 0) throw new Problem('invalid', { errors: faults })
	return { path: path?.data, query: query.data, body: body.data }
}

function empty(given: Readonly<Record<string, string>>): z.ZodSafeParseResult<unknown> {
	const [unknown] = Object.keys(given)
	if (unknown === undefined) return { success: true, data: {} }
	throw new Problem('invalid', {
		errors: [{ at: 'query', says: `has “${unknown.slice(0, 50)}”, which is unknown` }],
	})
}

/** In place of the library's own words. */
const says: z.core.ParseContext<z.core.$ZodIssue> = {
	error: ({ input }) => (input === undefined ? 'is missing' : undefined),
}

function faultsOf(error: z.ZodError, where: string): { at: string; says: string }[] {
	return error.issues
		.slice(0, 20)
		.map(({ path, message }) => ({ at: path.join('.') || where, says: message }))
}

async function json(incoming: IncomingMessage): Promise<unknown> {
	const [type = '', charset = 'charset=utf-8'] = (incoming.headers['content-type'] ?? '')
		.toLowerCase()
		.split(';')
		.map(part => part.trim())
	if (type !== 'application/json' || !/^charset=("?)utf-8\1$/.test(charset)) {
		throw new Problem('type', { detail: 'Send application/json, in UTF-8.' })
	}
	const chunks: Buffer[] = []
	let size = 0
	for await (const chunk of incoming as AsyncIterable<Buffer>) {
		size += chunk.length
		if (size > bodyBytes) throw new Problem('large')
		chunks.push(chunk)
	}
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
	} catch {
		throw new Problem('malformed', { detail: 'The body is not JSON in UTF-8.' })
	}
}
