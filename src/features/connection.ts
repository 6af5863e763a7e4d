import type { Definition } from '../commands/definition.ts'
import { fullName } from '../domain/account.ts'
import { connectAction } from './connect.ts'
import { tooMuch } from './numbers.ts'
import { message } from './message.ts'

/** Ends the link between this chat identity and its account, after asking. */
export const disconnect: Definition<'disconnect'> = {
	for: 'anyone',
	spoken: {
		words: ['disconnect', 'scollega'],
		usage: 'usage.disconnect',
		does: 'help.disconnect',
		section: 'account',
		read: ({ rest }) => (rest ? tooMuch('usage.disconnect', rest) : { do: 'disconnect' }),
	},
	async run(context, { sure }) {
		const { say, account, identity, ports } = context
		if (!account || !identity) {
			return message(context, {
				tone: 'info',
				title: say('disconnect.not'),
				actions: [connectAction(context)],
			})
		}
		if (!sure) {
			return message(context, {
				tone: 'question',
				title: say('disconnect.title'),
				paragraphs: [say('disconnect.explain')],
				actions: [
					{ label: say('disconnect.yes'), command: { do: 'disconnect', sure: 'yes' }, weight: 'danger' },
				],
			})
		}
		await ports.links.unlink(identity)
		return message(context, {
			tone: 'done',
			title: say('disconnect.done'),
			actions: [connectAction(context)],
		})
	},
}

/** Which account this chat identity is linked to. */
export const whoami: Definition<'whoami'> = {
	for: 'anyone',
	spoken: {
		words: ['whoami', 'chisono'],
		usage: 'usage.whoami',
		does: 'help.whoami',
		section: 'account',
		read: ({ rest }) => (rest ? tooMuch('usage.whoami', rest) : { do: 'whoami' }),
	},
	async run(context) {
		const { say, account, chat } = context
		if (!account) {
			return message(context, {
				tone: 'info',
				title: say('whoami.none'),
				paragraphs: [say('connect.needed')],
				actions: [connectAction(context)],
			})
		}
		const zone = account.timeZone ?? chat.timeZone
		return message(context, {
			tone: 'info',
			title: say('whoami.title'),
			facts: [
				{ label: say('whoami.name'), value: fullName(account) },
				{ label: say('whoami.email'), value: account.email },
				...(account.organization
					? [{ label: say('whoami.organization'), value: account.organization.name }]
					: []),
				{ label: say('whoami.role'), value: say(`whoami.role.${account.role}`) },
				{ label: say('whoami.language'), value: say(`language.${context.locale}`) },
				...(zone ? [{ label: say('whoami.timeZone'), value: zone }] : []),
			],
			actions: [
				{ label: say('language.title'), command: { do: 'language' } },
				{ label: say('home.disconnect'), command: { do: 'disconnect' } },
			],
		})
	},
}
