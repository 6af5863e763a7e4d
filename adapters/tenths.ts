type Tell = (done: number, total: number) => void

/** Tells of long work as it begins and with each tenth that is done, for what is told by lines. */
export function byTenths(tell: Tell): Tell {
	let told = -1
	return (done, total) => {
		const tenth = Math.floor((total > 0 ? done / total : 1) * 10 + 1e-9)
		if (tenth === told) return
		told = tenth
		tell(done, total)
	}
}
