import type { Priority, Queue, QueueSort, Status } from '../domain/ticket.ts'

/*
 * How agents type what they filter by and set. English and Italian are understood alike, whatever language the
 * answers are in.
 */

export const queueWords: Readonly<Record<string, Queue>> = {
	unassigned: 'unassigned',
	mine: 'mine',
	all: 'all',
	libere: 'unassigned',
	mie: 'mine',
	tutte: 'all',
}

export const statusWords: Readonly<Record<string, Status>> = {
	new: 'new',
	open: 'open',
	pending: 'pending',
	hold: 'hold',
	solved: 'solved',
	closed: 'closed',
	nuova: 'new',
	nuove: 'new',
	aperta: 'open',
	aperte: 'open',
	attesa: 'pending',
	pausa: 'hold',
	risolta: 'solved',
	risolte: 'solved',
	chiusa: 'closed',
	chiuse: 'closed',
}

export const priorityWords: Readonly<Record<string, Priority>> = {
	low: 'low',
	normal: 'normal',
	high: 'high',
	urgent: 'urgent',
	bassa: 'low',
	normale: 'normal',
	alta: 'high',
	urgente: 'urgent',
}

/** Behind `sort:`. */
export const queueSortWords: Readonly<Record<string, QueueSort>> = {
	waiting: 'waiting',
	due: 'due',
	activity: 'activity',
	created: 'created',
	attesa: 'waiting',
	scadenza: 'due',
	attività: 'activity',
	apertura: 'created',
}
