import { compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { answerAsked } from './child.ts'

/*
 * The whole service as `npm start` runs it, by what the environment says.
 */
const app = await compose(readSettings(process.env))
await app.start()
answerAsked(Number(new URL(app.address ?? '').port))
