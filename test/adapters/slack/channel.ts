import type { Person } from '../../standins/slack/index.ts'
import type { SeenMessage } from '../../standins/slack/sight.ts'
import { type Desk, link, openDesk, team } from './desk.ts'

/** A channel of support: Diego is in it, who has said so, and so are Ada, Mallory and someone of another workspace. */
export type Channel = {
	readonly desk: Desk
	readonly diego: Person
	readonly stranger: Person
	/** Ada asks for something, and whatever follows from it is done. */
	asked(subject?: string): Promise<number>
	/** What all who are in the channel see, oldest first; without what stands in threads. */
	cards(): readonly SeenMessage[]
	/** The message of the last request that was shown there. */
	card(): SeenMessage
	/** What is said on a request, and whether as a note. */
	said(number: number): Promise<readonly { readonly text: string; readonly note: boolean }[]>
	/** Lets what waits happen. */
	settled(): Promise<void>
	close(): Promise<void>
}

export const name = 'support-desk'
export const room = { platform: 'slack', space: team, channel: 'C0DESK' }

/** @param made how the channel is, and whether Diego has asked for requests to appear there */
export async function openChannel(
	made: {
		readonly private?: boolean
		readonly shared?: boolean
		readonly withoutBot?: boolean
		readonly quiet?: boolean
	} = {},
): Promise<Channel> {
	const desk = await openDesk()
	const { quiet = false, ...kind } = made
	const { slack, world } = desk
	const members = ['U0DIEGO', 'U0ADA', 'U0MALLORY', 'U0STRANGER']
	await slack.channel({ id: room.channel, name, members, ...kind })
	const diego = slack.person({ id: 'U0DIEGO', name: 'diego', realName: 'Diego Sala' })
	const stranger = slack.person({ id: 'U0STRANGER', realName: 'A stranger', teamId: 'T0ELSEWHERE' })
	await link(world, 'U0DIEGO', world.cast.diego)
	if (!quiet) await diego.types('/tickets triage here', { channel: name })
	const settled = async () => {
		await world.app.drain()
		await slack.idle()
	}
	const cards = () => diego.messages(name).filter(({ ephemeral, threadTs }) => !ephemeral && !threadTs)
	return {
		desk,
		diego,
		stranger,
		settled,
		cards,
		card() {
			const last = cards().findLast(({ from }) => from === 'Sportello')
			if (!last) throw new Error('no card stands in the channel')
			return last
		},
		async asked(subject = 'The printer is jammed') {
			const by = { by: world.cast.ada.id, via: 'command line' }
			const opened = await world.app.ports.tickets.open({ ...by, subject, text: 'It *jams*.', files: [] })
			if ('refused' in opened) throw new Error(opened.refused)
			await settled()
			return opened.ticket.number
		},
		async said(number) {
			const { tickets } = world.app.ports
			const ticket = await tickets.find(world.cast.diego, number)
			const { comments } = await tickets.conversation(world.cast.diego, ticket?.id ?? '', { size: 100 })
			return comments.map(({ text, public: open }) => ({ text, note: !open }))
		},
		close: () => desk.close(),
	}
}
