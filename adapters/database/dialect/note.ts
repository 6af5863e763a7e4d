import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'

/** Leaves a note of who holds a lock, for whoever finds it held; only read while somebody does. */
export function leaveNote(file: string): void {
	const since = new Date().toISOString()
	writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname(), since }), { mode: 0o600 })
}

/** @returns who left the note, as the end of a sentence; nothing where it cannot be read */
export function holderBy(file: string): string {
	try {
		const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
		return `: process ${String(pid)} on ${String(host)}, since ${String(since)}`
	} catch {
		return ''
	}
}
