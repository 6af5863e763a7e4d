import { sql } from 'kysely'
import type { Answers, SavedAnswer } from '../../src/ports/answers.ts'
import type { Act } from '../../src/ports/tickets.ts'
import { once } from './dedupe.ts'
import { parseId } from './ids.ts'
import { isAgent } from './people.ts'
import type { Change, Store } from './store.ts'
import { transact } from './store.ts'

/** Answers that agents give often. */
export function databaseAnswers(store: Store): Answers {
	const saved = store.kysely.selectFrom('saved_answers').select(['id', 'name', 'text'])
	return {
		async all() {
			return (await saved.orderBy('folded').execute()).map(toAnswer)
		},
		async find(id) {
			const row = await saved.where('id', '=', parseId(id) ?? 0).executeTakeFirst()
			return row && toAnswer(row)
		},
		save: act => byAgent(store, 'save-answer', act, change => save(change, act)),
		remove: act =>
			byAgent(store, 'remove-answer', act, async ({ trx }) => {
				const gone = await trx
					.deleteFrom('saved_answers')
					.where('id', '=', parseId(act.id) ?? 0)
					.executeTakeFirst()
				return gone.numDeletedRows > 0n ? 'removed' : 'none'
			}),
	}
}

/** Runs an act of an agent in one transaction, once; what it answers in one word came to nothing. */
function byAgent<R>(
	store: Store,
	name: string,
	act: Act,
	effect: (change: Change) => Promise<R>,
): Promise<R | 'forbidden'> {
	return transact(store, change =>
		once<R | 'forbidden'>(
			change,
			{ name, actor: act.by, once: act.once },
			async () => ((await isAgent(change.trx, act.by)) ? effect(change) : 'forbidden'),
			result => typeof result === 'string' && result !== 'removed',
		),
	)
}

async function save(
	{ trx, store }: Change,
	{ id, name, text }: Parameters<Answers['save']>[0],
): Promise<SavedAnswer | 'taken' | 'gone'> {
	const values = { name, folded: name.normalize('NFKC').toLowerCase(), text }
	// PostgreSQL would end the whole transaction at a name that somebody else has taken meanwhile.
	if (store.engine.name === 'postgres')
		await sql`lock table saved_answers in share row exclusive mode`.execute(trx)
	const other = await trx
		.selectFrom('saved_answers')
		.select('id')
		.where('folded', '=', values.folded)
		.executeTakeFirst()
	const key = id === undefined ? undefined : (parseId(id) ?? 0)
	if (other && other.id !== key) return 'taken'
	const row = await (key === undefined
		? trx.insertInto('saved_answers').values(values).returning(['id', 'name', 'text']).executeTakeFirst()
		: trx
				.updateTable('saved_answers')
				.set(values)
				.where('id', '=', key)
				.returning(['id', 'name', 'text'])
				.executeTakeFirst())
	return row ? toAnswer(row) : 'gone'
}

function toAnswer(row: { readonly id: number; readonly name: string; readonly text: string }): SavedAnswer {
	return { id: String(row.id), name: row.name, text: row.text }
}
