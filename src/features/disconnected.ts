import { type AccountId, fullName } from '../domain/account.ts'
import type { Identity } from '../domain/identity.ts'
import type { Ports } from '../ports/index.ts'
import type { MessageView } from '../views/view.ts'
import { nearestLocale, wordsOf } from '../words/index.ts'
import { connectAction } from './connect.ts'
import { message } from './message.ts'

/**
 * What a chat hears that has lost its account by what was done elsewhere.
 * @returns nothing once the chat is connected again
 */
export async function disconnectedView(
	{ accounts, links, profiles, settings }: Ports,
	lost: { readonly identity: Identity; readonly account: AccountId },
): Promise<MessageView | undefined> {
	const account = await accounts.byId(lost.account)
	if (!account || (await links.accountOf(lost.identity))) return undefined
	const profile = account.locale ? undefined : await profiles.of(lost.identity)
	const locale = account.locale ?? nearestLocale(profile?.locale) ?? settings.defaultLocale
	const say = wordsOf(locale)
	return message(
		{ locale },
		{
			tone: 'info',
			title: say('disconnect.elsewhere', { name: fullName(account) }),
			actions: [connectAction({ say })],
		},
	)
}
