import { answerAsked } from './child.js'

/*
 * The whole service as `npm start` runs it, built, by what the environment says.
 */
const built = new URL('../../../dist/adapters/', import.meta.url)
const { compose } = await import(new URL('main.js', built).href)
const { readSettings } = await import(new URL('settings.js', built).href)
const app = await compose(readSettings(process.env))
await app.start()
answerAsked(Number(new URL(app.address).port))
