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
			result => result === 'forbidden' || result === 'taken' || result === 'none',
		),
	)
}

async function save(
	change: Change,
	{ id, name, text }: Parameters<Answers['save']>[0],
): Promise<SavedAnswer | 'taken'> {
	const { trx } = change
	const values = { name, folded: name.normalize('NFKC').toLowerCase(), text }
	// PostgreSQL would end the whole transaction at a name that is taken.
	const other = await trx
		.selectFrom('saved_answers')
		.select('id')
		.where('folded', '=', values.folded)
		.executeTakeFirst()
	const key = parseId(id ?? '')
	if (other && other.id !== key) return 'taken'
	if (key !== undefined) {
		const row = await trx
			.updateTable('saved_answers')
			.set(values)
			.where('id', '=', key)
			.returning(['id', 'name', 'text'])
			.executeTakeFirst()
		if (row) return toAnswer(row)
	}
	const row = await trx
		.insertInto('saved_answers')
		.values(values)
		.onConflict(conflict => conflict.column('folded').doNothing())
		.returning(['id', 'name', 'text'])
		.executeTakeFirst()
	return row ? toAnswer(row) : 'taken'
}

function toAnswer(row: { readonly id: number; readonly name: string; readonly text: string }): SavedAnswer {
	return { id: String(row.id), name: row.name, text: row.text }
}
