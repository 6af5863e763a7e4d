import { byTenths } from '../main.ts'
import type { Shell } from './shell.ts'

const barWidth = 30

/**
 * Tells how far long work is: a bar on a terminal, a line for each tenth elsewhere. After all of it nothing
 * is told any more.
 * @param what is being made, e.g. `tickets`
 */
export function progressOf(
	shell: Pick<Shell, 'columns' | 'err'>,
	what: string,
): (done: number, total: number) => void {
	let ended = false
	const number = new Intl.NumberFormat('en')
	const figures = (done: number, total: number) => `${number.format(done)} of ${number.format(total)} ${what}`
	const line = byTenths((done, total) => {
		const part = total > 0 ? done / total : 1
		shell.err(`${Math.floor(part * 100)} %: ${figures(done, total)}\n`)
	})
	return (done, total) => {
		if (ended) return
		ended = done >= total
		if (shell.columns === undefined) return line(done, total)
		const full = Math.round((total > 0 ? done / total : 1) * barWidth)
		const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${figures(done, total)}`
		shell.err(`\r${bar.slice(0, shell.columns - 1)}\u001B[K${ended ? '\n' : ''}`)
	}
}
