import { Busy } from '../../src/ports/outside.ts'

export type AdmissionLimits = {
	/** How many are in at once. */
	readonly places: number
	/** How many of each may wait for a place. */
	readonly known: number
	readonly anyone: number
}

export type Admission = {
	readonly isBusy: (known?: string) => boolean
	/** How many wait. */
	readonly waiting: () => number
	readonly admit: <R>(act: () => Promise<R>, known?: string) => Promise<R>
}

/** Lets few in at once, those that are known first, each of them once at a time: as often as that they are anyone. */
export function openAdmission(limits: AdmissionLimits): Admission {
	const lines = { known: [] as (() => void)[], anyone: [] as (() => void)[] }
	const names = new Set<string>()
	let inside = 0
	const goesFirst = (known: string | undefined): known is string =>
		known !== undefined && !names.has(known) && lines.known.length < limits.known
	const isBusy = (known?: string) =>
		inside >= limits.places && !goesFirst(known) && lines.anyone.length >= limits.anyone

	return {
		isBusy,
		waiting: () => lines.known.length + lines.anyone.length,
		async admit(act, known) {
			if (isBusy(known)) throw new Busy('too many passwords are waiting')
			const first = goesFirst(known)
			if (first) names.add(known)
			if (inside < limits.places) inside += 1
			else await new Promise<void>(enter => lines[first ? 'known' : 'anyone'].push(enter))
			try {
				return await act()
			} finally {
				if (first) names.delete(known)
				const next = lines.known.shift() ?? lines.anyone.shift()
				// Whoever leaves hands the place on, so that nobody comes in between.
				if (next) next()
				else inside -= 1
			}
		},
	}
}
