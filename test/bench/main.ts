import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Measured } from './measured.ts'
import { memory } from './memory.ts'
import { outbox } from './outbox.ts'
import { passwords } from './passwords.ts'
import { slash } from './slash.ts'
import { start } from './start.ts'
import { store } from './store.ts'
import { teams } from './teams.ts'
import { web } from './web.ts'

/** What `npm run bench -- PART…` can measure; without a part, all of it. */
const parts: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
	passwords,
	outbox,
	slash: () => slash(tickets),
	teams: () => teams(tickets),
	store: () => store(tickets),
	web: () => web(tickets),
	start,
	memory: () => memory(Number(values.commands)),
}

const { values, positionals: asked } = parseArgs({
	allowPositionals: true,
	options: {
		json: { type: 'boolean', default: false },
		tickets: { type: 'string', default: '100000' },
		commands: { type: 'string', default: '200000' },
	},
})
const { json } = values
const tickets = Number(values.tickets)
const unknown = asked.filter(part => !Object.hasOwn(parts, part))
if (unknown.length > 0) {
	process.stderr.write(
		`There is no part ${unknown.join(', ')}; there are: ${Object.keys(parts).join(', ')}.\n`,
	)
	process.exit(2)
}

const processors = cpus()
const machine = `Node ${process.version}, ${processors.length} × ${processors[0]?.model ?? 'unknown'}`
say(`${machine}, load ${loadavg()[0]?.toFixed(1)}`)
let breached = false
const all: (Measured & { readonly part: string })[] = []
for (const part of asked.length > 0 ? asked : Object.keys(parts)) {
	for (const measured of (await parts[part]?.()) ?? []) {
		const { what, value, unit, spread, most = Infinity, least = -Infinity } = measured
		const breach = !(value <= most && value >= least)
		breached ||= breach
		all.push({ part, ...measured })
		const rounds = spread ? ` (${spread.map(one => one.toFixed(1)).join(' to ')})` : ''
		const bars = [
			...(least > -Infinity ? [`at least ${least}`] : []),
			...(most < Infinity ? [`at most ${most}`] : []),
		]
		const bar = bars.map(one => `, ${one} ${breach ? '✗' : '✓'}`).join('')
		say(`${part}: ${what}: ${value.toFixed(1)} ${unit}${rounds}${bar}`)
	}
}
if (json) process.stdout.write(`${JSON.stringify({ machine, load: loadavg()[0], measured: all })}\n`)
process.exitCode = breached ? 1 : 0

function say(line: string): void {
	if (!json) process.stdout.write(`${line}\n`)
}
