import type { Random } from '../../../adapters/database/seed/random.ts'
import type { Moment } from './wire.ts'

/** What can be seen of a life of the service from outside. */
export type Step = Moment | 'acknowledged'

/** When a life ends: as a step of one kind, or of any, happens for the nth time, or so many milliseconds later. */
export type Kill = { readonly at: Step | 'any time'; readonly nth: number; readonly after: number }

const steps: readonly [Step, ...Step[]] = ['called', 'taken', 'answered', 'acknowledged']

export function drawKill(random: Random): Kill {
	return random.chance(0.5)
		? { at: 'any time', nth: random.below(40), after: random.below(60) }
		: { at: random.pick(steps), nth: 1 + random.below(10), after: 0 }
}
