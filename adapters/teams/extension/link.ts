import { z } from 'zod'
import { readNumber } from '../../../src/features/numbers.ts'
import { ask } from '../show.ts'
import type { Answer, PersonalTurn } from '../turn.ts'
import { result, results } from './shared.ts'

const link = z.object({ url: z.string().max(2_000) })

/**
 * A portal address that someone pasted: number and status, if that person may see the request. Without the
 * right the answer is the same as for an address that is not ours.
 */
export async function onLink(turn: PersonalTurn): Promise<Answer> {
	const read = link.safeParse(turn.activity.value)
	const number = read.success ? ticketIn(read.data.url, turn.world.ports.settings.publicUrl) : undefined
	if (!number) return results([])
	const view = await ask(turn, { do: 'view', number })
	if (view.kind !== 'ticket') return results([])
	const { ticket, locale, web } = view
	const shared = { number: ticket.number, shown: ticket.status.shown, locale, url: web.url }
	return results([result(shared, { title: `#${ticket.number}`, text: ticket.status.label })])
}

function ticketIn(text: string, publicUrl: string): number | undefined {
	if (!URL.canParse(text)) return undefined
	const url = new URL(text)
	if (url.origin !== new URL(publicUrl).origin) return undefined
	return readNumber(/^\/requests\/(\d+)\/?$/.exec(url.pathname)?.[1])
}
