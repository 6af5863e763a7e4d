import { once } from 'node:events'
import { get } from 'node:http'

/*
 * The service as it is built, with Slack and Teams, up to its first answer.
 */
const built = new URL('../../../dist/adapters/', import.meta.url)
const { compose } = await import(new URL('main.js', built).href)
const { readSettings } = await import(new URL('settings.js', built).href)
const app = await compose(readSettings(process.env))
await app.start()
const [response] = await once(get(`${app.address}/sign-in`), 'response')
await once(response.resume(), 'end')
if (response.statusCode !== 200) throw new Error(`answered ${response.statusCode}`)
const { sayReady } = await import('./child.js')
sayReady()
