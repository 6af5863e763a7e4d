import type { Tickets } from '../../../src/ports/tickets.ts'
import { can, factsOf } from '../../../src/rules/access.ts'
import { type Store, transact } from '../store.ts'
import { addCc, removeCc } from './cc.ts'
import { closeSolved, remind, warnOfTargets } from './clock.ts'
import { addComment } from './comment.ts'
import { conversation } from './conversation.ts'
import { editComment, withdrawComment } from './edit.ts'
import { exportFor, writtenBy } from './export.ts'
import { file, fileArrived, fileLost, takeUpload, unusedFiles, waitingFile } from './files.ts'
import { history } from './history.ts'
import { counts, list } from './list.ts'
import { merge } from './merge.ts'
import { openTicket } from './open.ts'
import { setPriority } from './priority.ts'
import { queue } from './queue.ts'
import { rate } from './rate.ts'
import { readTicket } from './read.ts'
import { saw, seen } from './seen.ts'
import { assign, setStatus } from './status.ts'

export function databaseTickets(store: Store): Tickets {
	return {
		list: (viewer, query) => list(store, viewer, query),
		counts: (viewer, scopes) => counts(store, viewer, scopes),
		async find(viewer, number) {
			const ticket = await readTicket(store, Number.isSafeInteger(number) ? number : undefined)
			return ticket && can(viewer, 'see', factsOf(ticket)) ? ticket : undefined
		},
		conversation: (viewer, ticket, part) => conversation(store, viewer, ticket, part),
		open: act => openTicket(store, act),
		saw: shown => saw(store, shown),
		seen: (by, ticket) => seen(store, by, ticket),
		addComment: act => addComment(store, act),
		editComment: act => editComment(store, act),
		withdrawComment: act => withdrawComment(store, act),
		setStatus: act => setStatus(store, act),
		assign: act => assign(store, act),
		setPriority: act => setPriority(store, act),
		merge: act => merge(store, act),
		rate: act => rate(store, act),
		addCc: act => addCc(store, act),
		removeCc: act => removeCc(store, act),
		queue: (viewer, query) => queue(store, viewer, query),
		history: (viewer, ticket, part) => history(store, viewer, ticket, part),
		warnOfTargets: (by, count) => warnOfTargets(store, by, count),
		closeSolved: (before, count) => closeSolved(store, before, count),
		remind: (before, count) => remind(store, before, count),
		file: (viewer, id) => file(store, viewer, id),
		waitingFile: id => waitingFile(store, id),
		fileArrived: (id, arrived) => fileArrived(store, id, arrived),
		fileLost: id => fileLost(store, id),
		takeUpload: upload => transact(store, change => takeUpload(change, upload)),
		unusedFiles: keys => unusedFiles(store, keys),
		exportFor: viewer => exportFor(store, viewer),
		writtenBy: viewer => writtenBy(store, viewer),
	}
}
