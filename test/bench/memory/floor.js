import { createServer } from 'node:http'

/*
 * The libraries that the service has to load for Slack and for Teams, and a server that acknowledges whatever comes.
 */
await import('@slack/bolt')
await import('botbuilder')
await import('botframework-connector')
const { answerAsked } = await import('./child.js')
const server = createServer((request, response) => {
	request.resume()
	request.on('end', () => response.end())
})
server.listen(0, '127.0.0.1', () => {
	const address = server.address()
	answerAsked(typeof address === 'object' && address ? address.port : 0)
})
