import type { Locale } from '../../src/domain/account.ts'
import type { Identity } from '../../src/domain/identity.ts'
import type { Ports } from '../../src/ports/index.ts'
import { nearestLocale } from '../../src/words/index.ts'

/** The language to speak with someone. */
export async function localeOf(identity: Identity, ports: Ports): Promise<Locale> {
	const account = await ports.links.accountOf(identity)
	if (account?.locale) return account.locale
	const profile = await ports.profiles.of(identity)
	return nearestLocale(profile?.locale) ?? ports.settings.defaultLocale
}
