import { print, readOptions } from '../report.ts'
import { checkEgress } from './check.ts'

// All of it is short: `--full` is the same.
const options = readOptions()
const { ways, breaches } = await checkEgress()
print(
	{
		rows: [
			...ways.map(({ name, tried, refused }) => [name, `${refused} of ${tried} refused`] as const),
			['breaches', breaches.length],
		],
		breaches,
	},
	options,
)
