import { afterEach, describe, expect } from 'vitest'
import { allowed } from '../contracts/cast.ts'
import type { Account } from '../../src/domain/account.ts'
import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import { bursts } from '../../src/rules/limits.ts'
import type { SettableStatus } from '../../src/rules/status.ts'
import type { Say } from '../../src/words/index.ts'
import type { TestClock } from '../world.ts'
import { type Chatter, type Platform, type Stage, stages } from './platform.ts'

/** What a story is told with. */
export type Telling = {
	readonly platform: Platform
	readonly say: Say
	readonly locale: 'en' | 'it'
	readonly open: (clock?: TestClock) => Promise<Stage>
}

/** Tells a group of stories on every platform, database and in every language; none may leave a problem behind. */
export function stories(name: string, tell: (telling: Telling) => void): void {
	describe.each(stages)(`${name} ($name)`, ({ platform, locale, database, say }) => {
		const open: Stage[] = []
		afterEach(async () => {
			for (const stage of open.splice(0)) {
				await stage.close()
				expect(stage.problems()).toEqual([])
				expect(stage.world.faults).toEqual([])
			}
		})
		tell({
			platform,
			say,
			locale,
			async open(clock) {
				const environment = await database.environment()
				const stage = await platform.open({ locale, environment, ...(clock && { clock }) })
				open.push(stage)
				return stage
			},
		})
	})
}

/** Connects someone in the way that people do: address, code from the letter, a look, yes. */
export async function connect(stage: Stage, say: Say, who: Chatter, account: Account): Promise<string> {
	await who.types('connect')
	await who.sends({ [say('connect.email')]: account.email })
	await who.sends({ [say('connect.code')]: await codeFor(stage, account.email) })
	return who.presses(say('connect.yes'))
}

/** The code in the newest letter to someone. */
export async function codeFor({ world }: Stage, email: string): Promise<string> {
	await world.app.drain()
	const code = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(world.mail.newestTo(email).text)?.[0]
	if (!code) throw new Error(`no code in the letter to ${email}`)
	return code
}

/** Someone opens a request from elsewhere. */
export async function opened(
	{ world }: Stage,
	by: Account,
	subject: string,
	text = 'It does not work.',
): Promise<Ticket> {
	const act = { by: by.id, via: 'command line' }
	return allowed(await world.app.ports.tickets.open({ ...act, subject, text, files: [] })).ticket
}

/** Diego takes a request. */
export async function taken({ world }: Stage, ticket: Ticket): Promise<Ticket> {
	const { tickets } = world.app.ports
	const done = await tickets.assign({ ...world.diego, ticket: ticket.id, assignee: world.cast.diego.id })
	return allowed(done).ticket
}

/** Diego answers, perhaps setting a status. */
export async function answered(
	{ world }: Stage,
	ticket: Ticket,
	text: string,
	also: { readonly status?: SettableStatus; readonly files?: readonly IncomingFile[] } = {},
): Promise<Ticket> {
	const done = await world.app.ports.tickets.addComment({
		...world.diego,
		ticket: ticket.id,
		text,
		files: also.files ?? [],
		...(also.status && { status: also.status }),
	})
	return allowed(done).ticket
}

/** Diego sets a status. */
export async function set({ world }: Stage, ticket: Ticket, status: SettableStatus): Promise<Ticket> {
	return allowed(await world.app.ports.tickets.setStatus({ ...world.diego, ticket: ticket.id, status }))
		.ticket
}

/** Time goes by until people were told what has happened. */
export async function told({ world, idle }: Stage): Promise<void> {
	await world.app.drain()
	await idle()
	world.clock.advance(bursts.settle + bursts.spacing)
	await world.app.drain()
	await idle()
}

/** All that was said on a request, as Diego reads it. */
export async function conversation({ world }: Stage, number: number) {
	const { tickets } = world.app.ports
	const ticket = await tickets.find(world.cast.diego, number)
	if (!ticket) throw new Error(`no request ${number}`)
	const { comments } = await tickets.conversation(world.cast.diego, ticket.id, { size: 100 })
	return { ticket, comments }
}

/** Another agent, who acts from the command line. */
export async function addEmma({ world }: Stage): Promise<Account> {
	const emma = await world.app.ports.accounts.add({
		email: 'emma@support.example',
		firstName: 'Emma',
		lastName: 'Rizzi',
		role: 'agent',
		proved: true,
	})
	if (!emma) throw new Error('Emma is there already')
	return emma
}

/** How someone acts from the command line. */
export function as(account: Account) {
	return { by: account.id, via: 'command line' }
}
