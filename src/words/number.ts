import type { Locale } from '../domain/account.ts'
import { locales } from '../domain/account.ts'
import { lately } from './lately.ts'

/** So many numbers are remembered of each kind in a language. */
const most = 500

/** Writes numbers as a language does, e.g. `1,234`. */
export const numberIn = inEach(locale => {
	const numbers = new Intl.NumberFormat(locale)
	// Zero and minus zero are remembered as one, but are written in two ways.
	return (value: number) => numbers.format(value + 0)
})

/** Which form words take beside a number in a language, e.g. `one`. */
export const formIn = {
	cardinal: inEach(locale => formsOf(locale, 'cardinal')),
	ordinal: inEach(locale => formsOf(locale, 'ordinal')),
}

function formsOf(locale: Locale, type: Intl.PluralRuleType) {
	const rules = new Intl.PluralRules(locale, { type })
	return (value: number) => rules.select(value)
}

/** What is said of numbers in each language, as far as it was asked for lately. */
function inEach<Said>(
	of: (locale: Locale) => (value: number) => Said,
): (locale: Locale) => (value: number) => Said {
	return lately(locales.length, locale => lately(most, of(locale)))
}
