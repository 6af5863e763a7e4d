import { dirname, join } from 'node:path'
import { type App, compose } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import type { Log } from '../../../src/ports/outside.ts'
import { watchForPoints } from './dying.ts'
import type { Ask, Fault, Found, Reply } from './talk.ts'

/** The real service, by the clock of the process that started it, to be killed at any moment. */
let now = 0
let app: App | undefined
const dieAt = watchForPoints()

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
// While the one before is still at work; to load it takes longer than a connection may.
const loaded = import('../../../adapters/slack/app.ts')

async function answer(ask: Ask): Promise<Omit<Reply, 'id'>> {
	await loaded
	if (ask.do === 'wait') return {}
	if (ask.do === 'begin') return { found: await begin(ask.environment) }
	if (!app) throw new Error('the service has not begun')
	if (ask.do === 'start') {
		if (ask.kill) dieAt(ask.kill.inside, ask.kill.nth)
		await app.start()
		return app.address === undefined ? {} : { address: app.address }
	}
	await app.drain()
	const { jobs, notices } = app.ports
	const due = [await jobs.nextDue(), await notices.nextDue()].filter(time => time !== undefined)
	return due.length > 0 ? { next: Math.min(...due) } : {}
}

async function begin(environment: Readonly<Record<string, string>>): Promise<Found> {
	const settings = readSettings(environment)
	const folder =
		'folder' in settings.files ? join(dirname(settings.files.folder), 'mail') : settings.mail.folder
	const outside = { clock: { now: () => now }, log, passwordCost: 4 }
	app = await compose({ ...settings, mail: { ...settings.mail, folder } }, outside)
	return look(app)
}

async function look({ database }: App): Promise<Found> {
	const { kysely } = database.store
	const waiting = await kysely
		.selectFrom('deliveries as d')
		.innerJoin('events as e', 'e.id', 'd.event_id')
		.select(['d.ticket_id', 'e.kind', 'e.data'])
		.where('d.state', '=', 'waiting')
		.where('e.kind', 'in', ['opened', 'commented'])
		.execute()
	const standing = await kysely.selectFrom('notice_messages').select('reference').execute()
	return {
		waiting: waiting.map(({ ticket_id, kind, data }) => {
			const sequence = kind === 'opened' ? 1 : (JSON.parse(data) as { sequence: number }).sequence
			return `${ticket_id}/${sequence}`
		}),
		standing: standing.map(({ reference }) => reference),
	}
}

function say(words: Reply | Fault): void {
	process.send?.(words)
}
