import { describeClock } from '../../contracts/clock.ts'
import { describeDeliveries } from '../../contracts/deliveries.ts'
import { describeEdits } from '../../contracts/edits.ts'
import { describeNotices } from '../../contracts/notices.ts'
import { describeRecipients } from '../../contracts/recipients.ts'
import { describeStanding } from '../../contracts/standing.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describeRecipients(name, make)
	describeNotices(name, make)
	describeDeliveries(name, make)
	describeStanding(name, make)
	describeEdits(name, make)
	describeClock(name, make)
}
