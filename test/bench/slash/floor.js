import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { answerAsked } from '../served/child.js'

/*
 * What cannot be gone below with the given parts: Bolt's own receiver, which checks the signature, with one listener
 * that acknowledges and says nothing.
 */
const [signingSecret = ''] = process.argv.slice(2)
const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR })
const app = new App({ receiver, authorize: async () => ({ botToken: 'xoxb-1' }), logLevel: LogLevel.ERROR })
app.command('/tickets', async ({ ack }) => ack())
const server = await receiver.start(0)
const address = server.address()
answerAsked(typeof address === 'object' && address ? address.port : 0)
