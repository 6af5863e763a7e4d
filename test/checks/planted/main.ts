import { print, readOptions } from '../report.ts'
import { checkPlanted } from './check.ts'
import { plantings } from './plantings.ts'
import { quick } from './quick.ts'

const options = readOptions()
const found = await checkPlanted(options.full ? plantings : quick, ({ bug, by, breach, seconds }) =>
	options.note(`${breach ? '✗' : '✓'} ${bug} (${seconds} s): ${breach ?? by}`),
)
print(
	{
		rows: [
			...found.map(({ bug, by }) => [bug, by ?? 'not found'] as const),
			['found', `${found.filter(({ by }) => by !== undefined).length} of ${found.length}`],
		],
		breaches: found.flatMap(({ bug, breach }) => (breach === undefined ? [] : `${bug}: ${breach}`)),
	},
	options,
	found,
)
