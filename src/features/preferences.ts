import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { locales } from '../domain/account.ts'
import { muteDays } from '../rules/limits.ts'
import { cutText } from '../text/rich.ts'
import { wordsOf } from '../words/index.ts'
import { message } from './message.ts'
import { neededNumber, noSuchTicket, onlyNumber, tooMuch } from './numbers.ts'

const day = 24 * 60 * 60_000

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
			const days = word === undefined ? muteDays : Number(/^(\d{1,3})[dg]?$/i.exec(word)?.[1])
			const fits = days >= 1 && days <= 365
			if (!fits || typed.words.length > 2) {
				return tooMuch('usage.mute', typed.words.slice(fits ? 2 : 1).join(' '))
			}
			return { do: 'mute', ...needed, days }
		},
	},
	async run(context, { number, days = muteDays }) {
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
