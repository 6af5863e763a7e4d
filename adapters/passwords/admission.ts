import { Busy } from '../../src/ports/outside.ts'

export type AdmissionLimits = {
	/** How many are in at once. */
	readonly places: number
	/** How many of each may wait for a place. */
	readonly known: number
	readonly anyone: number
	/** Milliseconds after which one that nobody knows waits no more: a person has gone by then. */
	readonly patience: number
}

export type Admission = {
	readonly isBusy: (known?: string) => boolean
	/** How many wait. */
	readonly waiting: () => number
	readonly admit: <R>(act: () => Promise<R>, known?: string) => Promise<R>
}

/** Lets few in at once, those that are known first, each of them once at a time: as often as that they are anyone. */
export function openAdmission(limits: AdmissionLimits, now = () => performance.now()): Admission {
	const lines: { readonly [Line in 'known' | 'anyone']: Waiting[] } = { known: [], anyone: [] }
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
			if (isBusy(known)) throw tooMany()
			const first = goesFirst(known)
			if (first) names.add(known)
			try {
				if (inside < limits.places) inside += 1
				else await (first ? wait(lines.known, Infinity) : wait(lines.anyone, now() + limits.patience))
				try {
					return await act()
				} finally {
					handOn()
				}
			} finally {
				if (first) names.delete(known)
			}
		},
	}

	function wait(line: Waiting[], until: number): Promise<void> {
		return new Promise((enter, leave) => line.push({ until, enter, leave: () => leave(tooMany()) }))
	}

	/** Whoever leaves hands the place on, so that nobody comes in between. */
	function handOn(): void {
		for (let next = nextInLine(); next; next = nextInLine()) {
			if (now() < next.until) return next.enter()
			next.leave()
		}
		inside -= 1
	}

	function nextInLine(): Waiting | undefined {
		return lines.known.shift() ?? lines.anyone.shift()
	}
}

type Waiting = { readonly until: number; readonly enter: () => void; readonly leave: () => void }

function tooMany(): Busy {
	return new Busy('too many passwords are waiting')
}
