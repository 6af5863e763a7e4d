import { describeAnswers } from '../../contracts/answers.ts'
import { describeDesk } from '../../contracts/desk.ts'
import { describeQueue } from '../../contracts/queue.ts'
import { describeRights } from '../../contracts/rights.ts'
import { describeTriage } from '../../contracts/triage.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describeQueue(name, make)
	describeDesk(name, make)
	describeTriage(name, make)
	describeAnswers(name, make)
	describeRights(name, make)
}
