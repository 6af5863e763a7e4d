import { describeInstallations } from '../../contracts/installations.ts'
import { engines } from './stores.ts'

for (const [name, makeStore] of engines) describeInstallations(name, makeStore)
