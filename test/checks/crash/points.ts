import type { Random } from '../../../adapters/database/seed/random.ts'
import type { Moment } from './wire.ts'

/** Where in what it does the service is killed, in the order of an act and its news. */
export const points = [
	'before commit',
	'after commit',
	'after the answer',
	'after claim',
	'before send',
	'after the platform took it',
	'before mark',
	'during mark',
] as const
export type Point = (typeof points)[number]

/** Those that only the service itself can see; it kills itself there. */
export type Inside = Exclude<Point, 'after the answer' | 'before send' | 'after the platform took it'>
/** What of a life can be seen from outside. */
export type Step = Moment | 'acknowledged'

/** When a life ends: as something happens for the nth time, or so many milliseconds later. */
export type Kill =
	| { readonly inside: Inside; readonly nth: number }
	| { readonly outside: Step | 'any time'; readonly nth: number; readonly after: number }

const outside: Readonly<Record<Exclude<Point, Inside>, Step>> = {
	'after the answer': 'acknowledged',
	'before send': 'called',
	'after the platform took it': 'taken',
}

/** At a point, one of the first times that it is come to. */
export function placedKill(random: Random, point: Point): Kill {
	const nth = 1 + random.below(2)
	return isInside(point) ? { inside: point, nth } : { outside: outside[point], nth, after: 0 }
}

/** Any number of steps after the start, and then any while later. */
export function randomKill(random: Random): Kill {
	return { outside: 'any time', nth: random.below(15), after: random.below(60) }
}

function isInside(point: Point): point is Inside {
	return !(point in outside)
}
