/** The day of a message, in a time zone: 2026-11-24. */
export function dayOf(ts: string, timeZone: string): string {
	return new Intl.DateTimeFormat('en-CA', { timeZone }).format(Number(ts) * 1_000)
}

/** The time of day: 10:05 AM. */
export function clockOf(ts: string, timeZone: string): string {
	const form = { timeZone, hour: 'numeric', minute: '2-digit' } as const
	return new Intl.DateTimeFormat('en-US', form).format(Number(ts) * 1_000)
}

/** What a day is called on another. */
export function dayName(day: string, today: string): string {
	if (day === today) return 'Today'
	const [then, now] = [Date.parse(day), Date.parse(today)]
	if (now - then === 86_400_000) return 'Yesterday'
	const form = { timeZone: 'UTC', weekday: 'long', month: 'long', day: 'numeric' } as const
	return new Intl.DateTimeFormat('en-US', form).format(then)
}
