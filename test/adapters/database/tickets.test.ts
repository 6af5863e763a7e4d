import { describeAttachments } from '../../contracts/attachments.ts'
import { describeTickets } from '../../contracts/tickets.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describeTickets(name, make)
	describeAttachments(name, make)
}
