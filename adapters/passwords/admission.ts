import { Busy, type Comer } from '../../src/ports/outside.ts'

export type AdmissionLimits = {
	/** How many are in at once. */
	readonly places: number
	/** How many of those that are known may wait for a place, and how many of the others. */
	readonly queue: number
	/** Milliseconds after which whoever waits is turned away: a person has gone by then. */
	readonly patience: number
}

export type Admission = {
	readonly isBusy: (comer: Comer) => boolean
	/** How many wait. */
	readonly waiting: () => number
	readonly admit: <R>(act: () => Promise<R>, comer: Comer) => Promise<R>
}

/** Of so many places one goes to those that nobody knows, however many are known. */
const turns = 4

/**
 * Lets few in at once, those that are known first, each of them once at a time: as often as that they are anyone.
 * From one network as many may wait as there is room left, so that there is some for every other.
 */
export function openAdmission({ places, queue, patience }: AdmissionLimits): Admission {
	const lines: { readonly [Line in 'known' | 'anyone']: Waiting[] } = { known: [], anyone: [] }
	const names = new Set<string>()
	let inside = 0
	let turn = 0
	const hasRoom = (line: readonly Waiting[], comer: Comer) =>
		line.filter(({ from }) => from === fromOf(comer)).length < queue - line.length
	const goesFirst = (comer: Comer) =>
		comer.known !== undefined && !names.has(comer.known) && hasRoom(lines.known, comer)
	const isBusy = (comer: Comer) => inside >= places && !goesFirst(comer) && !hasRoom(lines.anyone, comer)

	return {
		isBusy,
		waiting: () => lines.known.length + lines.anyone.length,
		async admit(act, comer) {
			if (isBusy(comer)) throw tooMany()
			const name = goesFirst(comer) ? comer.known : undefined
			if (name !== undefined) names.add(name)
			try {
				if (inside < places) inside += 1
				else await wait(name === undefined ? lines.anyone : lines.known, fromOf(comer))
				try {
					return await act()
				} finally {
					handOn()
				}
			} finally {
				if (name !== undefined) names.delete(name)
			}
		},
	}

	function wait(line: Waiting[], from: string | undefined): Promise<void> {
		return new Promise((enter, leave) => {
			const late = setTimeout(() => {
				line.splice(line.indexOf(waiting), 1)
				leave(tooMany())
			}, patience)
			const waiting = { from, enter: () => (clearTimeout(late), enter()) }
			line.push(waiting)
		})
	}

	/** Whoever leaves hands the place on, so that nobody comes in between. */
	function handOn(): void {
		turn = (turn + 1) % turns
		const [first, then] = turn === 0 ? [lines.anyone, lines.known] : [lines.known, lines.anyone]
		const next = first.shift() ?? then.shift()
		if (next) next.enter()
		else inside -= 1
	}
}

type Waiting = { readonly from: string | undefined; readonly enter: () => void }

function fromOf({ network, known }: Comer): string | undefined {
	return network ?? known
}

function tooMany(): Busy {
	return new Busy('too many passwords are waiting')
}
