/*
 * The service as it is built, with Slack and Teams, by a clock that is set ahead by as many milliseconds as it is told.
 */
const built = new URL('../../../dist/adapters/', import.meta.url)
const { compose } = await import(new URL('main.js', built).href)
const { readSettings } = await import(new URL('settings.js', built).href)
const { answerAsked } = await import('./child.js')
let ahead = 0
process.on('message', said => {
	if (typeof said === 'number') ahead = said
})
const app = await compose(readSettings(process.env), { clock: { now: () => Date.now() + ahead } })
await app.start()
answerAsked(Number(new URL(app.address).port))
