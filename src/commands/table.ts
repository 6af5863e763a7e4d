import { answer, answers } from '../features/answers.ts'
import { assign } from '../features/assign.ts'
import { cc } from '../features/cc.ts'
import { connect } from '../features/connect.ts'
import { disconnect, whoami } from '../features/connection.ts'
import { deliveries } from '../features/deliveries.ts'
import { edit, withdraw } from '../features/edit.ts'
import { help } from '../features/help.ts'
import { history } from '../features/history.ts'
import { home } from '../features/home.ts'
import { list, search } from '../features/lists.ts'
import { merge } from '../features/merge.ts'
import { newTicket } from '../features/new.ts'
import { note } from '../features/note.ts'
import { notify } from '../features/notify.ts'
import { discard, offer } from '../features/offer.ts'
import { exportData, forget } from '../features/own-data.ts'
import { language, mute, unmute } from '../features/preferences.ts'
import { queue } from '../features/queue.ts'
import { rate } from '../features/rate.ts'
import { reply } from '../features/reply.ts'
import { priority } from '../features/set-priority.ts'
import { status } from '../features/set-status.ts'
import { forgot, signup } from '../features/sign-up.ts'
import { solve } from '../features/solve.ts'
import { take } from '../features/take.ts'
import { comment, view } from '../features/ticket.ts'
import { triage } from '../features/triage.ts'
import type { CommandName } from './command.ts'
import type { Definition } from './definition.ts'

/**
 * The one table of commands: the words people type, who may use them, the help and the platforms' hints all
 * come from here, in this order.
 */
export const table: { readonly [N in CommandName]: Definition<N> } = {
	list,
	view,
	reply,
	new: newTicket,
	solve,
	cc,
	connect,
	disconnect,
	whoami,
	signup,
	forgot,
	notify,
	mute,
	unmute,
	language,
	export: exportData,
	forget,
	rate,
	queue,
	take,
	assign,
	note,
	status,
	priority,
	merge,
	history,
	deliveries,
	answers,
	answer,
	triage,
	help,
	home,
	search,
	comment,
	offer,
	discard,
	edit,
	withdraw,
}
