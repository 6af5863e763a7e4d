import { type Account, locales } from '../domain/account.ts'
import type { Session } from '../ports/sign-ins.ts'
import { cutText, oneLine } from '../text/rich.ts'
import { validZone } from '../words/format.ts'
import type { Acts, Errors } from './acts.ts'
import { nameRefused } from './asking.ts'

/** Changes the name, language and time zone of who is signed in; an empty zone is none. */
export async function changeProfile(
	{ ports, say }: Acts,
	session: Session,
	given: {
		readonly firstName: string
		readonly lastName: string
		readonly locale: string
		readonly timeZone: string
	},
): Promise<{ readonly done: string; readonly account: Account } | { readonly errors: Errors }> {
	const names = { firstName: oneLine(given.firstName), lastName: oneLine(given.lastName) }
	const locale = locales.find(known => known === given.locale)
	const errors = {
		...nameRefused(say, 'firstName', names.firstName),
		...nameRefused(say, 'lastName', names.lastName),
		...(!locale && {
			locale: say('refused.language', {
				word: cutText(oneLine(given.locale), 40),
				words: locales.join(', '),
			}),
		}),
		...(given.timeZone &&
			!isZone(given.timeZone) && {
				timeZone: say('portal.settings.timeZone.wrong', { zone: cutText(oneLine(given.timeZone), 80) }),
			}),
	}
	if (!locale || Object.keys(errors).length > 0) return { errors }
	const account = await ports.accounts.change(session.account.id, {
		...names,
		locale,
		timeZone: given.timeZone || null,
	})
	return { done: say('portal.settings.saved'), account: account ?? session.account }
}

/** The zones that a person can choose, as IANA names them. */
export function timeZones(): readonly string[] {
	return ['UTC', ...Intl.supportedValuesOf('timeZone').filter(zone => zone !== 'UTC')]
}

/** A name of a zone, not an offset or whatever else `Intl` takes. */
function isZone(text: string): boolean {
	return text.length <= 64 && /^[A-Za-z]/.test(text) && validZone(text)
}
