import type { Command } from '../commands/command.ts'
import type { Locale } from '../domain/account.ts'
import type { AttachmentId } from '../domain/comment.ts'
import type { Scope, ShownStatus, StatusCounts } from '../domain/ticket.ts'
import type { RichText } from '../text/rich.ts'

/**
 * What a person is shown. Each view says what, in the person's words; the adapters say how it looks.
 * Strings named `text`, `label` and so on are plain text, whoever wrote them: no sink may parse them.
 */
export type View = ListView | TicketView | FormView | MessageView | HelpView | HomeView | NoticeView

export type ViewKind = View['kind']

type Base = {
	readonly locale: Locale
	/** What the act that led here has caused, in a sentence, to be shown on top. */
	readonly said?: string
}

/** What one can do next. A label is short: at most 40 characters. */
export type Action = {
	readonly label: string
	readonly command: Command
	/** `main`: what most people want next. `danger`: what is hard to take back. */
	readonly weight?: 'main' | 'danger'
	/** Of a form: what is filled in goes along, under the fields' names, as when the form is sent. */
	readonly keeps?: true
}

/** An address to open in a browser. */
export type Link = { readonly label: string; readonly url: string }

/** A point in time, and how it reads for this person. */
export type Moment = { readonly at: number; readonly text: string }

/** A choice among a few; `command` is what choosing it asks. */
export type Option = { readonly label: string; readonly command: Command; readonly chosen: boolean }
export type Choice = {
	readonly name: 'scope' | 'status' | 'sort' | 'priority' | 'organization'
	readonly label: string
	readonly options: readonly Option[]
}

export type ShownTicket = {
	readonly number: number
	readonly subject: string
	readonly status: { readonly shown: ShownStatus; readonly label: string }
}

/** One line of a list. */
export type ListItem = ShownTicket & {
	/** The second line: who asked, since when. */
	readonly detail: string
	readonly activity: Moment
	readonly open: Action
}

/** One of the three lists. */
export type ListView = Base & {
	readonly kind: 'list'
	/** `queue`: of support. */
	readonly scope: Scope | 'queue'
	readonly title: string
	/** How many there are per shown status, in words. */
	readonly summary: string
	/** Absent for the queue. */
	readonly counts?: StatusCounts
	readonly choices: readonly Choice[]
	/** The words searched for, with the way to clear them. */
	readonly searched?: { readonly words: string; readonly label: string; readonly clear: Action }
	readonly items: readonly ListItem[]
	/** What to say where there are none. */
	readonly empty?: string
	readonly previous?: Action
	readonly next?: Action
	readonly actions: readonly Action[]
}

export type ShownAttachment = {
	readonly id: AttachmentId
	readonly name: string
	/** Size, or what is the matter with it. */
	readonly detail: string
	/** Absent while its bytes are not here. */
	readonly url?: string
}

export type ShownComment = {
	readonly sequence: number
	readonly author: string
	/** Whether support wrote it. */
	readonly fromSupport: boolean
	/** An internal note, for agents only. */
	readonly note: boolean
	readonly at: Moment
	readonly text: RichText
	readonly attachments: readonly ShownAttachment[]
	/** Asks for the comment in full, where a platform cannot show all of it. */
	readonly whole: Action
}

/** One request: where it stands and its conversation. */
export type TicketView = Base & {
	readonly kind: 'ticket'
	readonly ticket: ShownTicket
	/** Label and value, in order: requester, organization, assignee, opened, … */
	readonly facts: readonly { readonly label: string; readonly value: string }[]
	/** Oldest first; the last is the newest of this page. */
	readonly comments: readonly ShownComment[]
	/** A comment shown in full and alone. */
	readonly single: boolean
	readonly older?: Action
	readonly newer?: Action
	readonly actions: readonly Action[]
	readonly back?: Action
	/** The same on the web. */
	readonly web: Link
}

