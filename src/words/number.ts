import type { Locale } from '../domain/account.ts'
import { lately } from './lately.ts'

/** So many numbers are remembered as they are written. */
const most = 500

/** Writes numbers as a language does, e.g. `1,234`. */
export const numberIn: (locale: Locale) => (value: number) => string = lately(most, locale => {
	const numbers = new Intl.NumberFormat(locale)
	return lately(most, value => numbers.format(value))
})
