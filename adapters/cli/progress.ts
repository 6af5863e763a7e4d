import type { Shell } from './shell.ts'

const barWidth = 30
const step = 0.1

/**
 * Tells how far long work is: a bar on a terminal, a line for each tenth elsewhere. After all of it nothing
 * is told any more.
 * @param what is being made, e.g. `tickets`
 */
export function progressOf(
	shell: Pick<Shell, 'columns' | 'err'>,
	what: string,
): (done: number, total: number) => void {
	let told = -1
	let ended = false
	const number = new Intl.NumberFormat('en')
	return (done, total) => {
		if (ended) return
		ended = done >= total
		const part = total > 0 ? done / total : 1
		const figures = `${number.format(done)} of ${number.format(total)} ${what}`
		if (shell.columns !== undefined) {
			const full = Math.round(part * barWidth)
			const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${figures}`
			shell.err(`\r${bar.slice(0, shell.columns - 1)}\u001B[K${ended ? '\n' : ''}`)
			return
		}
		const tenth = Math.floor(part / step + 1e-9)
		if (tenth === told) return
		told = tenth
		shell.err(`${Math.floor(part * 100)} %: ${figures}\n`)
	}
}
