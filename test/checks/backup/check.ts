import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type App, compose, openStore } from '../../../adapters/main.ts'
import { readSettings } from '../../../adapters/settings.ts'
import { allowed } from '../../contracts/cast.ts'
import { sportello } from '../command-line.ts'

/** What one backup beside a busy service came to. */
export type Round = {
	/** Requests that were opened, each with a file. */
	readonly written: number
	/** How many a second, while the backup was made. */
	readonly rate: number
	/** Acknowledged before the backup began. */
	readonly promised: number
	/** Found in what was restored. */
	readonly there: number
	readonly milliseconds: number
	readonly breaches: readonly string[]
}

const perSecond = 50

/**
 * Lets a service take 50 requests a second, each with a file, backs it up from a process of its own, restores
 * that elsewhere and compares: all that was acknowledged before is there with its bytes, and of the rest a
 * beginning without gaps.
 */
export async function checkBackup(): Promise<Round> {
	const folder = await mkdtemp(join(tmpdir(), 'sportello-check-backup-'))
	try {
		const here = environmentIn(join(folder, 'here'))
		await sportello(here, 'seed')
		const app = await compose(readSettings(here))
		await app.start()
		const busy = startWriting(app)
		while (busy.written() < 3 * perSecond) await wait(10)
		const promised = busy.written()
		const began = Date.now()
		await sportello(here, 'backup', join(folder, 'backup.tar.gz'))
		const milliseconds = Date.now() - began
		const rate = Math.round(((busy.written() - promised) * 1_000) / milliseconds)
		const written = await busy.end()
		await app.stop()

		const there = environmentIn(join(folder, 'there'))
		await sportello(there, 'restore', join(folder, 'backup.tar.gz'))
		const { numbers, breaches } = await restored(there)
		const gap = numbers.findIndex((number, index) => number !== index)
		if (gap >= 0) breaches.push(`after ${gap} comes ${numbers[gap]}`)
		if (numbers.length < promised)
			breaches.push(`${promised - numbers.length} that were acknowledged are not there`)
		if (numbers.length > written) breaches.push('there are more than were written')
		return { written, rate, promised, there: numbers.length, milliseconds, breaches }
	} finally {
		await rm(folder, { recursive: true, force: true })
	}
}

/** Opens requests at a steady pace until it is ended. */
function startWriting(app: App) {
	let written = 0
	const enough = new AbortController()
	const writing = (async () => {
		const ada = await app.ports.accounts.byEmail('ada@acme.example')
		if (!ada) throw new Error('Ada is not there')
		const began = Date.now()
		while (!enough.signal.aborted) {
			const file = await app.ports.files.put(bytes(contentOf(written)), 1_000_000)
			const files = [{ at: 'store' as const, name: 'a.bin', type: 'application/octet-stream', ...file }]
			const subject = subjectOf(written)
			allowed(await app.ports.tickets.open({ by: ada.id, via: 'command line', subject, text: 'x', files }))
			written += 1
			await wait(Math.max(0, began + (written * 1_000) / perSecond - Date.now()))
		}
	})()
	return {
		written: () => written,
		end: async () => {
			enough.abort()
			await writing
			return written
		},
	}
}

async function restored(environment: Record<string, string>) {
	const store = await openStore(readSettings(environment))
	try {
		const breaches: string[] = []
		const rows = await store.database.store.kysely
			.selectFrom('tickets as t')
			.innerJoin('attachments as a', 'a.ticket_id', 't.id')
			.select(['t.subject', 'a.key'])
			.where('t.subject', 'like', 'Written %')
			.orderBy('t.id')
			.execute()
		const numbers = rows.map(({ subject }) => Number(subject.slice('Written '.length)))
		for (const [index, { key }] of rows.entries()) {
			const content = await store.files.get(key ?? '')
			const sum = content && (await hashOf(content))
			const wanted = await hashOf(bytes(contentOf(numbers[index] ?? -1)))
			if (sum !== wanted)
				breaches.push(`the file of ${numbers[index]} ${content ? 'is another' : 'is not there'}`)
		}
		return { numbers, breaches }
	} finally {
		await store.close()
	}
}

const subjectOf = (number: number) => `Written ${number}`
const contentOf = (number: number) => `content of ${number} `.repeat(500)

async function hashOf(content: AsyncIterable<Uint8Array>): Promise<string> {
	const hash = createHash('sha256')
	for await (const chunk of content) hash.update(chunk)
	return hash.digest('hex')
}

async function* bytes(text: string): AsyncIterable<Uint8Array> {
	yield Buffer.from(text)
}

function environmentIn(folder: string): Record<string, string> {
	return {
		DATABASE_URL: `sqlite:${join(folder, 'sportello.db')}`,
		FILES_URL: `file:${join(folder, 'files')}`,
		LOG_LEVEL: 'silent',
		PORT: '0',
	}
}
