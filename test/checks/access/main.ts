import { print, readOptions } from '../report.ts'
import { checkAccess, fullPlan, shortPlan } from './check.ts'
import { checkMatrix } from './matrix.ts'

const options = readOptions()
const matrix = await checkMatrix()
options.note('the matrix is asked')
const { rows, breaches } = await checkAccess(options.full ? fullPlan : shortPlan, options.note)
print({ rows: [...matrix.rows, ...rows], breaches: [...matrix.breaches, ...breaches] }, options)
