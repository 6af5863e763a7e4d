import type { JSX } from 'hono/jsx/jsx-runtime'
import { writeCommand } from '../../../src/commands/command.ts'
import type { NoticeView } from '../../../src/views/view.ts'
import { addressOf, formAddressOf } from '../address.ts'
import type { Page } from '../page.ts'
import { Actions } from './action.ts'
import { WebForm } from './form.tsx'
import { Said, StatusPill, Time } from './parts.tsx'
import { Comment } from './ticket.tsx'

/** News of a request, where it stands now, and the form to answer. */
export function renderNotice(view: NoticeView, page: Page): JSX.Element {
	const { ticket, news, latest, reply } = view
	// Answering is the form below.
	const actions = view.actions.filter(({ command }) => !reply || command.do !== 'reply')
	return (
		<article class="notice">
			<Said text={view.said} />
			<header class="ticket-head">
				<h1 dir="auto">{view.title}</h1>
				<p class="subject">
					<a href={addressOf({ do: 'view', number: ticket.number })} dir="auto">
						{ticket.subject.trim() || page.say('ticket.number', { number: String(ticket.number) })}
					</a>{' '}
					<StatusPill status={ticket.status} />
				</p>
			</header>
			{news.length > 0 ? (
				<ol class="news">
					{news.map(({ headline, at, comment }) => (
						<li>
							<h2 dir="auto">{headline}</h2>
							<p class="detail">
								<Time moment={at} />
							</p>
							{comment ? <Comment comment={comment} page={page} single={false} /> : <></>}
						</li>
					))}
				</ol>
			) : (
				<></>
			)}
			{latest ? (
				<section class="news" aria-labelledby="latest">
					<h2 id="latest">{page.say('web.notice.latest')}</h2>
					<Comment comment={latest} page={page} single={false} />
				</section>
			) : (
				<></>
			)}
			{reply ? <Reply reply={reply} page={page} /> : <></>}
			<Actions actions={actions} page={page} />
		</article>
	)
}

type ReplyProps = { readonly reply: NonNullable<NoticeView['reply']>; readonly page: Page }

function Reply({ reply, page }: ReplyProps): JSX.Element {
	const { label, hint, placeholder, command, submit } = reply
	return (
		<section class="reply" aria-label={label}>
			<WebForm
				page={page}
				action={formAddressOf(command)}
				command={writeCommand(command)}
				fields={[{ type: 'text', name: 'text', label, placeholder, ...(hint !== undefined && { hint }) }]}
				submit={submit}
				prefix="reply"
			/>
		</section>
	)
}
