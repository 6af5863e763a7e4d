import type { Context } from '../commands/context.ts'
import type { Asked, Definition } from '../commands/definition.ts'
import { identityKey } from '../domain/identity.ts'
import { emailLength, nameLength } from '../rules/limits.ts'
import type { Field, FormView } from '../views/view.ts'
import type { Errors } from './acts.ts'
import { askToReset, askToSignUp } from './asking.ts'
import { connectAction } from './connect.ts'
import { tooMuch } from './numbers.ts'
import { message } from './message.ts'

/** Asks for an account; the letter that follows says the rest, so that the answer tells nothing. */
export const signup: Definition<'signup'> = {
	for: 'anyone',
	spoken: {
		words: ['signup', 'iscriviti'],
		usage: 'usage.signup',
		does: 'help.signup',
		section: 'account',
		read: ({ rest }) => (rest ? tooMuch('usage.signup', rest) : { do: 'signup' }),
	},
	async run(context, command) {
		const { say } = context
		if (!command.sent) return signUpForm(context, command)
		const { firstName = '', lastName = '' } = command
		const asked = await askToSignUp(context, { ...whoAsks(context, command), firstName, lastName })
		if ('errors' in asked) return signUpForm(context, command, asked.errors)
		return message(context, {
			tone: 'done',
			title: say('signup.done', { email: asked.sent }),
			actions: context.identity && !context.account ? [connectAction(context)] : [],
		})
	},
}

/** Asks for a letter with a link to set a new password. */
export const forgot: Definition<'forgot'> = {
	for: 'anyone',
	spoken: {
		words: ['forgot', 'dimenticata'],
		usage: 'usage.forgot',
		does: 'help.forgot',
		section: 'account',
		read: ({ rest }) => (rest ? tooMuch('usage.forgot', rest) : { do: 'forgot' }),
	},
	async run(context, command) {
		if (!command.sent) return forgotForm(context, command)
		const asked = await askToReset(context, whoAsks(context, command))
		if ('errors' in asked) return forgotForm(context, command, asked.errors)
		return message(context, { tone: 'done', title: context.say('forgot.done', { email: asked.sent }) })
	},
}

function whoAsks({ identity, account, locale, actor }: Context, { email = '' }: Asked<'signup' | 'forgot'>) {
	const from = identity ? identityKey(identity) : `account ${account?.id}`
	return { email, locale, from, ...(actor.once && { once: actor.once }) }
}

function forgotForm(context: Context, command: Asked<'forgot'>, errors?: Errors): FormView {
	const { say, locale } = context
	return {
		kind: 'form',
		locale,
		title: say('forgot.title'),
		intro: [say('forgot.intro')],
		fields: [emailField(context, command.email ?? context.account?.email)],
		command: { do: 'forgot', sent: 'yes' },
		submit: say('forgot.submit'),
		cancel: say('chat.cancel'),
		...(errors && { errors }),
		actions: [],
		carried: [],
	}
}

function signUpForm(context: Context, command: Asked<'signup'>, errors?: Errors): FormView {
	const { say } = context
	const names: Field[] = (['firstName', 'lastName'] as const).map(name => ({
		type: 'line',
		name,
		label: say(`signup.${name}`),
		maxLength: nameLength,
		...(command[name] && { value: command[name] }),
	}))
	return {
		kind: 'form',
		locale: context.locale,
		title: say('signup.title'),
		intro: [say('signup.intro')],
		fields: [...names, emailField(context, command.email)],
		command: { do: 'signup', sent: 'yes' },
		submit: say('signup.submit'),
		cancel: say('chat.cancel'),
		...(errors && { errors }),
		actions: [],
		carried: [],
	}
}

function emailField({ say }: Context, value: string | undefined): Field {
	return {
		type: 'email',
		name: 'email',
		label: say('signup.email'),
		maxLength: emailLength,
		...(value && { value }),
	}
}
