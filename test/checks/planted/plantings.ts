import { people } from './people.ts'
import { platforms } from './platforms.ts'
import type { Planting } from './planting.ts'
import { records } from './records.ts'

/** Each is a mistake that somebody could make, and that would be dear. */
export const plantings: readonly Planting[] = [...records, ...people, ...platforms]
