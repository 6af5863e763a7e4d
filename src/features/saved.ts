import type { Connected } from '../commands/context.ts'
import type { Ticket } from '../domain/ticket.ts'
import type { SavedAnswer } from '../ports/answers.ts'

/** What may stand in a saved answer for what is different each time, as it is typed. */
export const blanks = { name: '{name}', number: '{number}' } as const

/** A saved answer's text for one request, with the requester's first name and the number filled in. */
export async function filledIn(
	{ ports }: Pick<Connected, 'ports'>,
	answer: SavedAnswer,
	{ number, requester }: Ticket,
): Promise<string> {
	const account = await ports.accounts.byId(requester.id)
	const name = account?.firstName || requester.name
	return answer.text.replaceAll(/\{(name|number)\}/g, (_, blank) =>
		blank === 'name' ? name : String(number),
	)
}
