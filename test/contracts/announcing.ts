import type { Account } from '../../src/domain/account.ts'
import type { Identity } from '../../src/domain/identity.ts'
import type { Ticket } from '../../src/domain/ticket.ts'
import type { NoticeKind } from '../../src/ports/accounts.ts'
import type { Notice } from '../../src/ports/notices.ts'
import type { Cast } from './cast.ts'
import { allowed } from './cast.ts'
import type { TestStore } from './store.ts'

export const lease = 60_000

/** What stories about notices do again and again. */
export function announcing(store: TestStore, cast: Cast) {
	const via = 'test'
	const act = (by: Account) => ({ by: by.id, via })
	/** Diego opens a request for somebody who has called, so that they hear of it. */
	const open = async (requester: Account) => {
		const act = { by: cast.diego.id, via, requester: requester.email }
		const text = 'It does not print.'
		return allowed(await store.tickets.open({ ...act, subject: 'Printer', text, files: [] })).ticket
	}
	const say = async (by: Account, { id }: Ticket, more: { public?: boolean; status?: 'solved' } = {}) =>
		allowed(await store.tickets.addComment({ ...act(by), ticket: id, text: 'Hello', files: [], ...more }))
	const copy = async (by: Account, { id }: Ticket, email: string) =>
		allowed(await store.tickets.addCc({ ...act(by), ticket: id, email }))
	const assign = async (by: Account, { id }: Ticket, to: Account | undefined) =>
		allowed(await store.tickets.assign({ ...act(by), ticket: id, assignee: to?.id }))
	const setStatus = async (by: Account, { id }: Ticket, status: 'open' | 'pending' | 'solved' | 'closed') =>
		allowed(await store.tickets.setStatus({ ...act(by), ticket: id, status }))
	let codes = 0
	const link = async (identity: Identity, { id: account }: Account) => {
		codes += 1
		const code = { identity, hash: `code ${codes}` }
		await store.links.issueCode({ ...code, account, expiresAt: store.clock.now() + lease, tries: 5 })
		if (!(await store.links.link({ ...code, name: 'in chat' }))) throw new Error('it was not linked')
	}

	/** Does the jobs that the acts have left. @returns how many there were */
	const announce = async () => {
		const jobs = await store.jobs.claim({ kinds: ['announce'], count: 99, lease })
		for (const job of jobs) {
			if (job.kind === 'announce') await store.notices.announce(job.ticket)
			await store.jobs.done(job)
		}
		return jobs.length
	}
	const claim = (count = 99) => store.notices.claim({ count, lease })
	const settle = (notice: Notice, state: 'sent' | 'muted' | 'failed' = 'sent') =>
		store.notices.settle(
			notice,
			notice.waiting.map(({ id }) => ({ id, state, channel: 'mail' })),
		)
	const nameOf = (id: string) =>
		Object.entries(cast).find(([name, one]) => one.id === id && !['acme', 'umbra'].includes(name))?.[0] ?? id

	/** Announces, waits until all is due, tells it all. @returns who was told what, in the order of names */
	const told = async () => {
		await announce()
		const found: [string, readonly NoticeKind[]][] = []
		for (let at = await store.notices.nextDue(); at !== undefined; at = await store.notices.nextDue()) {
			store.clock.advance(Math.max(0, at - store.clock.now()))
			for (const notice of await claim()) {
				const kinds = notice.waiting.map(({ kind }) => kind)
				if (kinds.length > 0) found.push([nameOf(notice.account), kinds])
				await settle(notice)
			}
		}
		return found.toSorted(([a], [b]) => a.localeCompare(b))
	}
	/** Announces, waits until it is due and takes the only one. */
	const one = async () => {
		await announce()
		const at = (await store.notices.nextDue()) ?? 0
		store.clock.advance(Math.max(0, at - store.clock.now()))
		const [notice, ...others] = await claim()
		if (!notice || others.length > 0) throw new Error(`${others.length + (notice ? 1 : 0)} are due`)
		return notice
	}
	return { act, open, say, copy, assign, setStatus, link, announce, claim, settle, told, one }
}

export type Announcing = ReturnType<typeof announcing>
