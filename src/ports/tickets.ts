import type { AccountId, OrganizationId } from '../domain/account.ts'
import type { Attachment, AttachmentId, Comment, IncomingFile } from '../domain/comment.ts'
import type {
	Person,
	Priority,
	Queue,
	QueueItem,
	QueueSort,
	Scope,
	ShownStatus,
	Sort,
	Status,
	StatusCounts,
	Ticket,
	TicketId,
	TicketSummary,
} from '../domain/ticket.ts'
import type { Viewer } from '../rules/access.ts'
import type { SettableStatus } from '../rules/status.ts'
import type { TicketEvent } from './notices.ts'

/** From which surface an act came, for the history: a chat, `web`, `command line`, … */
export type Via = string

/**
 * Who acts, and the key under which the same act arriving twice has its effect once. The rights are read
 * again inside the act's own transaction; a duplicate gets the first one's result.
 */
export type Act = { readonly by: AccountId; readonly via: Via; readonly once?: string }

/**
 * Why an act had no effect. `absent` also stands for a ticket that the person may not see; `closed` and `full`
 * (as many people are copied as can be) are said only to who may change who is copied. `overtaken`: another agent has
 * answered since the comment that this one saw last, or has taken the ticket. `disabled`: the account that a ticket
 * would be opened for is.
 */
export type Refused = {
	readonly refused: 'absent' | 'forbidden' | 'unchanged' | 'closed' | 'full' | 'overtaken' | 'disabled'
}

export type ListQuery = {
	readonly scope: Scope
	readonly status?: ShownStatus
	/**
	 * Words that all must occur in the subject or a comment that the viewer may read. What is found comes newest
	 * ticket first: `sort` is not looked at.
	 */
	readonly search?: string
	/** The order of a list without `search`. */
	readonly sort: Sort
	/** From a {@link ListPage}; a cursor that no page gave is answered with the first page. */
	readonly cursor?: string
	readonly size: number
}

export type ListPage = {
	readonly tickets: readonly TicketSummary[]
	/** Of the whole scope, whatever the filter. */
	readonly counts: StatusCounts
	readonly previous?: string
	readonly next?: string
}

export type Conversation = {
	/** Oldest first. */
	readonly comments: readonly Comment[]
	/** Whether there are comments before the first, or after the last, that the viewer may read. */
	readonly older: boolean
	readonly newer: boolean
}

/**
 * A message in a chat that stands for a comment, named by the platform's adapter: what its author changes there
 * is changed here.
 */
export type Source = string

export type NewTicket = Act & {
	readonly subject: string
	readonly text: string
	readonly files: readonly IncomingFile[]
	/**
	 * The address of whom it is for, by an agent: one without an account gets one that has yet to be proved.
	 * Otherwise the requester is who acts.
	 */
	readonly requester?: string
}

export type Opened = { readonly ticket: Ticket }

/** A comment on a closed ticket opens a follow-up: `ticket` is then the new one, and `followUp` is true. */
export type Commented = { readonly ticket: Ticket; readonly sequence: number; readonly followUp: boolean }

/** A file that still is where its sender put it. */
export type WaitingFile = {
	readonly attachment: Attachment
	readonly platform: string
	readonly source: string
}

/** Where a stored file's bytes are. */
export type StoredFile = { readonly attachment: Attachment; readonly key: string; readonly sha256: string }

export type QueueQuery = {
	readonly queue: Queue
	/** Of those that are not done, when absent; a search looks in those that are done too. */
	readonly status?: Status
	readonly priority?: Priority
	readonly organization?: OrganizationId
	/** As in a list. */
	readonly search?: string
	readonly sort: QueueSort
	readonly cursor?: string
	readonly size: number
}

export type QueuePage = {
	readonly tickets: readonly QueueItem[]
	/** Tickets that are not done, of each queue. */
	readonly counts: Readonly<Record<Queue, number>>
	readonly previous?: string
	readonly next?: string
}

/** One change of a ticket; `from` and `to` in the words of the domain, names for people. */
export type HistoryEntry = {
	readonly id: string
	readonly kind: TicketEvent['kind']
	readonly at: number
	/** Absent where the clock did it. */
	readonly by?: Person
	readonly via: Via
	readonly sequence?: number
	readonly from?: string
	readonly to?: string
}

