import type { JSX } from 'hono/jsx/jsx-runtime'
import { excerpt } from '../../../src/text/rich.ts'
import type { Action, FormView, ShownAttachment, ShownComment, TicketView } from '../../../src/views/view.ts'
import { webAddress } from '../address.ts'
import type { Page } from '../page.ts'
import { ActionButton } from './action.ts'
import type { KeptFile } from './field.tsx'
import { FormBody } from './form.tsx'
import { Facts, Said, StatusPill, Time } from './parts.tsx'
import { Rich } from './rich.tsx'

/** What may stand on a request's page beside it: the form to add to it, with what has arrived already. */
export type TicketExtras = {
	readonly form?: FormView | undefined
	/** The form to write an internal note, for those who may. */
	readonly note?: FormView | undefined
	readonly kept?: readonly KeptFile[]
	readonly said?: { readonly text: string; readonly at?: string | undefined } | undefined
}

/** In characters; a longer comment has a page of its own. */
const excerptLength = 8_000

/** Where on a request's page a comment is. */
export function commentId(sequence: number): string {
	return `comment-${sequence}`
}

/** A request: where it stands, its conversation and the form to add to it. */
export function renderTicket(
	view: TicketView,
	page: Page,
	{ form, note, kept = [], said }: TicketExtras = {},
): JSX.Element {
	const { ticket } = view
	// Adding to it is what the forms below do.
	const below = [form && 'reply', note && 'note']
	const actions = view.actions.filter(action => !below.includes(action.command.do))
	return (
		<>
			<Said text={view.said} />
			{view.back ? (
				<p class="back">
					<ActionButton action={view.back} page={page} quiet />
				</p>
			) : (
				<></>
			)}
			<header class="ticket-head">
				<p class="number">{page.say('ticket.number', { number: String(ticket.number) })}</p>
				<h1 dir="auto">{ticket.subject.trim() || `#${ticket.number}`}</h1>
				<p>
					<StatusPill status={ticket.status} />
				</p>
			</header>
			<div class="ticket">
				<div class="talk">
					<section aria-labelledby="conversation">
						<h2 class="unseen" id="conversation">
							{page.say('portal.conversation')}
						</h2>
						{view.older ? (
							<p class="more">
								<ActionButton action={view.older} page={page} />
							</p>
						) : (
							<></>
						)}
						<ol class="comments">
							{view.comments.map(comment => (
								<li>
									<Comment comment={comment} page={page} single={view.single} />
									<Said text={said?.at === commentId(comment.sequence) ? said.text : undefined} />
								</li>
							))}
						</ol>
						{view.newer ? (
							<p class="more">
								<ActionButton action={view.newer} page={page} />
							</p>
						) : (
							<></>
						)}
					</section>
					{form ? <Reply form={form} page={page} kept={note?.errors ? [] : kept} /> : <></>}
					{note ? <Note form={note} page={page} kept={note.errors ? kept : []} /> : <></>}
				</div>
				<aside aria-labelledby="details">
					<h2 id="details">{page.say('portal.details')}</h2>
					<Facts facts={view.facts} />
					<Doings actions={actions} page={page} />
				</aside>
			</div>
		</>
	)
}

/** How many buttons stand beside a request; of more than that the rest is folded away. */
const mostActions = 6

function Doings({
	actions,
	page,
}: {
	readonly actions: readonly Action[]
	readonly page: Page
}): JSX.Element {
	if (actions.length === 0) return <></>
	const shown = actions.length > mostActions ? actions.slice(0, mostActions - 2) : actions
	const others = actions.slice(shown.length)
	return (
		<>
			<ul class="actions" aria-label={page.say('portal.actions')}>
				{shown.map(action => (
					<li>
						<ActionButton action={action} page={page} />
					</li>
				))}
			</ul>
			{others.length > 0 ? (
				<details class="others">
					<summary>{page.say('portal.more')}</summary>
					<ul class="actions">
						{others.map(action => (
							<li>
								<ActionButton action={action} page={page} />
							</li>
						))}
					</ul>
				</details>
			) : (
				<></>
			)}
		</>
	)
}

type AddProps = { readonly form: FormView; readonly page: Page; readonly kept: readonly KeptFile[] }

/** The form to add to the conversation; agents may begin with what is often said. */
function Reply({ form, page, kept }: AddProps): JSX.Element {
	return (
		<section
			class="reply"
			id="reply"
			tabindex={-1}
			aria-labelledby={form.errors ? 'reply-title reply-errors' : 'reply-title'}
		>
			<h2 id="reply-title">{form.title}</h2>
			<Said text={form.said} />
			<FormBody view={withoutSubject(form)} page={page} kept={kept} prefix="reply" cancel={false} />
		</section>
	)
}

/** Folded away, and never to be taken for an answer. */
function Note({ form, page, kept }: AddProps): JSX.Element {
	return (
		<details class="reply note" id="note" open={form.errors !== undefined || form.said !== undefined}>
			<summary>{form.title}</summary>
			<Said text={form.said} />
			<FormBody view={withoutSubject(form)} page={page} kept={kept} prefix="note" cancel={false} />
		</details>
	)
}

/** On the request's own page it need not be named once more; what sending causes is still said. */
function withoutSubject(form: FormView): FormView {
	return { ...form, intro: form.intro.slice(1) }
}

type CommentProps = { readonly comment: ShownComment; readonly page: Page; readonly single: boolean }

/** One turn of the conversation; a long one is cut where it does not stand alone. */
export function Comment({ comment, page, single }: CommentProps): JSX.Element {
	const { text, cut } = single ? { text: comment.text, cut: false } : excerpt(comment.text, excerptLength)
	const look = comment.note ? 'note' : comment.fromSupport ? 'support' : 'customer'
	return (
		<article class={`comment ${look}`} id={commentId(comment.sequence)} tabindex={-1}>
			<header>
				<span class="avatar" aria-hidden="true">
					{initials(comment.author)}
				</span>
				<h3 dir="auto">{comment.author}</h3>
				{comment.note ? <span class="pill note">{page.say('ticket.note')}</span> : <></>}
				<Time moment={comment.at} />
			</header>
			<Rich text={text} />
			{cut ? (
				<p class="whole">
					<ActionButton action={comment.whole} page={page} quiet />
				</p>
			) : (
				<></>
			)}
			<Attachments files={comment.attachments} page={page} />
		</article>
	)
}

type AttachmentsProps = { readonly files: readonly ShownAttachment[]; readonly page: Page }

function Attachments({ files, page }: AttachmentsProps): JSX.Element {
	if (files.length === 0) return <></>
	return (
		<ul class="files" aria-label={page.say('portal.attachments')}>
			{files.map(file => (
				<li>
					<span class="kind" aria-hidden="true">
						{extension(file.name)}
					</span>
					<span class="file">
						{file.url ? (
							<a href={webAddress(file.url)} dir="auto">
								{file.name}
							</a>
						) : (
							<span dir="auto">{file.name}</span>
						)}
						<span class="detail">{file.detail}</span>
					</span>
				</li>
			))}
		</ul>
	)
}

/** The first letters of the first and last word that have one. */
function initials(name: string): string {
	const words = name.replace(/\(.*\)/, '').match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
	const first = words[0]?.match(/^\p{L}\p{M}*/u)?.[0] ?? '·'
	const last = words.length > 1 ? (words.at(-1)?.match(/^\p{L}\p{M}*/u)?.[0] ?? '') : ''
	return `${first}${last}`.toUpperCase()
}

function extension(name: string): string {
	return /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? '•'
}
