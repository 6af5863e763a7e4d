import { disconnectedView } from './features/disconnected.ts'
import { writeLetter } from './letters/index.ts'
import type { Ports } from './ports/index.ts'
import type { Job } from './ports/jobs.ts'
import { nextDigest, tellDigest } from './notices/digest.ts'
import { FileTooLarge, LetterRefused, TryLater, Unreachable, UploadGone } from './ports/outside.ts'
import { nextTry } from './rules/waits.ts'
import { postCard } from './triage/post.ts'

/** A claim ends by itself after so long; a job that takes longer may be done by someone else as well. */
const lease = 5 * 60_000
const atOnce = 8

/** What no other try would change. */
const permanent = [LetterRefused, UploadGone, FileTooLarge, Unreachable]

/** What is done side by side, so that a slow file holds up no letter. */
export const lanes = [
	['letter', 'tell'],
	['digest'],
	['fetch-file'],
	['announce'],
	['triage'],
] as const satisfies readonly Job['kind'][][]
export type Lane = (typeof lanes)[number]

/**
 * Does all the work of some kinds that is due, and what becomes due by doing it.
 * @param ending once it is aborted nothing more is begun
 * @returns when to look again, in milliseconds since 1970; undefined when nothing waits
 */
export async function relay(ports: Ports, kinds: Lane, ending?: AbortSignal): Promise<number | undefined> {
	for (;;) {
		if (ending?.aborted) return undefined
		const jobs = await ports.jobs.claim({ kinds, count: atOnce, lease })
		if (jobs.length === 0) return ports.jobs.nextDue()
		await Promise.all(jobs.map(job => attempt(ports, job)))
	}
}

async function attempt(ports: Ports, job: Job): Promise<void> {
	const fields = { kind: job.kind, job: job.id, tries: job.tries + 1 }
	try {
		const next = await run(ports, job)
		await (next === undefined ? ports.jobs.done(job) : ports.jobs.repeat(job, next))
	} catch (error) {
		const at = permanent.some(kind => error instanceof kind) ? undefined : nextTry(ports, job.id, job.tries)
		const final = at === undefined
		const why = error instanceof Error ? error.name : 'Error'
		// Whom nobody reaches, or who asks for patience, is no fault of ours.
		if (error instanceof Unreachable) ports.log.info('nobody was reached', { ...fields, why: error.message })
		else if (error instanceof TryLater && !final)
			ports.log.info('job has to wait', { ...fields, why: error.message })
		else ports.log.error(final ? 'job given up' : 'job will be tried again', error, fields)
		if (!final) {
			const least = error instanceof TryLater ? ports.clock.now() + error.wait : 0
			return ports.jobs.again(job, Math.max(at, least), why)
		}
		// What is done every day is done again tomorrow.
		const next = job.kind === 'digest' ? await nextDigest(ports, job.account) : undefined
		if (next !== undefined) return ports.jobs.repeat(job, next)
		if (job.kind === 'fetch-file') await ports.tickets.fileLost(job.attachment)
		await ports.jobs.giveUp(job, why)
	}
}

/** @returns when the same is to be done again, for what is never done */
async function run(ports: Ports, job: Job): Promise<number | undefined> {
	switch (job.kind) {
		case 'letter': {
			const addressed = await writeLetter(ports, job.id, job.letter)
			if (!addressed) return undefined
			const host = new URL(ports.settings.publicUrl).hostname
			await ports.mailer.send(addressed.letter, { to: addressed.to, messageId: `${job.id}@${host}` })
			return undefined
		}
		case 'tell': {
			const view = await disconnectedView(ports, job)
			if (view) await ports.chats.tell(job.identity, view)
			return undefined
		}
		case 'announce':
			await ports.notices.announce(job.ticket)
			return undefined
		case 'triage':
			await postCard(ports, job)
			return undefined
		case 'digest':
			return tellDigest(ports, job, job.account)
		case 'fetch-file':
			await fetchFile(ports, job.attachment)
			return undefined
	}
}

async function fetchFile(ports: Ports, attachment: string): Promise<void> {
	const waiting = await ports.tickets.waitingFile(attachment)
	if (!waiting) return
	const bytes = await ports.uploads.open(waiting.platform, waiting.source)
	const stored = await ports.files.put(bytes, ports.settings.fileLimits.bytes)
	await ports.tickets.fileArrived(waiting.attachment.id, stored)
}
