import { describeWebhooks } from '../../contracts/webhooks.ts'
import { engines } from './stores.ts'

for (const [name, makeStore] of engines) describeWebhooks(name, makeStore)
