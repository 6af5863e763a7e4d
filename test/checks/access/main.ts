import { checkPlanted } from '../planted/check.ts'
import { print, readOptions } from '../report.ts'
import { checkAccess, fullPlan, shortPlan } from './check.ts'
import { leftOut } from './clauses.ts'
import { checkMatrix } from './matrix.ts'

const options = readOptions()
const matrix = await checkMatrix()
options.note('the matrix is asked')
const access = await checkAccess(options.full ? fullPlan : shortPlan, options.note)
const clauses = options.full
	? await checkPlanted(leftOut, ({ bug, by, breach }) => options.note(`${bug}: ${breach ?? by}`))
	: []
print(
	{
		rows: [
			...matrix.rows,
			...access.rows,
			['clauses of queries left out', clauses.length],
			['… noticed', clauses.filter(({ by }) => by !== undefined).length],
		],
		breaches: [
			...matrix.breaches,
			...access.breaches,
			...clauses.flatMap(({ bug, breach }) => (breach === undefined ? [] : `${bug}: ${breach}`)),
		],
	},
	options,
)
