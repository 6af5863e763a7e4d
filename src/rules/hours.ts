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
	const midnight = Math.floor(wallClock(now, timeZone) / day) * day
	for (let ahead = 0; ; ahead += 1) {
		const at = atWallClock(midnight + ahead * day + minutes * minute, timeZone)
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
	const local = Math.floor(wallClock(now, timeZone) / minute) % (24 * 60)
	const isQuiet = from < to ? local >= from && local < to : local >= from || local < to
	return isQuiet ? nextAt(quiet.to, now, timeZone) : undefined
}

/** What a zone's clocks show at a time, as if they were in UTC. */
export function wallClock(at: number, timeZone: string): number {
	return at + offset(at, timeZone)
}

/** When a zone's clocks show what is given as if it were in UTC; one that is skipped comes as much later. */
export function atWallClock(wall: number, timeZone: string): number {
	// The offset then may differ from the one of the same time in UTC.
	return wall - offset(wall - offset(wall, timeZone), timeZone)
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
