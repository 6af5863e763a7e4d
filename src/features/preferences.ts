import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { locales } from '../domain/account.ts'
import { noticeChannels, noticeKinds, type NoticeKind, type Preferences } from '../ports/accounts.ts'
import { cutText } from '../text/rich.ts'
import type { FormView } from '../views/view.ts'
import { wordsOf } from '../words/index.ts'
import { message } from './message.ts'
import { neededNumber, noSuchTicket, onlyNumber, tooMuch } from './numbers.ts'

const day = 24 * 60 * 60_000

/** What a person wants to hear, and where. */
export const notify: Definition<'notify'> = {
	for: 'connected',
	spoken: {
		words: ['notify', 'avvisi'],
		usage: 'usage.notify',
		does: 'help.notify',
		section: 'preferences',
		read: ({ rest }) => (rest ? tooMuch('usage.notify', rest) : { do: 'notify' }),
	},
	async run(context, command) {
		const { say, ports, account } = context
		const before = await ports.accounts.preferences(account.id)
		if (!command.sent) return notifyForm(context, before)
		const errors = quietRefused(context, command)
		const { quietFrom, quietTo } = command
		const chosen = Object.fromEntries(
			noticeKinds.flatMap(kind => (command[kind] ? [[kind, command[kind]]] : [])),
		)
		const after: Preferences = {
			notices: { ...before.notices, ...chosen },
			...(quietFrom && quietTo && { quiet: { from: quietFrom.trim(), to: quietTo.trim() } }),
		}
		if (errors) return { ...notifyForm(context, after), errors }
		await ports.accounts.setPreferences(account.id, after)
		return message(context, {
			tone: 'done',
			title: say('notify.done'),
			facts: noticeKinds.map(kind => ({
				label: say(`notify.${kind}`),
				value: say(`notify.channel.${channelOf(after, kind)}`),
			})),
			actions: [{ label: say('notify.title'), command: { do: 'notify' } }],
		})
	},
}

/** Colleagues' new requests are told only to whoever asked for it; the rest, in chat. */
function channelOf(preferences: Preferences, kind: NoticeKind) {
	return preferences.notices[kind] ?? (kind === 'organization' ? 'off' : 'chat')
}

function quietRefused({ say }: Connected, command: CommandOf<'notify'>): FormView['errors'] | undefined {
	const { quietFrom, quietTo } = command
	if (isWrong(quietFrom)) return { quietFrom: say('notify.time.invalid') }
	if (isWrong(quietTo)) return { quietTo: say('notify.time.invalid') }
	if (!quietFrom !== !quietTo) return { [quietFrom ? 'quietTo' : 'quietFrom']: say('notify.time.both') }
	return undefined
}

function isWrong(time: string | undefined): boolean {
	return time !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(time.trim())
}

function notifyForm(context: Connected, preferences: Preferences): FormView {
	const { say } = context
	return {
		kind: 'form',
		locale: context.locale,
		title: say('notify.short'),
		intro: [say('notify.intro')],
		fields: [
			...noticeKinds.map(kind => ({
				type: 'choice' as const,
				name: kind,
				label: say(`notify.${kind}`),
				options: noticeChannels.map(value => ({ value, label: say(`notify.channel.${value}`) })),
				value: channelOf(preferences, kind),
			})),
			...(['quietFrom', 'quietTo'] as const).map(name => ({
				type: 'line' as const,
				name,
				label: say(`notify.${name}`),
				hint: say('notify.quiet.hint'),
				optional: true,
				placeholder: name === 'quietFrom' ? '18:30' : '08:00',
				maxLength: 5,
				...(preferences.quiet && { value: preferences.quiet[name === 'quietFrom' ? 'from' : 'to'] }),
			})),
		],
		command: { do: 'notify', sent: 'yes' },
		submit: say('notify.submit'),
		cancel: say('chat.cancel'),
		actions: [],
		carried: [],
	}
}

/** Says nothing of one request for some days. */
export const mute: Definition<'mute'> = {
	for: 'connected',
	spoken: {
		words: ['mute', 'silenzia'],
		usage: 'usage.mute',
		does: 'help.mute',
		example: 'example.mute',
		section: 'preferences',
		read: typed => {
			const needed = neededNumber(typed)
			if ('misread' in needed) return needed
			const word = typed.words[1]
			const days = word === undefined ? 1 : Number(/^(\d{1,3})[dg]?$/i.exec(word)?.[1])
			const fits = days >= 1 && days <= 365
			if (!fits || typed.words.length > 2) {
				return tooMuch('usage.mute', typed.words.slice(fits ? 2 : 1).join(' '))
			}
			return { do: 'mute', ...needed, days }
		},
	},
	async run(context, { number, days = 1 }) {
		return setMute(context, number, context.ports.clock.now() + days * day)
	},
}

/** Hears of it again. */
export const unmute: Definition<'unmute'> = {
	for: 'connected',
	spoken: {
		words: ['unmute', 'riattiva'],
		usage: 'usage.unmute',
		does: 'help.unmute',
		example: 'example.unmute',
		section: 'preferences',
		read: typed => {
			const needed = onlyNumber(typed, 'usage.unmute')
			return 'misread' in needed ? needed : { do: 'unmute', ...needed }
		},
	},
	async run(context, { number }) {
		return setMute(context, number, undefined)
	},
}

async function setMute(context: Connected, number: number, until: number | undefined) {
	const { say, ports, account, actor, format } = context
	const ticket = await ports.tickets.find(account, number)
	if (!ticket) return noSuchTicket(context, number)
	await ports.accounts.mute({ by: account.id, via: actor.via, ticket: ticket.id, until })
	return message(context, {
		tone: 'done',
		title: until
			? say('mute.done', { number: String(number), date: format.moment(until) })
			: say('mute.ended', { number: String(number) }),
		actions: [
			until
				? { label: say('ticket.unmute'), command: { do: 'unmute', number } }
				: { label: say('ticket.mute'), command: { do: 'mute', number } },
			{ label: say('ticket.open'), command: { do: 'view', number } },
		],
	})
}

/** The language that this person is answered in. */
export const language: Definition<'language'> = {
	for: 'connected',
	spoken: {
		words: ['language', 'lingua'],
		usage: 'usage.language',
		does: 'help.language',
		example: 'example.language',
		section: 'preferences',
		read: ({ words: [word] }) => {
			if (!word) return { do: 'language' }
			const tag = word.toLowerCase()
			const locale = locales.find(one => one === tag || wordsOf(one)(`language.${one}`).toLowerCase() === tag)
			if (locale) return { do: 'language', locale }
			return {
				misread: say => say('refused.language', { word: cutText(word, 80), words: locales.join(', ') }),
			}
		},
	},
	async run(context, { locale }) {
		const { say, ports, account } = context
		if (locale) {
			await ports.accounts.change(account.id, { locale })
			const inIt = wordsOf(locale)
			return message(
				{ locale },
				{
					tone: 'done',
					title: inIt('language.done'),
					actions: [{ label: inIt('scope.requested'), command: { do: 'list', scope: 'requested' } }],
				},
			)
		}
		return message(context, {
			tone: 'question',
			title: say('language.choose'),
			actions: locales.map(one => ({
				label: say(`language.${one}`),
				command: { do: 'language' as const, locale: one },
			})),
		})
	},
}
