import { describeLists } from '../../contracts/lists.ts'
import { describeSearch } from '../../contracts/search.ts'
import { engines } from './stores.ts'

for (const [name, make] of engines) {
	describeLists(name, make)
	describeSearch(name, make)
}
