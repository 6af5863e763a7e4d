import { cpus } from 'node:os'
import { type Measured, passwords } from './passwords.ts'

/** What `npm run bench -- PART…` can measure; without a part, all of it. */
const parts: Readonly<Record<string, () => Promise<readonly Measured[]>>> = { passwords }

const asked = process.argv.slice(2).filter(word => !word.startsWith('--'))
const unknown = asked.filter(part => !Object.hasOwn(parts, part))
if (unknown.length > 0) {
	process.stderr.write(
		`There is no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}.\n`,
	)
	process.exit(2)
}

const processors = cpus()
process.stdout.write(`Node ${process.version}, ${processors.length} × ${processors[0]?.model ?? 'unknown'}\n`)
let breached = false
for (const part of asked.length > 0 ? asked : Object.keys(parts)) {
	for (const { what, value, unit, most } of (await parts[part]?.()) ?? []) {
		const breach = most !== undefined && value > most
		breached ||= breach
		const bar = most === undefined ? '' : `, at most ${most} ${breach ? '✗' : '✓'}`
		process.stdout.write(`${part}: ${what}: ${value.toFixed(1)} ${unit}${bar}\n`)
	}
}
process.exitCode = breached ? 1 : 0
