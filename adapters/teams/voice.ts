import { type ChatProfile, identityKey } from '../../src/domain/identity.ts'
import { message } from '../../src/features/message.ts'
import type { MessageView } from '../../src/views/view.ts'
import { type Format, formatOf } from '../../src/words/format.ts'
import { localeFor, type Say, wordsOf } from '../../src/words/index.ts'
import type { Account, Locale } from '../../src/domain/account.ts'
import { identityOf, profileOf } from './identity.ts'
import type { Turn } from './turn.ts'

/** The language of a person, for what is said without a command. */
export type Voice = {
	readonly locale: Locale
	readonly say: Say
	readonly format: Format
	readonly account: Account | undefined
}

export async function voiceOf(turn: Turn): Promise<Voice> {
	const { world, activity } = turn
	const identity = identityOf(activity)
	const account = identity && (await world.ports.links.accountOf(identity))
	const profile = profileIn(turn)
	const locale = localeFor(account, profile.locale, world.ports.settings)
	const timeZone = account?.timeZone ?? profile.timeZone
	return { locale, say: wordsOf(locale), format: formatOf(locale, timeZone), account }
}

/** What is known of a person without asking the store. */
export function profileIn({ world, activity }: Turn): ChatProfile {
	const identity = identityOf(activity)
	return (identity && world.profiles.get(identityKey(identity))) ?? profileOf(activity)
}

/** For a button that carries nothing we understand. */
export function staleView({ locale, say }: Voice): MessageView {
	return message(
		{ locale },
		{
			tone: 'refused',
			title: say('refused.title'),
			paragraphs: [say('refused.stale', { command: 'help' })],
			actions: [
				{ label: say('scope.requested'), command: { do: 'list', scope: 'requested' }, weight: 'main' },
				{ label: say('help.action'), command: { do: 'help' } },
			],
		},
	)
}

export function cancelledView({ locale, say }: Voice): MessageView {
	return message(
		{ locale },
		{
			tone: 'info',
			title: say('chat.cancelled'),
			actions: [{ label: say('scope.requested'), command: { do: 'list', scope: 'requested' } }],
		},
	)
}
