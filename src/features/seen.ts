import type { Connected } from '../commands/context.ts'
import type { Ticket } from '../domain/ticket.ts'

/**
 * Keeps how far an agent knows a conversation, so that they go past nobody's later answer unawares. That it cannot
 * be kept must not read as if what they asked had failed.
 * @param sequence of the last comment they were shown; none where nothing was
 */
export async function keepSeen(
	{ ports, account }: Pick<Connected, 'ports' | 'account'>,
	ticket: Pick<Ticket, 'id'>,
	sequence: number | undefined,
): Promise<void> {
	if (account.role === 'user' || sequence === undefined) return
	await ports.tickets.saw({ by: account.id, ticket: ticket.id, sequence }).catch((error: unknown) => {
		ports.log.error('the conversation an agent saw was not kept', error)
	})
}
