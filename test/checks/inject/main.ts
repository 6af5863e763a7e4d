import { print, readOptions } from '../report.ts'
import { checkInject } from './check.ts'
import { fullPlan, shortPlan } from './plans.ts'

const options = readOptions()
const { seed, note } = options
const plan = { ...(options.full ? fullPlan : shortPlan), seed }
note(`${plan.texts} texts, --seed ${seed}`)
const { texts, sinks, breaches } = await checkInject(plan)
print(
	{
		rows: [
			['texts in each place', texts],
			...sinks.map(({ name, active, lost }) => [name, `active ${active}, lost ${lost}`] as const),
			['breaches', breaches.length],
		],
		breaches,
	},
	options,
)
