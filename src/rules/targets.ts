import type { Priority } from '../domain/ticket.ts'
import { atWallClock, readHour, wallClock } from './hours.ts'

/** Minutes of business hours until the first answer and until the solution; absent: nothing is promised. */
export type TargetTimes = Readonly<
	Partial<Record<Priority, { readonly answer: number; readonly solve: number }>>
>

/** When support is there. */
export type BusinessHours = {
	/** Days of the week, 1 is Monday and 7 Sunday. */
	readonly days: readonly number[]
	/** `HH:MM`; both `00:00`: around the clock. */
	readonly from: string
	readonly to: string
	/** An IANA name that exists. */
	readonly timeZone: string
}

const minute = 60_000
const day = 24 * 60 * minute

/**
 * When so many minutes of business have gone by since `from`.
 * @param hours with at least one day, and a time of day that ends after it begins
 */
export function dueAfter(from: number, minutes: number, hours: BusinessHours): number {
	const { days, timeZone } = hours
	const [opens, closes] = [readHour(hours.from) ?? 0, readHour(hours.to) ?? 0]
	// Around the clock a day ends where the next begins.
	const ends = closes === 0 ? 24 * 60 : closes
	let left = minutes * minute
	for (let midnight = Math.floor(wallClock(from, timeZone) / day) * day; ; midnight += day) {
		const weekday = new Date(midnight).getUTCDay() || 7
		if (!days.includes(weekday)) continue
		const start = Math.max(from, atWallClock(midnight + opens * minute, timeZone))
		const open = atWallClock(midnight + ends * minute, timeZone) - start
		if (open <= 0) continue
		if (left <= open) return start + left
		left -= open
	}
}

/** Until when support has promised to answer and to solve a ticket. */
export function targetsFor(
	opened: number,
	priority: Priority,
	times: TargetTimes,
	hours: BusinessHours,
): { readonly answerDue?: number; readonly solveDue?: number } {
	const time = times[priority]
	if (!time) return {}
	return {
		answerDue: dueAfter(opened, time.answer, hours),
		solveDue: dueAfter(opened, time.solve, hours),
	}
}
