import { type Account, locales } from '../../../src/domain/account.ts'
import type { Comment } from '../../../src/domain/comment.ts'
import type { Ticket } from '../../../src/domain/ticket.ts'
import type { Room } from '../../../src/ports/triage.ts'
import { wordsOf } from '../../../src/words/index.ts'
import { channelId } from '../../standins/teams/world.ts'
import { people } from '../people.ts'
import type { Stage } from '../stage.ts'
import { watchShown } from './shown.ts'
import type { StepId } from './steps.ts'

/** Knows how far somebody has come, by what the service holds and has shown; never by what was clicked. */
export type Tour = {
	/** What was done since it began; what was done stays done. */
	look(): Promise<ReadonlySet<StepId>>
	/** Begins anew from what is there: every chat is disconnected and no channel shows what comes in. */
	reset(): Promise<void>
}

type Story = { readonly ticket: Ticket; readonly comments: readonly Comment[] }

/** What there was before anything was done. */
type Start = { readonly at: number; readonly number: number; readonly letters: number }

export async function startTour(stage: Stage): Promise<Tour> {
	const { accounts, tickets, links, triage } = stage.app.ports
	const rooms: readonly Room[] = [
		{ platform: 'slack', space: stage.slack.team.id, channel: 'C0SUPPORT' },
		{ platform: 'teams', space: stage.teams.tenantId, channel: channelId },
	]
	const { supportName: support } = stage.app.ports.settings
	const invitations = locales.flatMap(locale => [
		wordsOf(locale)('letter.code.subject'),
		wordsOf(locale)('letter.welcome.subject', { support }),
	])
	let done = new Set<StepId>()
	let start = await here()
	let shown = watchShown(stage)

	async function here(): Promise<Start> {
		const newest = await requests(0)
		return {
			at: stage.clock.now(),
			number: Math.max(0, ...newest.map(({ number }) => number)),
			letters: stage.mail.letters().length,
		}
	}

	async function everyone(): Promise<readonly Account[]> {
		const all: Account[] = []
		for await (const account of accounts.all()) all.push(account)
		return all
	}

	async function requests(after: number) {
		const lists = await Promise.all(
			(await everyone()).map(account =>
				tickets.list(account, { scope: 'requested', sort: 'created', size: 10 }),
			),
		)
		return lists.flatMap(list => list.tickets).filter(({ number }) => number > after)
	}

	async function stories(): Promise<readonly Story[]> {
		const diego = await accounts.byEmail(people.diego.email)
		if (!diego) return []
		const found = await Promise.all(
			(await requests(start.number)).map(async ({ number, id }) => {
				const ticket = await tickets.find(diego, number)
				const { comments } = await tickets.conversation(diego, id, { size: 100 })
				return ticket ? [{ ticket, comments }] : []
			}),
		)
		return found.flat()
	}

	async function linked(): Promise<boolean> {
		const askers = (await everyone()).filter(({ role }) => role === 'user')
		const all = await Promise.all(askers.map(({ id }) => links.of(id)))
		return all.flat().some(({ linkedAt }) => linkedAt >= start.at)
	}

	return {
		async look() {
			const letters = stage.mail.letters().slice(start.letters)
			const seen = shown()
			const told = await stories()
			const open = await Promise.all(rooms.map(room => triage.find(room)))
			const now: Readonly<Record<StepId, boolean>> = {
				ask: letters.some(({ subject }) => invitations.includes(subject)),
				connect: await linked(),
				list: seen.list,
				read: seen.request,
				triage: open.some(room => room !== undefined),
				request: told.some(({ comments }) => (comments[0]?.attachments.length ?? 0) > 0),
				answer: told.some(story => story.ticket.assignee && answeredAt(story) >= 0),
				reply: told.some(isRepliedTo),
				close: told.some(({ ticket }) => ticket.status === 'closed' && ticket.mergedInto === undefined),
				rate: told.some(({ ticket }) => ticket.rating !== undefined),
			}
			for (const id of Object.keys(now) as StepId[]) if (now[id]) done.add(id)
			return done
		},
		async reset() {
			for (const { id } of await everyone()) {
				for (const { identity } of await links.of(id)) await links.unlink(identity)
			}
			for (const room of rooms) await triage.forget(room)
			done = new Set()
			start = await here()
			shown = watchShown(stage)
		},
	}
}

/** The place of support's first public answer, or -1. */
function answeredAt({ comments }: Story): number {
	return comments.findIndex(comment => comment.public && comment.author.role !== 'user')
}

function isRepliedTo(story: Story): boolean {
	const answered = answeredAt(story)
	return (
		answered >= 0 &&
		story.comments.slice(answered).some(({ author, ...one }) => one.public && author.role === 'user')
	)
}
