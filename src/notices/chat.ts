import { type Identity, identityKey } from '../domain/identity.ts'
import type { Notice, Settled } from '../ports/notices.ts'
import { Unheard, Unreachable } from '../ports/outside.ts'
import type { NoticeView, View } from '../views/view.ts'
import { forRoom, type Gate } from './gate.ts'
import { ClaimLost, judge, type Outcome, type Wait } from './outcome.ts'
import type { Reader } from './reader.ts'
import type { Told } from './view.ts'

/** What a chat took, and which, or why none of them does: then it goes by mail. */
export type InChat = (Outcome & { readonly took?: Identity }) | { readonly nowhere: string }

const unheard = 'unheard'

/**
 * Whether the last try of the same news may have been taken: then it is not tried a third time, so that one repeat
 * at most is seen. What has joined since begins the tries anew, and is not taken for told.
 */
function wasUnheard({ why, tries }: Notice): boolean {
	return why === unheard && tries > 0
}

/** Tells news in the first of someone's chats that takes it. */
export async function tellInChat(
	reader: Reader,
	notice: Notice,
	gate: Gate,
	told: readonly Told[],
	view: NoticeView,
): Promise<InChat> {
	const { ports } = reader
	let why = 'unlinked'
	for (const { identity } of reader.chats) {
		const { platform } = identity
		try {
			const done = await gate.through(platform, () => notify(reader, notice, identity, view))
			if (done === 'full') return { settled: [], wait: forRoom(ports, notice) }
			return { settled: sent(told, platform), took: identity }
		} catch (error) {
			if (error instanceof Unreachable) {
				why = error.message
				ports.log.info('chat does not take a notice', { platform, why })
				continue
			}
			const silent = error instanceof Unheard
			if (silent && wasUnheard(notice)) return { settled: sent(told, platform, unheard), took: identity }
			const fault = judge(ports, notice, error)
			if ('lost' in fault) return { nowhere: fault.lost }
			return { settled: [], wait: silent ? { ...fault.wait, why: unheard } : fault.wait }
		}
	}
	return { nowhere: why }
}

/**
 * Has the messages that stand in someone's chats show the present state. That they cannot is no loss: nothing that
 * waits is held up.
 * @param but the chat that shows it already, by the news that it was just told
 */
export async function refresh(
	reader: Reader,
	notice: Notice,
	gate: Gate,
	view: () => NoticeView,
	but?: Identity,
): Promise<Wait | undefined> {
	// Whoever shows it already does not wait for room a second time.
	const key = but && identityKey(but)
	const standing = notice.standing.filter(({ identity }) => identityKey(identity) !== key)
	return eachStanding(reader, { ...notice, standing }, gate, ({ identity }) =>
		notify(reader, notice, identity, view()),
	)
}

/** Takes back what stands in someone's chats of a ticket that they may no longer see. */
export async function retire(
	reader: Reader,
	notice: Notice,
	gate: Gate,
	view: View,
): Promise<Wait | undefined> {
	const { chats, notices } = reader.ports
	return eachStanding(reader, notice, gate, async ({ identity, reference }) => {
		await chats.replace(identity, reference, view)
		await notices.unshow(notice, identity)
	})
}

async function eachStanding(
	reader: Reader,
	notice: Notice,
	gate: Gate,
	work: (standing: Notice['standing'][number]) => Promise<void>,
): Promise<Wait | undefined> {
	const { ports } = reader
	for (const standing of notice.standing) {
		// What is no longer this person's chat shows nothing new of theirs.
		const key = identityKey(standing.identity)
		if (!reader.chats.some(({ identity }) => identityKey(identity) === key)) continue
		try {
			const done = await gate.through(standing.identity.platform, () => work(standing))
			if (done === 'full') return forRoom(ports, notice)
		} catch (error) {
			if (error instanceof Unreachable) continue
			const fault = judge(ports, notice, error)
			if ('wait' in fault) return fault.wait
		}
	}
	return undefined
}

async function notify(
	{ ports }: Reader,
	notice: Notice,
	identity: Identity,
	view: NoticeView,
): Promise<void> {
	const key = identityKey(identity)
	const standing = notice.standing.find(one => identityKey(one.identity) === key)?.reference
	await ports.chats.notify(identity, view, standing, async reference => {
		if (!(await ports.notices.show(notice, { identity, reference }))) throw new ClaimLost()
	})
}

function sent(told: readonly Told[], channel: string, why?: string): Settled[] {
	return told.map(({ id }) => ({ id, state: 'sent', channel, ...(why && { why }) }))
}
