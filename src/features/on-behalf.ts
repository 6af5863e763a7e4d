import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import { type Account, fullName } from '../domain/account.ts'
import { normalizeEmail } from '../rules/email.ts'
import { emailLength } from '../rules/limits.ts'
import type { Field } from '../views/view.ts'

/**
 * Whom a request is opened for: an agent's `for ada@example.com` before the subject says it. For anyone else the
 * same words are part of the subject.
 */
export function onBehalf({ account }: Connected, command: CommandOf<'new'>): CommandOf<'new'> {
	if (account.role === 'user') {
		const { requester: _, ...own } = command
		return command.requester === undefined ? command : own
	}
	if (command.sent || command.requester !== undefined) return command
	const [, email = '', rest = ''] = /^(?:for|per)\s+(\S+)\s*([^]*)$/i.exec(command.subject ?? '') ?? []
	if (!normalizeEmail(email)) return command
	const { subject: _, ...others } = command
	return { ...others, requester: email, ...(rest && { subject: rest }) }
}

/** The account that it is for, made now where the address has none; undefined where it is one's own. */
export async function requesterFor(
	{ ports, account, actor }: Connected,
	command: CommandOf<'new'>,
): Promise<Account | undefined> {
	const email = command.requester === undefined ? undefined : normalizeEmail(command.requester)
	if (!email || email === account.email) return undefined
	const unknown = { email, firstName: '', lastName: '', role: 'user' as const, proved: false }
	return (
		(await ports.accounts.byEmail(email)) ??
		(await ports.accounts.add(unknown, { by: account.id, via: actor.via })) ??
		// Someone else has added it since it was looked for.
		(await ports.accounts.byEmail(email))
	)
}

/** What the form says of whom it is for. */
export async function forForm(
	{ say, ports }: Connected,
	requester: string,
): Promise<{ readonly intro: string; readonly fields: readonly Field[] }> {
	const email = normalizeEmail(requester)
	const account = email && (await ports.accounts.byEmail(email))
	return {
		intro: account
			? say('new.for', { name: fullName(account), email: account.email })
			: say('new.for.unknown', { email: email ?? requester }),
		fields: [
			{
				type: 'email',
				name: 'requester',
				label: say('ticket.requester'),
				hint: say('new.for.hint'),
				maxLength: emailLength,
				value: requester,
			},
		],
	}
}
