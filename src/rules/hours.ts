const minute = 60_000
const day = 24 * 60 * minute

/** Reads `HH:MM`. @returns minutes since midnight; undefined for anything else */
export function readHour(text: string): number | undefined {
	const [, hours, minutes] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(text.trim()) ?? []
	return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes)
}

/** The same as it is kept and shown: `08:05`. */
export function writeHour(minutes: number): string {
	return [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':')
}

/**
 * The first time after `now` at which clocks of a zone show an hour; one that a change of clocks skips comes
 * as much later.
 * @param hour as {@link writeHour} writes it
 * @param timeZone an IANA name that exists
 */
export function nextAt(hour: string, now: number, timeZone: string): number {
	const minutes = readHour(hour) ?? 0
	const midnight = Math.floor((now + offset(now, timeZone)) / day) * day
	for (let ahead = 0; ; ahead += 1) {
		const wall = midnight + ahead * day + minutes * minute
		// The offset at that time may differ from the one now.
		const at = wall - offset(wall - offset(wall, timeZone), timeZone)
		if (at > now) return at
	}
}

/** Until when it is quiet, if it is now. From and to the same hour is never. */
export function quietUntil(
	quiet: { readonly from: string; readonly to: string } | undefined,
	now: number,
	timeZone: string,
): number | undefined {
	if (!quiet || quiet.from === quiet.to) return undefined
	const from = readHour(quiet.from) ?? 0
	const to = readHour(quiet.to) ?? 0
	const local = Math.floor((now + offset(now, timeZone)) / minute) % (24 * 60)
	const isQuiet = from < to ? local >= from && local < to : local >= from || local < to
	return isQuiet ? nextAt(quiet.to, now, timeZone) : undefined
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offset(at: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(at)
	const value = (type: string) => Number(parts.find(part => part.type === type)?.value)
	const wall = Date.UTC(
		value('year'),
		value('month') - 1,
		value('day'),
		value('hour'),
		value('minute'),
		value('second'),
	)
	return wall - Math.floor(at / 1_000) * 1_000
}
