import * as z from 'zod'
import { portalNumber } from '../../../src/features/shared.ts'
import type { Answer, PersonalTurn } from '../turn.ts'
import { results, sharedResult } from './shared.ts'

const link = z.object({ url: z.string().max(2_000) })

/**
 * A portal address that someone pasted: number and status, if that person may see the request. Without the
 * right the answer is the same as for an address that is not ours.
 */
export async function onLink(turn: PersonalTurn): Promise<Answer> {
	const read = link.safeParse(turn.activity.value)
	const number = read.success ? portalNumber(turn.world.ports.settings, read.data.url) : undefined
	const found =
		number === undefined
			? undefined
			: await sharedResult(turn, number, ({ status }) => ({ title: `#${number}`, text: status.label }))
	return results(found ? [found] : [])
}
