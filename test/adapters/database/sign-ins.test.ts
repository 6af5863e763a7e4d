import { describeAsking } from '../../contracts/asking.ts'
import { describePortalCodes } from '../../contracts/portal-codes.ts'
import { describeSessions } from '../../contracts/sessions.ts'
import { describeSignIns } from '../../contracts/sign-ins.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describeAsking(name, make)
	describeSignIns(name, make)
	describeSessions(name, make)
	describePortalCodes(name, make)
}
