import { print, readOptions } from '../report.ts'
import { checkBackup, type Round } from './check.ts'

const options = readOptions()
const rounds: Round[] = []
for (let number = 1; number <= (options.full ? 20 : 3); number += 1) {
	rounds.push(await checkBackup())
	options.note(`${number} made`)
}
const rows = rounds.map(
	({ written, rate, promised, there, milliseconds, breaches }, index) =>
		[
			`backup ${index + 1}`,
			`written ${written} (${rate}/s beside)  acknowledged before ${promised}  restored ${there}  in ${milliseconds} ms  breaches ${breaches.length}`,
		] as const,
)
print({ rows, breaches: rounds.flatMap(({ breaches }) => breaches) }, options, rounds)