export type Field = {
	readonly name: string
	readonly label: string
	readonly hint?: string
	/** `if another is filled`: one of several may be left empty, but not all of them; the hint says so. */
	readonly optional?: boolean | 'if another is filled'
} & (
	| {
			readonly type: 'line' | 'text' | 'email' | 'code'
			readonly value?: string
			readonly placeholder?: string
			/** UTF-16 units. */
			readonly maxLength?: number
	  }
	| {
			readonly type: 'choice'
			readonly options: readonly { readonly value: string; readonly label: string }[]
			readonly value?: string
	  }
	| { readonly type: 'files'; readonly most: number; readonly bytes: number }
)

/** One thing that happened to a request. */
export type News = {
	/** Who did what, e.g. “Diego Neri (support) answered”. */
	readonly headline: string
	readonly at: Moment
	/** What was said, if anything. */
	readonly comment?: ShownComment
}

/** News of one request, as someone hears it who has not asked, and where it stands now. */
export type NoticeView = Base & {
	readonly kind: 'notice'
	readonly ticket: ShownTicket
	/** The news in a line, as a phone shows it, with the request's number. */
	readonly title: string
	/** Oldest first; what is new since the person was last told. None where only the state is shown anew. */
	readonly news: readonly News[]
	/** The last that was said in the conversation, where the news does not hold it. */
	readonly latest?: ShownComment
	/** Answering in place, where a platform can; what is typed is added to `command` as `text`. */
	readonly reply?: {
		readonly label: string
		readonly placeholder: string
		/** What sending it will cause. */
		readonly hint?: string
		readonly command: Command
		readonly submit: string
		/** How to answer where one answers a message by writing under it. */
		readonly how: string
	}
	/** Open, reply (in a form), mark as solved, mute. */
	readonly actions: readonly Action[]
	readonly web: Link
}

/** Something to fill in; what is typed is added to `command` under the fields' names. */
export type FormView = Base & {
	readonly kind: 'form'
	/** At most 24 characters. */
	readonly title: string
	/** What this is about and what sending it will cause. */
	readonly intro: readonly string[]
	readonly fields: readonly Field[]
	readonly command: Command
	/** At most 24 characters, as are the labels below. */
	readonly submit: string
	readonly cancel: string
	/** By field name; what was typed stays. */
	readonly errors?: Readonly<Record<string, string>>
	/** Other ways on. */
	readonly actions: readonly Action[]
	/** Files that come along without being chosen here. */
	readonly carried: readonly string[]
}

/** A few sentences and what to do next: an answer, a refusal, a question before something grave. */
export type MessageView = Base & {
	readonly kind: 'message'
	/** `refused`: nothing has changed. `question`: waits for one of the actions. */
	readonly tone: 'done' | 'info' | 'question' | 'refused'
	/** Of a refusal: what was asked for is not there, or not for them to see; or something broke on our side. */
	readonly why?: 'absent' | 'failed' | 'unavailable'
	readonly title: string
	readonly paragraphs: readonly string[]
	readonly facts: readonly { readonly label: string; readonly value: string }[]
	readonly actions: readonly Action[]
	readonly links: readonly Link[]
}

/** What can be typed, for this person's role. */
export type HelpView = Base & {
	readonly kind: 'help'
	readonly title: string
	readonly intro: readonly string[]
	readonly sections: readonly {
		readonly title: string
		readonly entries: readonly { readonly usage: string; readonly does: string; readonly example?: string }[]
	}[]
	readonly actions: readonly Action[]
}

/** The place to start from: the three lists at a glance and whether the person is connected. */
export type HomeView = Base & {
	readonly kind: 'home'
	readonly title: string
	/** Who the person is here, or why to connect. */
	readonly intro: readonly string[]
	readonly lists: readonly {
		readonly scope: Scope
		readonly title: string
		readonly summary: string
		readonly items: readonly ListItem[]
		readonly empty?: string
		readonly all: Action
	}[]
	readonly actions: readonly Action[]
}
