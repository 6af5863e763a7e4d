import { createConfig, lintFromString } from '@redocly/openapi-core'
import { OpenAPIClientAxios } from 'openapi-client-axios'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { webhookEventNames } from '../../../src/rules/webhooks.ts'
import { openWorld, type World } from '../../world.ts'
import { asking, tokenFor } from './caller.ts'

let world: World
beforeAll(async () => {
	world = await openWorld()
})
afterAll(() => world.close())

async function document() {
	return (await asking(world, undefined)('GET', '/openapi.json')).json
}

test('the document passes the linter', async () => {
	const config = await createConfig({
		extends: ['recommended-strict'],
		rules: { 'no-server-example.com': 'off' },
	})
	const problems = await lintFromString({ source: JSON.stringify(await document()), config })
	expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
	// It finds what is wrong.
	const broken = { ...(await document()), openapi: '3.1.0', paths: { '/x': { get: { responses: {} } } } }
	expect(await lintFromString({ source: JSON.stringify(broken), config })).not.toEqual([])
})

test('what is sent to webhooks is in it, each with the schema of its body', async () => {
	const { webhooks, components } = await document()
	expect(Object.keys(webhooks)).toEqual([...webhookEventNames, 'webhook.test'])
	for (const [type, { post }] of Object.entries<{ post: unknown }>(webhooks)) {
		const { $ref } = (post as { requestBody: { content: Record<string, { schema: { $ref: string } }> } })
			.requestBody.content['application/json']?.schema ?? { $ref: '' }
		const schema = components.schemas[$ref.replace('#/components/schemas/', '')]
		expect(schema.properties.type).toMatchObject({ const: type })
	}
	expect(components.schemas.TicketCommentedMessage.properties.data.properties).toMatchObject({
		ticket: { $ref: '#/components/schemas/Ticket' },
		comment: { $ref: '#/components/schemas/Comment' },
	})
})

test('a client that is made from it opens a request, answers it and reads it', async () => {
	const client = async (account: World['cast']['ada']) => {
		const token = await tokenFor(world, account)
		const made = new OpenAPIClientAxios({
			definition: await document(),
			withServer: { url: `${world.address}/api/v1`, description: 'The one of this test' },
			axiosConfigDefaults: { headers: { authorization: `Bearer ${token}` } },
		})
		return made.init()
	}
	const ada = await client(world.cast.ada)
	const diego = await client(world.cast.diego)
	const call = async (from: typeof ada, name: string, ...rest: readonly unknown[]) =>
		// oxlint-disable-next-line no-explicit-any -- it is made at run time
		(await (from as any)[name](...rest)).data
	const { number } = await call(ada, 'createTicket', null, { subject: 'Lamp', text: 'It flickers.' })
	await call(diego, 'createComment', { number }, { text: 'Which one?', status: 'pending' })
	expect(await call(ada, 'getTicket', { number })).toMatchObject({ subject: 'Lamp', status: 'pending' })
	const { comments } = await call(ada, 'listComments', { number, size: 10 })
	expect(comments.map(({ text }: { text: string }) => text)).toEqual(['It flickers.', 'Which one?'])
})
