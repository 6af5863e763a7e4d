import { dirname, join } from 'node:path'
import { type App, compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { Log } from '../../../src/ports/outside.ts'
import type { Ask, Fault, Found, Reply } from './talk.ts'

/** The real service, by the clock of the process that started it, to be killed at any moment. */
let now = 0
let app: App | undefined

const log: Log = {
	info: () => {},
	warn: () => {},
	error: (event, error) =>
		say({ fault: `${event}: ${error instanceof Error ? error.message : String(error)}` }),
}

process.on('message', (ask: Ask) => {
	now = Math.max(now, ask.now)
	void answer(ask).then(
		reply => say({ id: ask.id, ...reply }),
		(error: unknown) => say({ id: ask.id, refused: String(error) }),
	)
})
process.once('disconnect', () => process.exit(1))
// Loaded while the one before is still at work.
await import('../../../adapters/slack/app.ts')

async function answer(ask: Ask): Promise<Omit<Reply, 'id'>> {
	if (ask.do === 'begin') {
		const settings = readSettings(ask.environment)
		const mail = {
			...settings.mail,
			folder:
				'folder' in settings.files ? join(dirname(settings.files.folder), 'mail') : settings.mail.folder,
		}
		app = await compose({ ...settings, mail }, { clock: { now: () => now }, log, passwordCost: 4 })
		const found = await look(app)
		await app.start()
		return { found }
	}
	if (!app) throw new Error('the service has not begun')
	const { tickets, jobs, notices } = app.ports
	if (ask.do === 'answer') {
		const { ticket, once, word } = ask.change
		const done = await tickets.addComment({
			by: ask.by,
			via: 'command line',
			ticket,
			once,
			text: `Try ${word}.`,
			files: [],
		})
		return 'refused' in done ? { refused: done.refused } : {}
	}
	await app.drain()
	const due = [await jobs.nextDue(), await notices.nextDue()].filter(time => time !== undefined)
	return due.length > 0 ? { next: Math.min(...due) } : {}
}

async function look({ database }: App): Promise<Found> {
	const { kysely } = database.store
	const waiting = await kysely
		.selectFrom('deliveries as d')
		.innerJoin('events as e', 'e.id', 'd.event_id')
		.select(['d.ticket_id', 'e.data'])
		.where('d.state', '=', 'waiting')
		.where('e.kind', '=', 'commented')
		.execute()
	const standing = await kysely.selectFrom('notice_messages').select('reference').execute()
	return {
		waiting: waiting.map(
			({ ticket_id, data }) => `${ticket_id}/${(JSON.parse(data) as { sequence: number }).sequence}`,
		),
		standing: standing.map(({ reference }) => reference),
	}
}

function say(words: Reply | Fault): void {
	process.send?.(words)
}
