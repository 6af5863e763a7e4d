import type { Definition } from '../commands/definition.ts'
import { erase } from '../erase.ts'
import { fileAddressLifetime } from '../rules/limits.ts'
import { exportAddress } from './files.ts'
import { tooMuch } from './numbers.ts'
import { message } from './message.ts'

/** All of one's data, as a file. */
export const exportData: Definition<'export'> = {
	for: 'connected',
	spoken: {
		words: ['export', 'esporta'],
		usage: 'usage.export',
		does: 'help.export',
		section: 'preferences',
		read: ({ rest }) => (rest ? tooMuch('usage.export', rest) : { do: 'export' }),
	},
	async run(context) {
		const { say, ports, account } = context
		return message(context, {
			tone: 'info',
			title: say('export.title'),
			paragraphs: [say('export.explain', { minutes: fileAddressLifetime / 60_000 })],
			links: [{ label: say('export.link'), url: exportAddress(ports, account.id) }],
		})
	},
}

/** Erases what is kept of a chat identity. */
export const forget: Definition<'forget'> = {
	for: 'anyone',
	spoken: {
		words: ['forget', 'dimentica'],
		usage: 'usage.forget',
		does: 'help.forget',
		section: 'preferences',
		read: ({ rest }) => (/^(me|mi|di me)?$/i.test(rest) ? { do: 'forget' } : tooMuch('usage.forget', rest)),
	},
	async run(context, { sure }) {
		const { say, ports, identity } = context
		if (!sure || !identity) {
			return message(context, {
				tone: 'question',
				title: say('forget.title'),
				paragraphs: [say('forget.explain', { support: ports.settings.supportName })],
				actions: [{ label: say('forget.yes'), command: { do: 'forget', sure: 'yes' }, weight: 'danger' }],
			})
		}
		await erase(ports, identity)
		return message(context, { tone: 'done', title: say('forget.done') })
	},
}
