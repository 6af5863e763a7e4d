import type { CompiledQuery, Kysely } from 'kysely'
import type { Engine } from './dialect/engine.ts'
import type { Store } from './store.ts'
import type { Tables } from './tables/index.ts'

/** Stands in a statement for a value that it will be run with. */
class Place {
	readonly name: string
	constructor(name: string) {
		this.name = name
	}
}

/** Where is read. */
export type Reads = Pick<Store, 'kysely' | 'engine'>

/** Reads what is committed, with these values, outside of any transaction. */
export type Prepared<Values extends object, Row> = (store: Reads, values: Values) => Promise<readonly Row[]>

/**
 * A hot read, built and compiled when it is first run: that costs as much as running it, and Kysely does it each
 * time.
 * @param build is called once for each database, with values that must only be passed on into the statement
 */
export function prepared<Values extends object, Row>(
	build: (db: Kysely<Tables>, values: Values, engine: Engine['name']) => CompiledQuery<Row>,
): Prepared<Values, Row> {
	const runs = new WeakMap<object, (values: Values) => Promise<readonly Row[]>>()
	const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as Values
	const compile = ({ kysely, engine }: Reads) => {
		const { sql, parameters } = build(kysely, places, engine.name)
		const read = engine.prepare(sql)
		return (values: Values) =>
			read(parameters.map(one => (one instanceof Place ? values[one.name as keyof Values] : one))) as Promise<
				readonly Row[]
			>
	}
	return (store, values) => {
		let run = runs.get(store.engine)
		if (!run) {
			run = compile(store)
			runs.set(store.engine, run)
		}
		return run(values)
	}
}
