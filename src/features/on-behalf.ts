import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import { fullName } from '../domain/account.ts'
import { normalizeEmail } from '../rules/email.ts'
import { emailLength } from '../rules/limits.ts'
import type { Field } from '../views/view.ts'

/**
 * Whom a request is opened for: an agent's `for ada@example.com` before the subject says it. For anyone else the
 * same words are part of the subject.
 * @returns undefined where it is for somebody and whoever asks is no agent, or no longer: it would become their own
 */
export function onBehalf({ account }: Connected, command: CommandOf<'new'>): CommandOf<'new'> | undefined {
	if (account.role === 'user') return command.requester === undefined ? command : undefined
	if (command.sent || command.requester !== undefined) return command
	const [, email = '', rest = ''] = /^(?:for|per)\s+(\S+)\s*([^]*)$/i.exec(command.subject ?? '') ?? []
	if (!normalizeEmail(email)) return command
	const { subject: _, ...others } = command
	return { ...others, requester: email, ...(rest && { subject: rest }) }
}

/** What an agent's form says of whom it is for: themselves, where they do not say. */
export async function forForm(
	{ say, ports, account: own }: Connected,
	requester: string | undefined,
): Promise<{ readonly intro?: string; readonly field: Field; readonly refused?: string }> {
	const email = requester === undefined ? undefined : normalizeEmail(requester)
	const account = email && email !== own.email ? await ports.accounts.byEmail(email) : undefined
	return {
		...(email && email !== own.email && { intro: introOf() }),
		field: {
			type: 'email',
			name: 'requester',
			label: say('ticket.requester'),
			hint: say('new.for.hint'),
			optional: true,
			maxLength: emailLength,
			...(requester && { value: requester }),
		},
		...(account?.disabled && { refused: say('new.for.disabled', { email: account.email }) }),
	}

	function introOf(): string {
		return account
			? say('new.for', { name: fullName(account), email: account.email })
			: say('new.for.unknown', { email: email ?? '' })
	}
}
