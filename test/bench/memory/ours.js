/*
 * The service as it is built, with Slack and Teams.
 */
const built = new URL('../../../dist/adapters/', import.meta.url)
const { compose } = await import(new URL('main.js', built).href)
const { readSettings } = await import(new URL('settings.js', built).href)
const { answerAsked } = await import('./child.js')
const app = await compose(readSettings(process.env))
await app.start()
answerAsked(Number(new URL(app.address).port))
