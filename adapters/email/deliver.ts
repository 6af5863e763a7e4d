import { emailLength } from '../../src/rules/limits.ts'
import { type Clock, LetterRefused, type Mailer } from '../../src/ports/outside.ts'
import type { Message } from './app.ts'
import { pageAddress } from './render/address.ts'
import { fitted } from './render/fit.ts'
import { letterHtml } from './render/letter.tsx'
import { letterText, plain } from './render/text.ts'

/** Letters to one way of posting them, from one sender. */
export function deliverTo(
	post: { send(message: Message): Promise<void> },
	from: Message['from'],
	clock: Clock,
): Mailer {
	return {
		async send(letter, { to, messageId }) {
			if (!isOneAddress(to)) throw new LetterRefused('not one plain address')
			if (!/^[^\s<>@\p{Cc}]+@[^\s<>@\p{Cc}]+$/u.test(messageId)) throw new Error('not a message id')
			const { thread } = letter
			if (thread !== undefined && !/^[a-z0-9.-]+$/.test(thread)) throw new Error('not the name of a thread')
			const unsubscribe = letter.unsubscribe && pageAddress(letter.unsubscribe.url)
			const whole = fitted(letter)
			await post.send({
				from,
				to,
				messageId,
				date: clock.now(),
				locale: letter.locale,
				subject: subjectOf(letter.subject),
				html: letterHtml(whole),
				text: letterText(whole),
				...(thread !== undefined && { thread: `${thread}${messageId.slice(messageId.lastIndexOf('@'))}` }),
				...(unsubscribe !== undefined && { unsubscribe }),
			})
		},
	}
}

/** A line break would begin another header, and what looks like an encoded word (RFC 2047) would be decoded. */
function subjectOf(text: string): string {
	return plain(text).replaceAll(/\s+/gu, ' ').trim().replaceAll('=?', '=\u2060?')
}

/**
 * One address and nothing else, whoever checked it before: a line break or a comma becomes another recipient
 * further on. Nothing that needs quoting (RFC 5321, section 4.1.2).
 */
export function isOneAddress(text: string): boolean {
	return text.length <= emailLength && /^[^\s\p{C}@<>()[\]\\,;:"]+@[^\s\p{C}@<>()[\]\\,;:"]+$/u.test(text)
}
