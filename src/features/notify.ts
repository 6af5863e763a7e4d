import type { CommandOf } from '../commands/command.ts'
import type { Connected } from '../commands/context.ts'
import type { Definition } from '../commands/definition.ts'
import { identityKey, platformName } from '../domain/identity.ts'
import { noticeChannels, noticeKinds, type NoticeKind, type Preferences } from '../ports/accounts.ts'
import type { LinkedIdentity } from '../ports/links.ts'
import { channelOf } from '../rules/channels.ts'
import { nextAt, readHour, writeHour } from '../rules/hours.ts'
import type { Field, FormView } from '../views/view.ts'
import { zoneOrUtc } from '../words/format.ts'
import { message } from './message.ts'
import { tooMuch } from './numbers.ts'

/** What a person wants to hear, where and when. */
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
		const { ports, account } = context
		const before = await ports.accounts.preferences(account.id)
		const chats = await ports.links.of(account.id)
		if (!command.sent) return notifyForm(context, before, chats)
		const errors = hoursRefused(context, command)
		const after = chosenBy(command, before, chats)
		if (errors) return { ...notifyForm(context, after, chats, command), errors }
		const digestAt = after.digest && nextAt(after.digest, ports.clock.now(), zoneOf(context))
		await ports.accounts.setPreferences(account.id, after, ...(digestAt ? [digestAt] : []))
		return chosen(context, after, chats)
	},
}

const hourFields = ['quietFrom', 'quietTo', 'digest'] as const

/** What the form says now; a kind that it does not show stays as it was. */
function chosenBy(
	command: CommandOf<'notify'>,
	before: Preferences,
	chats: readonly LinkedIdentity[],
): Preferences {
	const linked = chats.length > 0
	const [from, to, digest] = hourFields.map(name => hourOf(command[name]))
	const chat = chats.find(({ identity }) => identityKey(identity) === command.chat)
	const notices = Object.fromEntries(
		noticeKinds.flatMap(kind => {
			const value = command[kind]
			// What is as it would be anyway follows when a chat is connected later.
			const same = value === undefined || value === channelOf(before, kind, linked)
			const kept = same ? before.notices[kind] : value
			return kept ? [[kind, kept]] : []
		}),
	)
	return {
		notices,
		...(from && to && { quiet: { from, to } }),
		...(digest && { digest }),
		...(chat && { chat: identityKey(chat.identity) }),
		...((command.unlinked ?? (before.chatOnly ? 'off' : 'mail')) === 'off' && { chatOnly: true as const }),
	}
}

function hourOf(typed: string | undefined): string | undefined {
	const minutes = typed === undefined ? undefined : readHour(typed)
	return minutes === undefined ? undefined : writeHour(minutes)
}

function hoursRefused(
	{ say }: Connected,
	command: CommandOf<'notify'>,
): Readonly<Record<string, string>> | undefined {
	const wrong = hourFields.filter(name => command[name] !== undefined && !hourOf(command[name]))
	if (wrong.length > 0) return Object.fromEntries(wrong.map(name => [name, say('notify.time.invalid')]))
	const { quietFrom, quietTo } = command
	if (!quietFrom !== !quietTo) return { [quietFrom ? 'quietTo' : 'quietFrom']: say('notify.time.both') }
	return undefined
}

/** Kinds that concern this person: only agents are assigned to anything, only members have colleagues. */
function kindsFor({ account }: Connected): readonly NoticeKind[] {
	return noticeKinds.filter(kind => {
		if (kind === 'assigned') return account.role !== 'user'
		return kind !== 'organization' || account.organization !== undefined
	})
}

function zoneOf({ account, chat }: Connected): string {
	return zoneOrUtc(account.timeZone ?? chat.timeZone)
}

function notifyForm(
	context: Connected,
	preferences: Preferences,
	chats: readonly LinkedIdentity[],
	typed?: CommandOf<'notify'>,
): FormView {
	const { say } = context
	const linked = chats.length > 0
	const kept = {
		quietFrom: preferences.quiet?.from,
		quietTo: preferences.quiet?.to,
		digest: preferences.digest,
	}
	const channels = noticeChannels.filter(channel => linked || channel !== 'chat')
	return {
		kind: 'form',
		locale: context.locale,
		title: say('notify.short'),
		intro: [say('notify.intro'), say('notify.zone', { zone: zoneOf(context) })],
		fields: [
			...kindsFor(context).map(kind => ({
				type: 'choice' as const,
				name: kind,
				label: say(`notify.${kind}`),
				options: channels.map(value => ({ value, label: say(`notify.channel.${value}`) })),
				value: channelOf(preferences, kind, linked),
			})),
			...chatField(context, preferences, chats),
			...(linked ? [fallbackField(context, preferences)] : []),
			...hourFields.map(name => {
				const value = typed ? typed[name] : kept[name]
				return {
					type: 'line' as const,
					name,
					label: say(`notify.${name}`),
					hint: say(name === 'digest' ? 'notify.digest.hint' : 'notify.quiet.hint'),
					optional: true,
					placeholder: { quietFrom: '18:30', quietTo: '08:00', digest: '09:00' }[name],
					maxLength: 5,
					...(value && { value }),
				}
			}),
		],
		command: { do: 'notify', sent: 'yes' },
		submit: say('notify.submit'),
		cancel: say('chat.cancel'),
		actions: [],
		carried: [],
	}
}

/** Where there are several chats, which of them. */
function chatField({ say }: Connected, { chat }: Preferences, chats: readonly LinkedIdentity[]): Field[] {
	if (chats.length < 2) return []
	const options = chats.map(one => ({
		value: identityKey(one.identity),
		label: chatName(say, one),
	}))
	return [
		{
			type: 'choice',
			name: 'chat',
			label: say('notify.chat'),
			options: [{ value: 'last', label: say('notify.chat.last') }, ...options],
			value: options.find(({ value }) => value === chat)?.value ?? 'last',
		},
	]
}

/** Whether what no chat takes comes by mail. */
function fallbackField({ say }: Connected, { chatOnly }: Preferences): Field {
	return {
		type: 'choice',
		name: 'unlinked',
		label: say('notify.unlinked'),
		options: (['mail', 'off'] as const).map(value => ({ value, label: say(`notify.channel.${value}`) })),
		value: chatOnly ? 'off' : 'mail',
	}
}

function chatName(say: Connected['say'], { identity, name }: LinkedIdentity): string {
	return say('notify.chat.one', { platform: platformName(identity.platform), name })
}

/** What was chosen, all of it, as it holds from now on. */
function chosen(context: Connected, preferences: Preferences, chats: readonly LinkedIdentity[]) {
	const { say } = context
	const { quiet, digest } = preferences
	const chat = chats.find(({ identity }) => identityKey(identity) === preferences.chat)
	return message(context, {
		tone: 'done',
		title: say('notify.done'),
		facts: [
			...kindsFor(context).map(kind => ({
				label: say(`notify.${kind}`),
				value: say(`notify.channel.${channelOf(preferences, kind, chats.length > 0)}`),
			})),
			...(chat ? [{ label: say('notify.chat'), value: chatName(say, chat) }] : []),
			...(quiet ? [{ label: say('notify.quiet'), value: say('notify.quiet.value', quiet) }] : []),
			...(digest ? [{ label: say('notify.digest'), value: digest }] : []),
		],
		actions: [{ label: say('notify.title'), command: { do: 'notify' } }],
	})
}
