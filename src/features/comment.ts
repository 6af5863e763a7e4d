import type { Speaking } from '../commands/context.ts'
import { fullName } from '../domain/account.ts'
import type { Attachment, Comment } from '../domain/comment.ts'
import type { Person } from '../domain/ticket.ts'
import { parseMarkdown } from '../text/markdown.ts'
import type { ShownComment } from '../views/view.ts'

/**
 * One comment as someone is shown it.
 * @param address where that person reads a file, if it is linked to
 */
export function shownComment(
	context: Speaking,
	number: number,
	comment: Comment,
	address?: (file: Attachment) => string,
): ShownComment {
	const { say, format } = context
	const written = format.moment(comment.createdAt)
	return {
		sequence: comment.sequence,
		author: authorName(context, comment.author),
		fromSupport: comment.author.role !== 'user',
		note: !comment.public,
		at: {
			at: comment.createdAt,
			text: comment.editedAt && !comment.withdrawn ? say('comment.edited', { date: written }) : written,
		},
		text: comment.withdrawn
			? [{ kind: 'paragraph', spans: [{ text: say('comment.withdrawn'), italic: true }] }]
			: parseMarkdown(comment.text),
		attachments: comment.attachments.map(file => {
			const { id, name } = file
			const size = format.size(file.size)
			if (file.state !== 'stored') return { id, name, detail: say(`attachment.${file.state}`, { size }) }
			return { id, name, detail: size, ...(address && { url: address(file) }) }
		}),
		whole: {
			label: say('ticket.whole'),
			command: { do: 'comment', number, sequence: comment.sequence },
		},
	}
}

/** How someone is named to a reader; whoever speaks for support is marked. */
export function authorName({ say, account }: Pick<Speaking, 'say' | 'account'>, author: Person): string {
	const name = author.id === account.id ? fullName(account) : author.name
	return author.role === 'user' ? name : say('ticket.support', { name })
}
