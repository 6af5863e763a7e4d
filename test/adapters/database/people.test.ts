import { describeAccounts } from '../../contracts/accounts.ts'
import { describeDrafts } from '../../contracts/drafts.ts'
import { describeJobs } from '../../contracts/jobs.ts'
import { describeLinks } from '../../contracts/links.ts'
import { describeSpeaking } from '../../contracts/speaking.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describeAccounts(name, make)
	describeLinks(name, make)
	describeSpeaking(name, make)
	describeDrafts(name, make)
	describeJobs(name, make)
}
