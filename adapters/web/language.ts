import type { Locale } from '../../src/domain/account.ts'
import { nearestLocale } from '../../src/words/index.ts'

/** Of who is not signed in: what the address says (`?lang=`), then what the browser likes best. */
export function visitorLocale(
	asked: string | null | undefined,
	header: string | undefined,
	otherwise: Locale,
): Locale {
	return nearestLocale(asked ?? undefined) ?? acceptedLocale(header, otherwise)
}

/** The language among ours that a browser likes best, by `Accept-Language` (RFC 9110, section 12.5.4). */
export function acceptedLocale(header: string | undefined, otherwise: Locale): Locale {
	const accepted = (header ?? '')
		.slice(0, 1_000)
		.split(',')
		.map(part => {
			const [tag = '', ...parameters] = part.trim().split(';')
			const quality = parameters.map(each => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean)
			return { locale: nearestLocale(tag), quality: quality === undefined ? 1 : Number(quality) }
		})
		.filter(({ quality }) => quality > 0)
		.toSorted((a, b) => b.quality - a.quality)
	return accepted.find(({ locale }) => locale)?.locale ?? otherwise
}
