import { describeApiTokens } from '../../contracts/api-tokens.ts'
import { engines } from './stores.ts'

for (const [name, makeStore] of engines) describeApiTokens(name, makeStore)
