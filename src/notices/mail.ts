import type { Addressed } from '../letters/compose.ts'
import type { Notice, Settled } from '../ports/notices.ts'
import { forRoom, type Gate } from './gate.ts'
import { judge, type Outcome } from './outcome.ts'
import type { Reader } from './reader.ts'
import type { Told } from './view.ts'

/** Tells news by one letter. */
export async function tellByMail(
	{ ports }: Reader,
	notice: Notice,
	gate: Gate,
	told: readonly Pick<Told, 'id'>[],
	write: () => Addressed,
): Promise<Outcome> {
	try {
		const done = await gate.through('mail', async () => {
			const { letter, to } = write()
			// The same for the next try of the same news, and another as soon as it says more.
			const key = ports.secrets.hash(told.map(({ id }) => id).join(' ')).slice(0, 32)
			const host = new URL(ports.settings.publicUrl).hostname
			await ports.mailer.send(letter, { to, messageId: `notice.${key}@${host}` })
		})
		return done === 'full' ? { settled: [], wait: forRoom(ports, notice) } : { settled: settle('sent') }
	} catch (error) {
		const fault = judge(ports, notice, error)
		return 'lost' in fault ? { settled: settle('failed', fault.lost) } : { settled: [], wait: fault.wait }
	}

	function settle(state: 'sent' | 'failed', why?: string): Settled[] {
		return told.map(({ id }) => ({ id, state, channel: 'mail', ...(why && { why }) }))
	}
}
