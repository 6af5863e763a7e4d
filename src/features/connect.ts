import type { Command } from '../commands/command.ts'
import type { Context } from '../commands/context.ts'
import type { Asked, Definition } from '../commands/definition.ts'
import { type Account, fullName } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import { maskEmail, normalizeEmail } from '../rules/email.ts'
import { connectCode, emailLength } from '../rules/limits.ts'
import type { FormView, View } from '../views/view.ts'
import { emailRefused } from './asking.ts'
import { codeHash, looksLikeCode, portalCodeHash } from './codes.ts'
import { tooMuch } from './numbers.ts'
import { message, refusal } from './message.ts'

const home: Command = { do: 'home' }

/**
 * Links a chat identity to an account, by a code mailed to the account's address or shown by the portal to
 * whoever is signed in there: the address, the code, and a look at whose account it is before anything
 * happens. What waited continues afterwards.
 */
export const connect: Definition<'connect'> = {
	for: 'anyone',
	spoken: {
		words: ['connect', 'collega'],
		usage: 'usage.connect',
		does: 'help.connect',
		section: 'account',
		read: ({ rest }) => {
			if (!rest) return { do: 'connect' }
			// Anything else is something to say that begins with this word, and costs no try.
			return looksLikeCode(rest) ? { do: 'connect', code: rest } : tooMuch('usage.connect', rest)
		},
	},
	async run(context, command) {
		const { say, account, identity } = context
		if (!identity)
			return account ? context.run(command.next ?? home) : refusal(context, say('refused.account'))
		if (command.sure === 'no') return message(context, { tone: 'done', title: say('connect.cancelled') })
		if (account) return alreadyConnected(context, account, command.next)
		if (command.code) return withCode(context, identity, command, command.code)
		if (!command.sent) return addressForm(context, command)
		const email = normalizeEmail(command.email ?? '')
		if (!email) {
			return addressForm(context, command, emailRefused(say, command.email ?? ''))
		}
		const asked = await context.ports.links.askCode({
			identity,
			name: context.chat.name,
			email,
			locale: context.locale,
			...(context.actor.once && { once: context.actor.once }),
		})
		if (asked === 'too many') return addressForm(context, command, say('connect.tooMany'))
		return codeForm(context, { ...command, email })
	},
}

async function alreadyConnected(
	context: Context,
	account: Account,
	next: Command | undefined,
): Promise<View> {
	if (next) return context.run(next)
	const { say } = context
	return message(context, {
		tone: 'info',
		title: say('connect.already', { name: fullName(account), email: account.email }),
		actions: [
			{ label: say('scope.requested'), command: { do: 'list', scope: 'requested' }, weight: 'main' },
			{ label: say('home.disconnect'), command: { do: 'disconnect' } },
		],
	})
}

async function withCode(
	context: Context,
	identity: Identity,
	command: Asked<'connect'>,
	code: string,
): Promise<View> {
	const { say, ports } = context
	const hash = codeHash(ports.secrets, identity, code)
	const portal = portalCodeHash(ports.secrets, code)
	if (command.sure) {
		const account = await ports.links.link({
			identity,
			name: context.chat.name,
			hash,
			portal,
			locale: context.locale,
			...(context.actor.once && { once: context.actor.once }),
		})
		if (!account) return refusal(context, say('connect.expired'), [connectAction(context, command.next)])
		const said = say('connect.done', { name: fullName(account) })
		const view = await context.run(command.next ?? { do: 'list', scope: 'requested' })
		if (view.kind === 'form') return { ...view, said }
		const undo = { label: say('home.disconnect'), command: { do: 'disconnect' as const } }
		return { ...view, said, actions: [...view.actions, undo] }
	}
	const tried = await ports.links.tryCode(identity, hash, portal)
	if ('left' in tried) {
		return codeForm(context, command, say('connect.code.wrong', { left: tried.left }))
	}
	const { account } = tried
	const whose = { name: fullName(account), email: maskEmail(account.email) }
	return message(context, {
		tone: 'question',
		title: say('connect.sure.title'),
		paragraphs: [
			account.organization
				? say('connect.sure.organization', { ...whose, organization: account.organization.name })
				: say('connect.sure', whose),
			say('connect.sure.explain'),
		],
		actions: [
			{ label: say('connect.no'), command: { do: 'connect', sure: 'no' } },
			{
				label: say('connect.yes'),
				command: { do: 'connect', code, sure: 'yes', ...(command.next && { next: command.next }) },
				weight: 'main',
			},
		],
	})
}

function addressForm(context: Context, command: Asked<'connect'>, error?: string): FormView {
	const { say, ports } = context
	return {
		kind: 'form',
		locale: context.locale,
		title: say('connect.title'),
		intro: [say('connect.intro', { support: ports.settings.supportName }), say('connect.intro.code')],
		fields: [
			{
				type: 'email',
				name: 'email',
				label: say('connect.email'),
				hint: say('connect.email.hint', { support: ports.settings.supportName }),
				maxLength: emailLength,
				...(command.email && { value: command.email }),
			},
		],
		command: { do: 'connect', sent: 'yes', ...(command.next && { next: command.next }) },
		submit: say('connect.submit'),
		cancel: say('chat.cancel'),
		...(error && { errors: { email: error } }),
		actions: [{ label: say('signup.action'), command: { do: 'signup' } }],
		carried: [],
	}
}

function codeForm(context: Context, command: Asked<'connect'>, error?: string): FormView {
	const { say } = context
	const next = command.next && { next: command.next }
	const email = command.email && { email: command.email }
	return {
		kind: 'form',
		locale: context.locale,
		title: say('connect.code.title'),
		intro: command.email
			? [say('connect.code.intro', { email: command.email, minutes: connectCode.lifetime / 60_000 })]
			: [],
		fields: [
			{ type: 'code', name: 'code', label: say('connect.code'), placeholder: 'XXXX-XXXX', maxLength: 20 },
		],
		command: { do: 'connect', ...email, sent: 'yes', ...next },
		submit: say('connect.code.submit'),
		cancel: say('chat.cancel'),
		...(error && { errors: { code: error } }),
		actions: [
			{
				label: say('connect.code.again'),
				command: { do: 'connect', ...email, ...(command.email && { sent: 'yes' }), ...next },
			},
		],
		carried: [],
	}
}

/** The way to connect, after which the command continues. */
export function connectAction({ say }: Pick<Context, 'say'>, next?: Command) {
	return {
		label: say('connect.action'),
		command: { do: 'connect' as const, ...(next && { next }) },
		weight: 'main' as const,
	}
}
