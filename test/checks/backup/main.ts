import { parseArgs } from 'node:util'
import { checkBackup, type Round } from './check.ts'

const { values } = parseArgs({
	options: { full: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
})

const rounds: Round[] = []
for (let number = 1; number <= (values.full ? 20 : 3); number += 1) {
	const round = await checkBackup()
	rounds.push(round)
	if (values.json) continue
	const { written, rate, promised, there, milliseconds, breaches } = round
	process.stdout.write(
		`${String(number).padStart(2)}  written ${written} (${rate}/s beside)  acknowledged before ${promised}  restored ${there}  backup ${milliseconds} ms  breaches ${breaches.length}\n`,
	)
	for (const breach of breaches) process.stderr.write(`✗ ${breach}\n`)
}
if (values.json) process.stdout.write(`${JSON.stringify(rounds)}\n`)
process.exitCode = rounds.some(({ breaches }) => breaches.length > 0) ? 1 : 0
