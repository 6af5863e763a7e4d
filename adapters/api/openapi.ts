import * as z from 'zod'
import { apiScopes } from '../../src/ports/api-tokens.ts'
import type { Settings } from '../../src/ports/index.ts'
import type { Operation } from './operation.ts'
import { operations } from './operations.ts'
import { problemSchema } from './problem.ts'
import { webhookMessages } from './webhooks.ts'

type Json = Readonly<Record<string, unknown>>

const version = '1.0.0'

/** The OpenAPI 3.1 document of all operations, made from the schemas that read and from those of what is answered. */
export function documentOf({ publicUrl }: Pick<Settings, 'publicUrl'>): Json {
	const schemas: Record<string, unknown> = {}
	const paths: Record<string, Record<string, unknown>> = {}
	for (const operation of operations) {
		const path = (paths[operation.at] ??= {})
		path[operation.method.toLowerCase()] = described(operation, schemas)
	}
	refer(problemSchema, 'output', schemas)
	const webhooks = Object.fromEntries(
		webhookMessages.map(message => [message.event, { post: sent(message, schemas) }]),
	)
	return {
		openapi: '3.1.0',
		info: {
			title: 'Sportello',
			version,
			summary: 'Requests for support, for the systems beside them.',
			description:
				'Each token acts as one account and may what that may, as far as its scopes go. What may not be seen is answered like what is not there. The same request under the same Idempotency-Key has its effect once, for a week.',
			license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
		},
		servers: [{ url: `${publicUrl}/api/v1` }],
		security: [{ token: [] }],
		tags: tagsOf(),
		paths,
		webhooks,
		components: {
			securitySchemes: {
				token: {
					type: 'http',
					scheme: 'bearer',
					description: `Of “sportello token add”. Scopes: ${apiScopes.join(', ')}.`,
				},
			},
			schemas,
		},
	}
}

/** What is sent to systems beside the service, as their side of it is described. */
function sent(
	{ name, says, body }: (typeof webhookMessages)[number],
	schemas: Record<string, unknown>,
): Json {
	return {
		operationId: `on${name}`,
		summary: says,
		tags: ['webhooks'],
		security: [],
		parameters: webhookHeaders,
		requestBody: {
			required: true,
			content: { 'application/json': { schema: refer(body, 'output', schemas) } },
		},
		responses: {
			'2XX': { description: 'It was taken' },
			'410': { description: 'Nothing more is wanted: the webhook is disabled' },
			'4XX': { description: 'It is sent again later, after Retry-After where that is said' },
			'5XX': { description: 'It is sent again later, after Retry-After where that is said' },
		},
	}
}

const webhookHeaders = [
	{
		name: 'webhook-id',
		in: 'header',
		required: true,
		schema: { type: 'string' },
		description: 'The same for every try of the same message',
	},
	{
		name: 'webhook-timestamp',
		in: 'header',
		required: true,
		schema: { type: 'integer' },
		description: 'When this try was made, in seconds since 1970',
	},
	{
		name: 'webhook-signature',
		in: 'header',
		required: true,
		schema: { type: 'string' },
		description:
			'“v1,” and the base64 of the HMAC-SHA-256 of “id.timestamp.body” under the secret; while a secret is replaced there are two, parted by a blank (Standard Webhooks)',
	},
]

function described(operation: Operation, schemas: Record<string, unknown>): Json {
	const { name, says, scope, status, method, body } = operation
	return {
		operationId: name,
		summary: says,
		...(scope && { description: `Scope: ${scope}.` }),
		tags: [tagOf(operation)],
		parameters: [
			...parameters(operation.path, 'path'),
			...parameters(operation.query, 'query'),
			...(method === 'POST' && body !== 'bytes' ? [idempotencyKey] : []),
		],
		...(body && {
			requestBody: {
				required: true,
				content:
					body === 'bytes'
						? { 'application/octet-stream': { schema: {} } }
						: { 'application/json': { schema: refer(body, 'input', schemas) } },
			},
		}),
		responses: {
			[status]: answerOf(operation, schemas),
			'4XX': problem('What is the matter with the request'),
			'5XX': problem('What went wrong here'),
		},
	}
}

const idempotencyKey = {
	name: 'Idempotency-Key',
	in: 'header',
	required: false,
	schema: { type: 'string', minLength: 1, maxLength: 200 },
	description: 'The same request under the same key has its effect once',
}

function problem(description: string): Json {
	return {
		description,
		content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
	}
}

function answerOf({ answer }: Operation, schemas: Record<string, unknown>): Json {
	if (answer === undefined) return { description: 'Done' }
	if (answer === 'bytes') {
		return { description: 'The bytes', content: { 'application/octet-stream': { schema: {} } } }
	}
	return {
		description: 'Done',
		content: { 'application/json': { schema: refer(answer, 'output', schemas) } },
	}
}

function parameters(schema: z.ZodObject | undefined, where: 'path' | 'query'): readonly Json[] {
	if (!schema) return []
	const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
		readonly properties?: Readonly<Record<string, Json>>
		readonly required?: readonly string[]
	}
	return Object.entries(properties).map(([name, { description, ...rest }]) => ({
		name,
		in: where,
		required: where === 'path' || required.includes(name),
		...(description !== undefined && { description }),
		schema: rest,
	}))
}

/** The schema, with those that have an id moved to the components. */
function refer(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, unknown>): Json {
	const { $defs = {}, ...own } = jsonSchema(schema, io) as Json & { readonly $defs?: Json }
	const moved = (json: unknown) =>
		JSON.parse(JSON.stringify(json).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json
	for (const [id, part] of Object.entries($defs)) {
		const { id: _, ...rest } = part as Json
		schemas[id] = moved(rest)
	}
	const { id, ...rest } = own
	if (typeof id !== 'string') return moved(own)
	schemas[id] = moved(rest)
	return { $ref: `#/components/schemas/${id}` }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, {
		target: 'draft-2020-12',
		io,
		unrepresentable: 'any',
	}) as Json
	return rest
}

function tagOf({ at }: Operation): string {
	const [, first = '', second] = at.split('/')
	return first === 'me' ? (second ?? 'accounts') : at.endsWith('/comments') ? 'comments' : first
}

function tagsOf(): readonly Json[] {
	const names = [...new Set(operations.map(tagOf)), 'webhooks']
	return names.map(name => ({ name, description: `All about ${name}` }))
}
