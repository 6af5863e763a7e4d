import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { IncomingFile } from '../../src/domain/comment.ts'
import type { Cast } from './cast.ts'
import { addCast, allowed } from './cast.ts'
import type { MakeStore, TestStore } from './store.ts'

const photo: IncomingFile = {
	name: 'photo.png',
	size: 2048,
	type: 'image/png',
	at: 'platform',
	platform: 'slack',
	source: 'F024BE7LH',
}
const sheet: IncomingFile = {
	name: 'sheet.csv',
	size: 11,
	type: 'text/csv',
	at: 'store',
	key: 'k1',
	sha256: 'ab'.repeat(32),
}

/** What every store of tickets does with files, from the comment to the bytes. */
export function describeAttachments(name: string, makeStore: MakeStore): void {
	describe(`files on comments in ${name}`, () => {
		let store: TestStore
		let cast: Cast
		beforeEach(async () => {
			store = await makeStore()
			cast = await addCast(store)
		})
		afterEach(() => store.close())

		const openWith = async (files: readonly IncomingFile[]) =>
			allowed(
				await store.tickets.open({
					by: cast.ada.id,
					via: 'test',
					subject: 'Files',
					text: 'See these.',
					files,
				}),
			).ticket
		const filesOf = async (ticket: { readonly id: string }) =>
			(await store.tickets.conversation(cast.ada, ticket.id, { size: 5 })).comments.flatMap(
				c => c.attachments,
			)
		const claim = () => store.jobs.claim({ kinds: ['fetch-file'], count: 9, lease: 1000 })

		test('one waits where Ada uploaded it and is fetched, one is there already', async () => {
			const ticket = await openWith([photo, sheet])
			const [waiting, stored] = await filesOf(ticket)
			expect(waiting).toMatchObject({ name: 'photo.png', size: 2048, type: 'image/png', state: 'waiting' })
			expect(stored).toMatchObject({ name: 'sheet.csv', size: 11, state: 'stored' })
			expect(await claim()).toMatchObject([{ kind: 'fetch-file', attachment: waiting?.id }])
			expect(await store.tickets.file(cast.ada, waiting?.id ?? '')).toBeUndefined()
			expect(await store.tickets.waitingFile(waiting?.id ?? '')).toEqual({
				attachment: waiting,
				platform: 'slack',
				source: 'F024BE7LH',
			})
			expect(await store.tickets.waitingFile(stored?.id ?? '')).toBeUndefined()

			await store.tickets.fileArrived(waiting?.id ?? '', { key: 'k2', sha256: 'cd'.repeat(32), size: 2050 })
			expect(await store.tickets.file(cast.ada, waiting?.id ?? '')).toEqual({
				attachment: { ...waiting, size: 2050, state: 'stored' },
				key: 'k2',
				sha256: 'cd'.repeat(32),
			})
			expect(await store.tickets.waitingFile(waiting?.id ?? '')).toBeUndefined()
		})

		test('one that will never come is lost, and stays so', async () => {
			const ticket = await openWith([photo])
			const [file] = await filesOf(ticket)
			await store.tickets.fileLost(file?.id ?? '')
			await store.tickets.fileArrived(file?.id ?? '', { key: 'k2', sha256: 'cd'.repeat(32), size: 1 })
			expect(await filesOf(ticket)).toMatchObject([{ state: 'lost', size: 2048 }])
			expect(await store.tickets.file(cast.ada, file?.id ?? '')).toBeUndefined()
		})

		test('a file is for who may read its comment', async () => {
			const ticket = await openWith([sheet])
			allowed(
				await store.tickets.addComment({
					by: cast.diego.id,
					via: 'test',
					ticket: ticket.id,
					text: 'For us',
					files: [{ ...sheet, name: 'internal.csv' }],
					public: false,
				}),
			)
			const { comments } = await store.tickets.conversation(cast.diego, ticket.id, { size: 5 })
			const [open, internal] = comments.flatMap(comment => comment.attachments)
			const sees = async (viewer: typeof cast.ada, id = '') =>
				(await store.tickets.file(viewer, id)) !== undefined
			expect(await sees(cast.ada, open?.id)).toBe(true)
			expect(await sees(cast.carla, open?.id)).toBe(true)
			expect(await sees(cast.mallory, open?.id)).toBe(false)
			expect(await sees(cast.ada, internal?.id)).toBe(false)
			expect(await sees(cast.diego, internal?.id)).toBe(true)
			expect(await sees(cast.ada, 'no such file')).toBe(false)
			expect(await sees(cast.ada, '999999')).toBe(false)
		})

		test('a double submit fetches its file once', async () => {
			const act = { by: cast.ada.id, via: 'test', subject: 'Once', text: 'Once', files: [photo], once: 'm1' }
			await Promise.all([store.tickets.open(act), store.tickets.open(act)])
			expect(await claim()).toHaveLength(1)
		})

		test('a key is unused when no comment and no draft has it', async () => {
			await openWith([sheet, photo])
			const owner = { platform: 'teams', space: 'T', user: 'A' }
			const files = [{ ...sheet, key: 'k2' }, photo]
			const draft = await store.drafts.keep(owner, { text: 'See these.', files })
			expect(await store.tickets.unusedFiles(['k1', 'k2', 'k3', "k4' or 1=1"])).toEqual(['k3', "k4' or 1=1"])
			await store.drafts.drop(owner, draft)
			expect(await store.tickets.unusedFiles(['k2', 'k1'])).toEqual(['k2'])
		})

		test('what each uploads in a day is counted to the last byte, also at once', async () => {
			const take = (by: string, bytes: number) => store.tickets.takeUpload({ by, bytes, aDay: 5_000_000_000 })
			const billion = Array.from({ length: 8 }, () => take(cast.ada.id, 1_000_000_000))
			expect((await Promise.all(billion)).filter(Boolean)).toHaveLength(5)
			expect(await take(cast.ada.id, 1)).toBe(false)
			expect(await take(cast.carla.id, 5_000_000_001)).toBe(false)
			expect(await take(cast.carla.id, 5_000_000_000)).toBe(true)
			store.clock.advance(24 * 60 * 60_000)
			expect(await take(cast.ada.id, 5_000_000_000)).toBe(true)
		})
	})
}