/** Requests for support. Every read takes who asks and shows only what {@link Viewer} may see. */
export type Tickets = {
	list(viewer: Viewer, query: ListQuery): Promise<ListPage>
	/** How many some lists hold, without reading them: the `counts` of any of their pages. */
	counts(viewer: Viewer, scopes: readonly Scope[]): Promise<ReadonlyMap<Scope, StatusCounts>>
	/** @returns undefined for a number that does not exist or may not be seen */
	find(viewer: Viewer, number: number): Promise<Ticket | undefined>
	/** Comments around a place: the newest, those `before` a sequence, or those from a sequence on. */
	conversation(
		viewer: Viewer,
		ticket: TicketId,
		part: { readonly before?: number; readonly from?: number; readonly size: number },
	): Promise<Conversation>

	/** An agent was shown a conversation up to here; what they were shown before of what comes later stays. */
	saw(shown: { readonly by: AccountId; readonly ticket: TicketId; readonly sequence: number }): Promise<void>
	/** @returns the last comment that an agent was shown, if they were shown any */
	seen(by: AccountId, ticket: TicketId): Promise<number | undefined>

	open(act: NewTicket): Promise<Opened | Refused>
	addComment(
		act: Act & {
			readonly ticket: TicketId
			readonly text: string
			readonly files: readonly IncomingFile[]
			/** Default true; false is an internal note. */
			readonly public?: boolean
			/** What an agent sets in the same act. */
			readonly status?: SettableStatus
			readonly source?: Source
			/** The last comment that an agent had seen when they began to answer; without it nobody is overtaken. */
			readonly seen?: number
		},
	): Promise<Commented | Refused>
	/**
	 * Changes the text of a comment of one's own; of a closed ticket nothing changes.
	 * @param restore brings back one that was withdrawn, too, though not its files
	 */
	editComment(
		act: Act & { readonly source: Source; readonly text: string; readonly restore?: boolean },
	): Promise<Opened | Refused>
	/** Takes a comment of one's own back: its place in the sequence stays, its text and files go. */
	withdrawComment(act: Act & { readonly source: Source }): Promise<Opened | Refused>
	setStatus(
		act: Act & { readonly ticket: TicketId; readonly status: SettableStatus },
	): Promise<Opened | Refused>
	/** Assigning makes a new ticket open. @param act.free only while nobody else has it, else it is `overtaken` */
	assign(
		act: Act & { readonly ticket: TicketId; readonly assignee: AccountId | undefined; readonly free?: true },
	): Promise<Opened | Refused>
	setPriority(
		act: Act & { readonly ticket: TicketId; readonly priority: Priority },
	): Promise<Opened | Refused>
	/**
	 * By an agent: closes a duplicate. Its requester and those copied on it are copied on the other one, as far as
	 * there is room: for the requester at least. They are told once, of the duplicate; an internal note on each names
	 * the other. Neither may be closed, nor the same.
	 * @returns the one in which it goes on
	 */
	merge(act: Act & { readonly ticket: TicketId; readonly into: TicketId }): Promise<Opened | Refused>
	/** By the requester of a solved or closed ticket; a later one counts. */
	rate(
		act: Act & { readonly ticket: TicketId; readonly good: boolean; readonly text?: string },
	): Promise<Opened | Refused>
	/** Anyone on a ticket may remove themselves; adding an address without an account makes an unproved one. */
	addCc(act: Act & { readonly ticket: TicketId; readonly email: string }): Promise<Opened | Refused>
	removeCc(act: Act & { readonly ticket: TicketId; readonly email: string }): Promise<Opened | Refused>

	/** What support has before it; nothing for whoever is no agent. */
	queue(viewer: Viewer, query: QueueQuery): Promise<QueuePage>
	/** Every change of a ticket, newest first; nothing for whoever is no agent. @param before an entry's id */
	history(
		viewer: Viewer,
		ticket: TicketId,
		part: { readonly before?: string; readonly size: number },
	): Promise<readonly HistoryEntry[]>
	/**
	 * Records once for each target of up to `count` unsolved tickets that it is about to be missed.
	 * @param by targets that are due by then
	 * @returns how many
	 */
	warnOfTargets(by: number, count: number): Promise<number>
	/**
	 * Closes up to `count` solved tickets on which nothing has happened since `before`, or reminds the requesters
	 * of as many that wait for them, each once until something happens. Safe to be called by several at once.
	 * @returns how many
	 */
	closeSolved(before: number, count: number): Promise<number>
	remind(before: number, count: number): Promise<number>

	/** @returns the stored file, if the viewer may read the comment that it is on */
	file(viewer: Viewer, id: AttachmentId): Promise<StoredFile | undefined>
	waitingFile(id: AttachmentId): Promise<WaitingFile | undefined>
	fileArrived(
		id: AttachmentId,
		file: { readonly key: string; readonly sha256: string; readonly size: number },
	): Promise<void>
	fileLost(id: AttachmentId): Promise<void>
	/**
	 * Counts bytes that someone is about to upload.
	 * @param aDay how many an account may in 24 hours
	 * @returns false, and counts nothing, when they no longer fit
	 */
	takeUpload(upload: {
		readonly by: AccountId
		readonly bytes: number
		readonly aDay: number
	}): Promise<boolean>
	/** @returns those of some keys of stored files that no comment has, and no draft either */
	unusedFiles(keys: readonly string[]): Promise<readonly string[]>

	/** The tickets that someone opened, oldest first, each with the comments that they may read. */
	exportFor(
		viewer: Viewer,
	): AsyncIterable<{ readonly ticket: Ticket; readonly comments: AsyncIterable<Comment> }>
	/**
	 * What someone wrote that {@link exportFor} leaves out: on tickets of others, whether they may see these still
	 * or not, and notes on their own that they may no longer read. It is theirs, and nothing of the tickets comes along.
	 */
	writtenBy(viewer: Viewer): AsyncIterable<Omit<Comment, 'author'> & { readonly number: number }>
}
