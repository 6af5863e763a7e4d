import type { Change } from './store.ts'

/**
 * Runs `effect` unless the same act of the same actor had its effect already: then its result is given
 * again. The row is in the effect's own transaction, so a second arrival waits for the first one's end. An act
 * that came to nothing leaves no row: what is refused now may be allowed when it arrives again.
 * @param once without it, the effect happens each time
 * @param cameToNothing whether a result says that nothing has changed
 * @returns what `effect` returned the first time; it must survive JSON
 */
export async function once<R>(
	change: Change,
	act: { readonly name: string; readonly actor: string; readonly once?: string | undefined },
	effect: () => Promise<R>,
	cameToNothing: (result: R) => boolean,
): Promise<R> {
	if (act.once === undefined) return effect()
	const { trx, now, store } = change
	const key = store.secrets.hash(JSON.stringify([act.name, act.actor, act.once]))
	const inserted = await trx
		.insertInto('dedupe')
		.values({ key, result: null, created_at: now })
		.onConflict(conflict => conflict.doNothing())
		.executeTakeFirst()
	if (inserted.numInsertedOrUpdatedRows === 0n) {
		const first = await trx
			.selectFrom('dedupe')
			.select('result')
			.where('key', '=', key)
			.executeTakeFirstOrThrow()
		return JSON.parse(first.result ?? 'null') as R
	}
	const result = await effect()
	if (cameToNothing(result)) {
		await trx.deleteFrom('dedupe').where('key', '=', key).execute()
		return result
	}
	await trx
		.updateTable('dedupe')
		.set({ result: JSON.stringify(result) })
		.where('key', '=', key)
		.execute()
	return result
}
