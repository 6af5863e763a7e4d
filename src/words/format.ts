import type { Locale } from '../domain/account.ts'
import { lately } from './lately.ts'

/** How dates and sizes read for one person. */
export type Format = {
	/** Day and time of day, e.g. `3 Nov 2026, 14:05`; with `UTC` after it where no zone is known. */
	moment(at: number): string
	/** The time of day alone. */
	time(at: number): string
	/** The day alone. */
	day(at: number): string
	/** Bytes, e.g. `1.5 MB`. */
	size(bytes: number): string
	/** `a, b and c`. */
	list(items: readonly string[]): string
}

const known = new Map<string, Format>()
const most = 500

/**
 * Formats of a language in a person's time zone; without one, or in one that is unknown, times are UTC and
 * say so.
 * @param timeZone an IANA name
 */
export function formatOf(locale: Locale, timeZone?: string): Format {
	const key = `${locale} ${timeZone ?? ''}`
	const cached = known.get(key)
	if (cached) return cached
	const own = timeZone !== undefined && validZone(timeZone)
	const zone = own ? timeZone : 'UTC'
	const tag = locale === 'en' ? 'en-GB' : locale
	const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
	const day = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: zone })
	const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone: zone })
	const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 })
	const list = new Intl.ListFormat(tag, { type: 'conjunction' })
	const format: Format = {
		moment: remembered(minute, at => (own ? moment.format(at) : `${moment.format(at)} UTC`)),
		time: remembered(minute, at => (own ? time.format(at) : `${time.format(at)} UTC`)),
		day: remembered(quarter, at => day.format(at)),
		size: bytes => {
			if (bytes < 1024) return `${decimal.format(bytes)} B`
			if (bytes < 1024 * 1024) return `${decimal.format(bytes / 1024)} kB`
			return `${decimal.format(bytes / 1024 / 1024)} MB`
		},
		list: items => list.format(items),
	}
	if (known.size >= most) known.clear()
	known.set(key, format)
	return format
}

const minute = 60_000
/** Of an hour: days begin at one of them, in every zone. */
const quarter = 15 * minute
/** Of each of a format's texts; there may be some hundred formats. */
const mostRemembered = 500

/** The same where it has been asked for lately, for whatever lies within the same so many milliseconds. */
function remembered(step: number, format: (at: number) => string): (at: number) => string {
	const textOf = lately(mostRemembered, (part: number) => format(part * step))
	return at => textOf(Math.floor(at / step))
}

/** The zone that times of day are in for someone: UTC where theirs is not known. */
export function zoneOrUtc(timeZone: string | undefined): string {
	return timeZone !== undefined && validZone(timeZone) ? timeZone : 'UTC'
}

/** Whether a name is a zone that dates can be shown in; anybody may type one. */
export const validZone: (timeZone: string) => boolean = lately(most, isZone)

function isZone(timeZone: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone })
		return true
	} catch {
		return false
	}
}
