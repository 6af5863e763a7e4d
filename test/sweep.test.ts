import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDiskFiles } from '../adapters/files/disk.ts'
import type { IncomingFile } from '../src/domain/comment.ts'
import type { Files } from '../src/ports/outside.ts'
import { sweepFiles } from '../src/sweep.ts'
import type { DatabaseStore } from './adapters/database/stores.ts'
import { sqliteStore } from './adapters/database/stores.ts'
import { addCast, allowed } from './contracts/cast.ts'

const day = 24 * 60 * 60_000
const ada = { platform: 'teams', space: 'acme', user: 'ada' }

let store: DatabaseStore
let folder: string
let files: Files
beforeEach(async () => {
	store = await sqliteStore()
	folder = await mkdtemp(join(tmpdir(), 'sportello-sweep-'))
	files = await openDiskFiles(folder)
})
afterEach(async () => {
	await store.close()
	await rm(folder, { recursive: true })
})

async function upload(name: string): Promise<Extract<IncomingFile, { at: 'store' }>> {
	async function* bytes() {
		yield Buffer.from(name)
	}
	return { at: 'store', name, type: 'text/plain', ...(await files.put(bytes(), 100)) }
}

/** The service so many days from now: files have the time of the disk. */
function sweepAfter(days: number): Promise<number> {
	return sweepFiles({ tickets: store.tickets, files, clock: { now: () => Date.now() + days * day } })
}

test('Ada’s files on requests and in drafts stay; what she dropped and never sent goes after a week', async () => {
	const cast = await addCast(store)
	const [sent, drafted, dropped, unsent] = await Promise.all(['a', 'b', 'c', 'd'].map(upload))
	if (!sent || !drafted || !dropped || !unsent) throw new Error('not uploaded')
	const act = { by: cast.ada.id, via: 'web', subject: 'Printer', text: 'See this.' }
	allowed(await store.tickets.open({ ...act, files: [sent] }))
	await store.drafts.keep(ada, { text: '', files: [drafted] })
	await store.drafts.drop(ada, await store.drafts.keep(ada, { text: '', files: [dropped] }))
	const there = async () => {
		const all = [sent, drafted, dropped, unsent]
		const found = await Promise.all(all.map(async file => (await files.get(file.key)) && file.name))
		return found.join('')
	}
	expect(await sweepAfter(6)).toBe(0)
	expect(await there()).toBe('abcd')
	expect(await sweepAfter(8)).toBe(2)
	expect(await there()).toBe('ab')
	store.clock.advance(day)
	await store.database.sweep()
	expect(await sweepAfter(8)).toBe(1)
	expect(await there()).toBe('a')
})

test('there may be more unused files than are looked at together', async () => {
	for (let i = 0; i < 501; i += 1) await upload(`${i}`)
	expect(await sweepAfter(8)).toBe(501)
	expect(await sweepAfter(8)).toBe(0)
})
