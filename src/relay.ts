import { disconnectedView } from './features/disconnected.ts'
import { writeLetter } from './letters/index.ts'
import type { Ports } from './ports/index.ts'
import type { Job } from './ports/jobs.ts'
import { nextDigest, tellDigest } from './notices/digest.ts'
import { afterOutage, type Claim, outlast, type Running } from './outages.ts'
import {
	FileTooLarge,
	LetterRefused,
	nameOf,
	Outage,
	TryLater,
	Unreachable,
	UploadGone,
} from './ports/outside.ts'
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
 * @returns when to look again, in milliseconds since 1970; undefined when nothing waits
 */
export async function relay(ports: Ports, kinds: Lane, running?: Running): Promise<number | undefined> {
	for (;;) {
		if (running?.ending.aborted) return undefined
		const jobs = await ports.jobs.claim({ kinds, count: atOnce, lease })
		if (jobs.length === 0) return ports.jobs.nextDue()
		const until = ports.clock.now() + lease
		await Promise.all(jobs.map(job => attempt(ports, job, { clock: ports.clock, until, running })))
	}
}

async function attempt(ports: Ports, job: Job, claim: Claim): Promise<void> {
	const { jobs } = ports
	const next = await run(ports, job, claim).then(
		at => () => (at === undefined ? jobs.done(job) : jobs.repeat(job, at)),
		(error: unknown) => afterFailure(ports, job, error),
	)
	await outlast(next, claim)
}

/** @returns what becomes of a job that has failed */
function afterFailure(ports: Ports, job: Job, error: unknown): () => Promise<void> {
	const { jobs, clock, log, tickets } = ports
	const fields = { kind: job.kind, job: job.id, tries: job.tries + 1 }
	if (error instanceof Outage) {
		log.error('job will be tried again', error, fields)
		return () => jobs.postpone(job, clock.now() + afterOutage)
	}
	const at = permanent.some(kind => error instanceof kind) ? undefined : nextTry(ports, job.id, job.tries)
	const final = at === undefined
	const why = nameOf(error)
	// Whom nobody reaches, or who asks for patience, is no fault of ours.
	if (error instanceof Unreachable) log.info('nobody was reached', { ...fields, why: error.message })
	else if (error instanceof TryLater && !final) log.info('job has to wait', { ...fields, why: error.message })
	else log.error(final ? 'job given up' : 'job will be tried again', error, fields)
	if (!final) {
		const least = error instanceof TryLater ? clock.now() + error.wait : 0
		return () => jobs.again(job, Math.max(at, least), why)
	}
	return async () => {
		// What is done every day is done again tomorrow.
		const next = job.kind === 'digest' ? await nextDigest(ports, job.account) : undefined
		if (next !== undefined) return jobs.repeat(job, next)
		if (job.kind === 'fetch-file') await tickets.fileLost(job.attachment)
		await jobs.giveUp(job, why)
	}
}

/** @returns when the same is to be done again, for what is never done */
async function run(ports: Ports, job: Job, claim: Claim): Promise<number | undefined> {
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
			await postCard(ports, job, claim)
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
