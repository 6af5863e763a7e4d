import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { CloudAdapter } from 'botbuilder'
import {
	AuthenticationConstants,
	BotFrameworkAuthenticationFactory,
	PasswordServiceClientCredentialFactory,
} from 'botframework-connector'
import { answerAsked } from '../served/child.js'

/*
 * What cannot be gone below with the given parts: botbuilder's own turn, in which nothing happens, for a token that is
 * checked as the service checks it.
 */
const [appId = '', password = '', tenant = '', metadataUrl = ''] = process.argv.slice(2)
const authentication = BotFrameworkAuthenticationFactory.create(
	'',
	true,
	AuthenticationConstants.ToChannelFromBotLoginUrl,
	AuthenticationConstants.ToChannelFromBotOAuthScope,
	'https://api.botframework.com',
	AuthenticationConstants.OAuthUrl,
	metadataUrl,
	AuthenticationConstants.ToBotFromEmulatorOpenIdMetadataUrl,
	'urn:botframework:azure',
	new PasswordServiceClientCredentialFactory(appId, password, tenant),
	{ requiredEndorsements: ['msteams'] },
)
class Adapter extends CloudAdapter {
	/** @param {Parameters<CloudAdapter['processActivity']>} given */
	take(...given) {
		return this.processActivity(...given)
	}
}
const adapter = new Adapter(authentication)
/** @type {Map<string, Awaited<ReturnType<typeof authentication.authenticateRequest>>>} */
const checked = new Map()

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(request, response) {
	const chunks = []
	for await (const chunk of request) chunks.push(chunk)
	const activity = JSON.parse(Buffer.concat(chunks).toString())
	const { authorization = '' } = request.headers
	const key = createHash('sha256').update(authorization).digest('base64url')
	const good = checked.get(key) ?? (await authentication.authenticateRequest(activity, authorization))
	checked.set(key, good)
	await adapter.take(good, activity, async () => {})
	response.writeHead(200, { 'content-length': 0 }).end()
}

const server = createServer((request, response) => void answer(request, response))
server.listen(0, '127.0.0.1', () => {
	const address = server.address()
	answerAsked(typeof address === 'object' && address ? address.port : 0)
})
