import { disconnectedView } from './features/disconnected.ts'
import { writeLetter } from './letters/index.ts'
import type { Ports } from './ports/index.ts'
import type { Job } from './ports/jobs.ts'
import { FileTooLarge, LetterRefused, NotNow, Unreachable, UploadGone } from './ports/outside.ts'

/** A claim ends by itself after so long; a job that takes longer may be done by someone else as well. */
const lease = 5 * 60_000
const atOnce = 8

const second = 1_000
const minute = 60 * second
const hour = 60 * minute
/**
 * How long to wait after each failure: together more than a day, even where each is a fifth less, and what was
 * down for long is found again within a few hours.
 */
const waits = [10 * second, minute, 5 * minute, 15 * minute, hour, 2 * hour].concat(
	Array.from({ length: 9 }, () => 3 * hour),
)

/** What no other try would change. */
const permanent = [LetterRefused, UploadGone, FileTooLarge, Unreachable]

/** What is done side by side, so that a slow file holds up no letter. */
export const lanes = [['letter', 'tell'], ['fetch-file']] as const satisfies readonly Job['kind'][][]
export type Lane = (typeof lanes)[number]

/**
 * Does all the work of some kinds that is due, and what becomes due by doing it.
 * @returns when to look again, in milliseconds since 1970; undefined when nothing waits
 */
export async function relay(ports: Ports, kinds: Lane): Promise<number | undefined> {
	for (;;) {
		const jobs = await ports.jobs.claim({ kinds, count: atOnce, lease })
		if (jobs.length === 0) return ports.jobs.nextDue()
		await Promise.all(jobs.map(job => attempt(ports, job)))
	}
}

async function attempt(ports: Ports, job: Job): Promise<void> {
	const fields = { kind: job.kind, job: job.id, tries: job.tries + 1 }
	try {
		await run(ports, job)
		await ports.jobs.done(job)
	} catch (error) {
		const wait = waits[job.tries]
		const final = wait === undefined || permanent.some(kind => error instanceof kind)
		const why = error instanceof Error ? error.name : 'Error'
		// Whom nobody reaches, or who asks for patience, is no fault of ours.
		if (error instanceof Unreachable) ports.log.info('nobody was reached', { ...fields, why: error.message })
		else if (error instanceof NotNow && !final)
			ports.log.info('job has to wait', { ...fields, why: error.message })
		else ports.log.error(final ? 'job given up' : 'job will be tried again', error, fields)
		if (!final) {
			const least = error instanceof NotNow ? error.wait : 0
			return ports.jobs.again(job, ports.clock.now() + Math.max(jittered(ports, job, wait), least), why)
		}
		if (job.kind === 'fetch-file') await ports.tickets.fileLost(job.attachment)
		await ports.jobs.giveUp(job, why)
	}
}

async function run(ports: Ports, job: Job): Promise<void> {
	if (job.kind === 'letter') {
		const addressed = await writeLetter(ports, job.id, job.letter)
		if (!addressed) return
		const host = new URL(ports.settings.publicUrl).hostname
		return ports.mailer.send(addressed.letter, { to: addressed.to, messageId: `${job.id}@${host}` })
	}
	if (job.kind === 'tell') {
		const view = await disconnectedView(ports, job)
		if (view) await ports.chats.tell(job.identity, view)
		return
	}
	const waiting = await ports.tickets.waitingFile(job.attachment)
	if (!waiting) return
	const bytes = await ports.uploads.open(waiting.platform, waiting.source)
	const stored = await ports.files.put(bytes, ports.settings.fileLimits.bytes)
	await ports.tickets.fileArrived(waiting.attachment.id, stored)
}

/** Up to a fifth more or less, so that what failed together does not come back together. */
function jittered(ports: Ports, job: Job, wait: number): number {
	const dice = Number.parseInt(ports.secrets.hash(`${job.id} ${job.tries}`).slice(0, 4), 16) / 0xffff
	return Math.round(wait * (0.8 + 0.4 * dice))
}
